"""Compares reports with one another: for those that a crawl touched, and for all when somebody asks."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import count
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, select

from checks.neighbours import Neighbours
from checks.outcome import Outcome
from parsers.report import ParsedReport
from storage.all_shown import count_shown, shown_by_county, shown_in_parts
from storage.capture import CaptureVerdict
from storage.comparisons import copies_told, keep_comparison, latest_comparison, still_holds
from storage.likeness import keep_likeness, likeness_of, without_likeness
from storage.lineage import lineage
from storage.models import observation, publication, report
from storage.neighbours import Documents, neighbours_of
from storage.shown import FEW, Shown, shown_again, shown_of
from storage.surroundings import Surroundings, surroundings_of
from storage.territory import county_reports, governments_above
from storage.unit_of_work import read, run_in_transaction

AT_ONCE = 20  # reports kept in one transaction: other writers wait for milliseconds

logger = logging.getLogger(__name__)

Compare = Callable[[ParsedReport, Neighbours], tuple[Outcome, ...]]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which reports to compare. Everything that is set must hold."""

    publisher_id: str | None = None
    years: tuple[int, int] | None = None
    portal_id: str | None = None

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """The conditions on reports, in SQL."""
        found: list[ColumnElement[bool]] = []
        if self.publisher_id:
            found.append(report.c.publisher_id == self.publisher_id)
        if self.years:
            found.append(report.c.year.between(*self.years))
        if self.portal_id:
            on_portal = select(publication.c.report_id).where(publication.c.portal_id == self.portal_id)
            found.append(report.c.id.in_(on_portal.where(publication.c.report_id.is_not(None))))
        return found


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the checks say of a report, and the comparison that held when they were asked."""

    around: Surroundings
    last: Row[Any] | None
    outcomes: tuple[Outcome, ...]


@dataclass(slots=True)
class Tally:
    """How many reports were compared, how many of them now say something else, and where our checks broke."""

    compared: int = 0
    renewed: int = 0
    broken: int = 0

    def add(self, other: "Tally") -> None:
        """Count what was counted elsewhere too."""
        self.compared += other.compared
        self.renewed += other.renewed
        self.broken += other.broken


@dataclass(frozen=True, slots=True)
class Recheck:
    """Renews the outcomes that look at other reports. The same archive twice gives no new row."""

    engine: Engine
    clock: Callable[[], datetime]
    compare: Compare
    check_release: str
    documents: Documents = field(default_factory=Documents)

    def run(self, scope: Scope, progress: Callable[[int, int], None] = lambda _done, _of: None) -> Tally:
        """Compare every report in scope; ``progress`` is told how many of how many are done.

        No more is held than the reports of a county, and `Documents`.
        """
        conditions = scope.conditions
        total = read(self.engine, lambda connection: count_shown(connection, *conditions))
        # Copies may be anywhere: all are sketched first.
        for some in shown_in_parts(self.engine, *conditions):
            self._sketch_all(some)
        tally, done = Tally(), count(1)
        for some in shown_by_county(self.engine, *conditions):
            tally.add(self._compare_all(some, lambda: progress(next(done), total)))
        return tally

    def at_the_end_of(self, crawl_id: int, *, is_complete: bool) -> Tally:
        """Compare the reports that a crawl touched, and those that stand beside them.

        The crawl is not closed yet: killed here, it is resumed and compares again.
        """
        touched = read(self.engine, lambda connection: _touched(connection, crawl_id))
        complete = crawl_id if is_complete else None
        before = read(self.engine, partial(_copies, of=touched))
        tally = self._compare_all(touched, lambda: None, complete)
        # A copy is told on both sides. Only copies found are looked at again: of reports that are merely written
        # from one template each crawl would compare all there are.
        copies = before | read(self.engine, partial(_copies, of=touched))
        beside = read(self.engine, lambda connection: {*_beside(connection, touched), *copies})
        tally.add(self._compare_all(beside.difference(touched), lambda: None, complete))
        return tally

    def _compare_all(
        self,
        wanted: Iterable[Shown],
        tell: Callable[[], None],
        complete_crawl: int | None = None,
    ) -> Tally:
        """Compare these, and call ``tell`` after each."""
        tally = Tally()
        # Those that share neighbours stand together, so that a document is read once.
        ordered = sorted(set(wanted), key=lambda one: (one.county or "", one.year, one.publisher_id))
        self._sketch_all(ordered)
        for start in range(0, len(ordered), AT_ONCE):
            some = ordered[start : start + AT_ONCE]
            self._compare_some(some, tally, complete_crawl)
            for _ in some:
                tell()
        tally.compared = len(ordered) - tally.broken
        return tally

    def _sketch_all(self, wanted: Sequence[Shown]) -> None:
        for start in range(0, len(wanted), AT_ONCE):
            ids = [one.result_id for one in wanted[start : start + AT_ONCE]]
            missing = read(self.engine, partial(without_likeness, result_ids=ids))
            found = {result_id: likeness_of(self._document(result_id)) for result_id in missing}
            if found:
                run_in_transaction(self.engine, partial(keep_likeness, found=found))

    def _document(self, result_id: int) -> ParsedReport:
        return read(self.engine, partial(self.documents.report, result_id=result_id))

    def _compare_some(self, some: Sequence[Shown], tally: Tally, complete_crawl: int | None) -> None:
        """Compare, and then write: a database that is written to is nobody else's meanwhile.

        What another process compared in between is compared once more, with what that one saw.
        """
        waiting = list(some)
        while waiting:
            judged = list(filter(None, (self._judge(one, tally, complete_crawl) for one in waiting)))
            if not judged:
                return
            renewed, waiting = run_in_transaction(self.engine, partial(self._write, judged=judged))
            tally.renewed += renewed

    def _judge(self, one: Shown, tally: Tally, complete_crawl: int | None) -> _Judged | None:
        """Return what the checks say; None where nothing that it rests on is new, and where a check broke."""
        found = read(self.engine, partial(self._look, one=one, complete_crawl=complete_crawl))
        if found is None:
            return None
        around, last, neighbours = found
        try:
            outcomes = self.compare(self._document(around.report.result_id), neighbours)
        except Exception:  # a fault of ours over one report: the others are compared all the same
            logger.exception("A check broke on %s %s", one.name, one.year)
            tally.broken += 1
            return None
        return _Judged(around, last, outcomes)

    def _look(
        self, connection: Connection, one: Shown, complete_crawl: int | None
    ) -> tuple[Surroundings, Row[Any] | None, Neighbours] | None:
        now = shown_again(connection, one)  # another process may have changed it
        if now is None:
            return None
        around = surroundings_of(connection, now, complete_crawl)
        last = latest_comparison(connection, now.report_id)
        if last is not None and last.basis_digest == around.digest(self.check_release):
            return None
        return around, last, neighbours_of(connection, around, self.documents)

    def _write(self, connection: Connection, judged: Sequence[_Judged]) -> tuple[int, list[Shown]]:
        """Keep what is news; return how much that was, and what another process has compared meanwhile."""
        renewed, overtaken, now = 0, [], self.clock()
        for one in sorted(judged, key=lambda each: each.around.report.report_id):  # in order: no deadlock
            if not still_holds(connection, one.around.report.report_id, one.last):
                overtaken.append(one.around.report)
                continue
            renewed += keep_comparison(
                connection, one.around, one.outcomes, one.last, check_release=self.check_release, now=now
            )
        return renewed, overtaken


def _touched(connection: Connection, crawl_id: int) -> list[Shown]:
    """Return the reports of which a crawl saw something else than that nothing has changed."""
    seen = (
        select(publication.c.report_id)
        .join(observation, observation.c.publication_id == publication.c.id)
        .where(
            observation.c.crawl_id == crawl_id,
            observation.c.verdict.in_([CaptureVerdict.FETCHED.value, CaptureVerdict.GONE.value]),
            publication.c.report_id.is_not(None),
        )
    )
    return shown_of(connection, report.c.id.in_(seen))


def _copies(connection: Connection, of: Iterable[Shown]) -> set[Shown]:
    """Return the reports that the present comparisons of these call copies of them."""
    told = {copy for one in of for copy in copies_told(connection, one.report_id)}
    ids = sorted({publisher_id for publisher_id, _ in told})
    found = (
        shown_of(connection, report.c.publisher_id.in_(ids[start : start + FEW]))
        for start in range(0, len(ids), FEW)
    )
    return {one for some in found for one in some if (one.publisher_id, one.year) in told}


def _beside(connection: Connection, touched: Iterable[Shown]) -> Iterator[Shown]:
    """Yield the reports whose comparison looks at one of these."""
    counties = set()
    for one in touched:
        ids = lineage(one.publisher_id, one.name, one.division_code)
        later = report.c.publisher_id.in_(sorted(ids)) & (report.c.year > one.year)
        yield from shown_of(connection, later)
        yield from governments_above(connection, one)
        if one.county and (one.county, one.year) not in counties:
            counties.add((one.county, one.year))
            yield from county_reports(connection, one, [one.year, one.year + 1])
