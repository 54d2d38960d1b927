"""`Archive`: the one door to what is kept. A thin facade; the work is done in the modules it names."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext

from storage.crawl_keeping import CrawlKeeping
from storage.executing import Executor
from storage.opened import ArchiveIsReadOnly, Clock, MakeReader, utc_now
from storage.proposals import Proposal, accept, waiting
from storage.reader import Extras, Reader
from storage.reading_choice import choose_extras
from storage.recheck import Scope, Tally
from storage.reread_chunks import reread_on
from storage.reread_scope import RereadScope, UnreadVersions
from storage.rereading import Rereading, RereadTally, isolated_reader
from storage.review import Decision, Finding, decide
from storage.unit_of_work import run_in_transaction

__all__ = ["Archive", "ArchiveIsReadOnly", "Clock", "MakeReader", "utc_now"]


class Archive(CrawlKeeping):
    """An archive: facts in a database, bytes by digest beside it.

    Use it as a context manager. Every method may be called from any thread. ``engine`` is for
    `query`, which selects from `storage.models` itself; nobody else needs it. Here is what keeps an
    archive over the years; what a crawl asks is in `CrawlKeeping`.
    """

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
        version_ids = UnreadVersions(self.engine, scope, known)
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

    def choose_extras(self, extras: Extras) -> None:
        """Read with these from now on, for whoever opens the archive after this."""
        self._require_writing()
        run_in_transaction(
            self.engine, lambda connection: choose_extras(connection, extras, now=self._clock())
        )
