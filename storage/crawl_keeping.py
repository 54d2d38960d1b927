"""What a crawl asks of the archive: what is known, and to keep what came back."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from parsers.report import ParseHints
from storage import crawl_log
from storage.capture import Capture, hints_of
from storage.crawl import Crawl, CrawlVerdict, KnownPublication, ListedUnit, PortalFacts, Recorded, Validators
from storage.evidence import EvidentVisit, evident_visits
from storage.listed_units import keep_units
from storage.opened import OpenedArchive
from storage.publications import known_publications, page_validators
from storage.unit_of_work import read, run_in_transaction


class CrawlKeeping(OpenedArchive):
    """The part of `storage.archive.Archive` that spiders talk to."""

    def begin_crawl(
        self, portal: PortalFacts, mode: str, arguments: Mapping[str, str], code_release: str
    ) -> Crawl:
        """Begin a crawl, or resume the unfinished one of the same portal, mode and arguments.

        A crawl is unfinished when its process was killed. One older than a week is not resumed
        but closed as partial, for what it saw is no longer what the portal shows.
        """
        self._require_writing()
        return run_in_transaction(
            self.engine,
            lambda connection: crawl_log.begin_crawl(
                connection, portal, mode, arguments, code_release=code_release, now=self._clock()
            ),
        )

    def captured_in(self, crawl: Crawl) -> frozenset[str]:
        """Return the url_keys of publications settled in this crawl: not to be fetched again in it.

        Settled is fetched, not_modified or gone; blocked and failed are to be tried again.
        """
        return read(self.engine, lambda connection: crawl_log.settled_url_keys(connection, crawl.id))

    def known_publications(self, portal_id: str) -> list[KnownPublication]:
        """Return every publication of a portal, in the order in which they were first heard of."""
        return read(self.engine, lambda connection: known_publications(connection, portal_id))

    def page_validators(self, portal_id: str) -> dict[str, Validators]:
        """Return, by url_key, the validators of pages that only lead to publications of a portal."""
        return read(self.engine, lambda connection: page_validators(connection, portal_id))

    def visits_between(
        self, portal_id: str, first: datetime, last: datetime
    ) -> frozenset[tuple[str, datetime]]:
        """Return which visits the archive has of a portal between two moments: url_key and moment."""
        return read(
            self.engine, lambda connection: crawl_log.visits_between(connection, portal_id, first, last)
        )

    def evident_visits(self, portal_id: str, crawl_id: int | None = None) -> Sequence[EvidentVisit]:
        """Return the visits of a portal, or of one crawl of it, whose exchanges were kept as evidence."""
        return read(self.engine, lambda connection: evident_visits(connection, portal_id, crawl_id))

    def record(self, crawl: Crawl, capture: Capture, hints: ParseHints | None = None) -> Recorded:
        """Keep one capture with all that follows from it, whole or not at all.

        The bytes are on disk first; then they are read and checked; then one transaction writes
        every row; `ingest` does the two halves one by one. Recording the same capture twice changes
        nothing. ``hints`` default to what the capture's own facts tell. Raises ValueError for a URL
        without a host, a naive time, or a fetched capture without a body; a document that cannot be
        read raises nothing.
        """
        return self.ingest.write(crawl, self.ingest.read(crawl, capture, hints or hints_of(capture)))

    def keep_units(self, crawl: Crawl, units: Sequence[ListedUnit]) -> None:
        """Keep whom the portal lists: the roster that coverage is measured against. Twice changes nothing."""
        self._require_writing()
        run_in_transaction(
            self.engine, lambda connection: keep_units(connection, crawl.portal_id, crawl.id, units)
        )

    def finish_crawl(
        self,
        crawl: Crawl,
        verdict: CrawlVerdict,
        reasons: Sequence[str] = (),
        counts: Mapping[str, int] | None = None,
        columns: Mapping[str, object] | None = None,
        *,
        alarms: Sequence[Mapping[str, str]] = (),
    ) -> None:
        """Close a crawl with its verdict. ``columns`` maps each column of the portal to its verdict.

        Closing it twice with the same verdict changes nothing, with another raises `CrawlFinished`.
        Before, the reports that it touched are compared with those beside them: once for a crawl, for a
        county's reports come in one by one and all look at one another.
        """
        self._require_writing()
        self._recheck.at_the_end_of(crawl.id, is_complete=verdict is CrawlVerdict.COMPLETE)
        run_in_transaction(
            self.engine,
            lambda connection: crawl_log.finish_crawl(
                connection,
                crawl.id,
                verdict,
                reasons=reasons,
                counts=counts,
                columns=columns,
                alarms=alarms,
                now=self._clock(),
            ),
        )
