"""`Archive`: the one door to what is kept. A thin facade; the work is done in the modules it names."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from parsers.report import ParseHints
from storage import crawl_log
from storage.blobs import BlobStore
from storage.capture import Capture, hints_of
from storage.crawl import Crawl, CrawlVerdict, KnownPublication, ListedUnit, PortalFacts, Recorded, Validators
from storage.database import open_engine
from storage.evidence import EvidentVisit, evident_visits
from storage.executing import Executor
from storage.history import CrawlHistory
from storage.ingest import Ingest
from storage.leases import Leases
from storage.listed_units import keep_units
from storage.migrations.upgrade import require_schema, upgrade_schema
from storage.place import Place, find_place, open_blobs
from storage.proposals import Proposal, accept, waiting
from storage.publications import known_publications, page_validators
from storage.reader import Extras, Reader, house_reader
from storage.reading_choice import choose_extras, chosen_extras
from storage.recheck import Recheck, Scope, Tally
from storage.reread_chunks import reread_on
from storage.reread_scope import RereadScope, unread_versions
from storage.rereading import Rereading, RereadTally, isolated_reader
from storage.review import Decision, Finding, decide
from storage.unit_of_work import read, run_in_transaction

Clock = Callable[[], datetime]
MakeReader = Callable[[Extras], Reader]


class ArchiveIsReadOnly(Exception):
    """Something was to be written to an archive opened read-only."""


def utc_now() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


class Archive:
    """An archive: facts in a database, bytes by digest beside it.

    Use it as a context manager. Every method may be called from any thread. ``engine`` is for
    `query`, which selects from `storage.models` itself; nobody else needs it.
    """

    def __init__(
        self,
        engine: Engine,
        blobs: BlobStore,
        *,
        place: Place,
        is_read_only: bool,
        reader: Reader | MakeReader | None,
        clock: Clock,
    ) -> None:
        self.engine = engine
        self.blobs = blobs
        self.place = place
        self.is_read_only = is_read_only
        self._given_reader = reader
        self._clock = clock
        self.leases = Leases(engine, clock)  # who crawls which portal now
        self.history = CrawlHistory(engine)  # what earlier crawls came to

    @classmethod
    def open(
        cls,
        database: str | Path | None = None,
        data: Path | None = None,
        *,
        is_read_only: bool = False,
        must_exist: bool = False,
        reader: Reader | MakeReader | None = None,
        clock: Clock = utc_now,
    ) -> Self:
        """Open an archive, creating or upgrading it unless it is opened read-only.

        ``database`` is a path or an SQLAlchemy URL (default: GONGKAI_ARCHIVE, then
        ``data/archive.sqlite``), ``data`` the folder of all else (default: GONGKAI_DATA, then
        ``data``); blobs are in it unless GONGKAI_BLOBS names a bucket or another folder. One that
        ``must_exist`` is not created. ``reader`` replaces the parsers and checks, ``clock`` the time,
        for tests.
        Raises `ArchiveMissing` when a read-only archive is not there, `ArchiveUnfit` when its
        schema is not ours.
        """
        place = find_place(database, data).absolute()
        if must_exist:
            open_engine(place.database, is_read_only=True).dispose()  # raises where there is none
        engine = open_engine(place.database, is_read_only=is_read_only)
        try:
            if is_read_only:
                require_schema(engine)
            else:
                upgrade_schema(engine)
            blobs = open_blobs(place)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, blobs, place=place, is_read_only=is_read_only, reader=reader, clock=clock)

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

    def recheck(self, scope: Scope, progress: Callable[[int, int], None] = lambda _done, _of: None) -> Tally:
        """Compare reports anew with those beside them; doing it twice changes nothing."""
        self._require_writing()
        return self._recheck.run(scope, progress)

    def review(
        self, publisher_id: str, year: int, check: str, member: str | None, *, decision: Decision, note: str
    ) -> Finding:
        """Keep what a person says of a finding; see `storage.review`. Raises where there is none, or several."""
        self._require_writing()
        return run_in_transaction(
            self.engine,
            lambda connection: decide(
                connection,
                publisher_id,
                year,
                check,
                member,
                decision=decision,
                note=note,
                now=self._clock(),
            ),
        )

    def reingest(
        self,
        scope: RereadScope,
        executor: Executor | None = None,
        progress: Callable[[int, int], None] = lambda _done, _of: None,
    ) -> RereadTally:
        """Read versions again from their blobs; what reads differently waits, see `storage.proposals`.

        On the processes of ``executor``; without one here, as with a ``reader`` that was given for tests. Raises
        `ReleaseUnknown`.
        """
        self._require_writing()
        given, extras = self._given_reader, self.extras
        known = self._reader()
        version_ids = read(self.engine, lambda connection: unread_versions(connection, scope, known))
        if executor is not None and not isinstance(given, Reader):
            return reread_on(
                executor, self.place, version_ids, reader=known, extras=extras, progress=progress
            )
        with nullcontext(given) if isinstance(given, Reader) else isolated_reader(extras) as reader:
            return Rereading(self.engine, self.blobs, reader, self._clock).run(version_ids, progress)

    def proposals(self, scope: RereadScope) -> Iterator[Proposal]:
        """Yield what these parsers read differently and nobody accepted yet."""
        return waiting(self.engine, scope, self._reader())

    def accept(self, scope: RereadScope) -> int:
        """Show what these parsers read differently; return of how many versions.

        The reports in scope are then compared anew with those beside them.
        """
        self._require_writing()
        count = accept(self.engine, scope, self._reader(), self._clock)
        self._recheck.run(Scope(scope.publisher_id, None, scope.portal_id))
        return count

    @property
    def extras(self) -> Extras:
        """What documents are read with beside the core."""
        return read(self.engine, chosen_extras)

    def choose_extras(self, extras: Extras) -> None:
        """Read with these from now on, for whoever opens the archive after this."""
        self._require_writing()
        run_in_transaction(
            self.engine, lambda connection: choose_extras(connection, extras, now=self._clock())
        )

    def close(self) -> None:
        """Give back the connections."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _reader(self) -> Reader:
        given = self._given_reader
        return given if isinstance(given, Reader) else (given or house_reader)(self.extras)

    @cached_property
    def ingest(self) -> Ingest:
        """What keeps captures: one may be read while the one before is written, in the order in which they came."""
        self._require_writing()
        return Ingest(self.engine, self.blobs, self._reader(), self._clock)

    @cached_property
    def _recheck(self) -> Recheck:
        from checks import registry  # noqa: PLC0415  # loaded only by those who compare

        return Recheck(self.engine, self._clock, registry.compare, registry.RELEASE)

    def _require_writing(self) -> None:
        if self.is_read_only:
            message = "this archive was opened read-only"
            raise ArchiveIsReadOnly(message)
