"""Which checks failed on the reports that the archive shows, each alone and beside others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, select

from checks.outcome import Verdict
from query.answers import FindingAnswer, PublisherAnswer
from query.finding_places import narrowed
from query.moments import Moment, end_of
from query.shown import FEW, ReportKey, in_division, in_parts, is_after, publishers_of, shown_results
from storage.comparisons import present_comparisons
from storage.models import neighbour_outcome, outcome, publisher
from storage.review import ReviewState, decisions_on, operands_of, state_of, texts_of
from storage.told_findings import failed_outcome, words_of


@dataclass(frozen=True, slots=True)
class FindingSearch:
    """Which findings to list. Everything that is set must hold."""

    severity: str | None = None
    check: str | None = None
    publisher_id: str | None = None
    division_code: str | None = None  # takes in all below it: 330000 is a province
    years: tuple[int, int] | None = None
    review: ReviewState | None = None
    only_open: bool = False  # nobody has decided about it, or a value changed since
    only_beside: bool = False  # of checks that look at other reports and visits
    as_of: Moment | None = None  # what the archive found, and people had decided, until then
    after: ReportKey | None = None  # only of reports after this one


@dataclass(frozen=True, slots=True)
class FindingPage:
    """The findings of some reports, in their order. ``after`` asks for the next; None: there is none.

    A page of few findings, or of none, may have a next one: no more than some thousand reports are looked at.
    """

    findings: tuple[FindingAnswer, ...]
    after: ReportKey | None


MOST_REPORTS = 2000  # that a page looks at
WAITING = frozenset({ReviewState.OPEN, ReviewState.REOPENED})
Place = tuple[str, int, bool, int]  # publisher, year, whether it looks at others, place among the checks


def find_findings(connection: Connection, search: FindingSearch) -> Iterator[FindingAnswer]:
    """Yield the findings that fit, by publisher, year and check. Their words are those of this release.

    Reports are looked at as they are asked for: what is held does not grow with their number.
    """
    only = narrowed(connection, shown_results(search.as_of), search.check, search.review)
    query = shown_for(search).where(*only)
    for rows in in_parts(connection, query.order_by(*query.selected_columns[2:4])):
        yield from _in_order(connection, search, rows)


def page_of_findings(connection: Connection, search: FindingSearch, limit: int) -> FindingPage:
    """Return the findings of whole reports, as many of these as give ``limit`` findings."""
    found: list[FindingAnswer] = []
    size, seen, after = min(limit, FEW), 0, search.after
    only = narrowed(connection, shown_results(search.as_of), search.check, search.review)
    while True:
        query = shown_for(replace(search, after=after)).where(*only)
        rows = connection.execute(query.order_by(*query.selected_columns[2:4]).limit(size)).all()
        for finding in _in_order(connection, search, rows):
            if len(found) >= limit and _key(finding) != _key(found[-1]):
                return FindingPage(tuple(found), _key(found[-1]))
            found.append(finding)
        if len(rows) < size:
            return FindingPage(tuple(found), None)
        seen, after = seen + size, (rows[-1].publisher_id, rows[-1].year)
        if len(found) >= limit or seen >= MOST_REPORTS:
            return FindingPage(tuple(found), after)
        size = min(size * 4, FEW)


def _key(finding: FindingAnswer) -> ReportKey:
    return finding.publisher.id, finding.year


def _in_order(connection: Connection, search: FindingSearch, rows: Sequence[Row[Any]]) -> list[FindingAnswer]:
    """Return the findings of reports in the order of the database, whose collation need not be ours."""
    order = {(row.publisher_id, row.year): place for place, row in enumerate(rows)}
    return sorted(_findings_of(connection, search, rows), key=lambda one: order[_key(one)])


def _findings_of(
    connection: Connection, search: FindingSearch, reports: Sequence[Row[Any]]
) -> Iterator[FindingAnswer]:
    shown = {row.report_id: row for row in reports}
    by_result = {row.result_id: row.report_id for row in reports}
    found: list[tuple[Place, int, Row[Any]]] = []
    # Joined here and not in SQL: without statistics SQLite takes the wrong index and needs minutes.
    for row in () if search.only_beside else connection.execute(_alone(search, by_result)):
        if row.result_id in by_result:
            report = shown[by_result[row.result_id]]
            place = (report.publisher_id, report.year, False, row.ordinal)
            found.append((place, report.report_id, row))
    for row in connection.execute(_beside(search, shown)):
        if row.report_id in shown:
            report = shown[row.report_id]
            found.append(((report.publisher_id, report.year, True, row.ordinal), report.report_id, row))
    if not found:
        return
    names = publishers_of(connection, {place[0] for place, _, _ in found})
    states = _states(connection, shown, found, search.as_of)
    for (publisher_id, year, *_), report_id, row in sorted(found, key=lambda one: one[0]):
        state, note = states.get((report_id, row.check_id, row.member), (ReviewState.OPEN, None))
        if (state in WAITING or not search.only_open) and search.review in {None, state}:
            yield _answer(row, names[publisher_id], year, state, note)


def _alone(search: FindingSearch, results: Mapping[int, int]) -> Select[Any]:
    query = _failed(outcome, search)
    return query.where(outcome.c.result_id.in_(results)) if len(results) <= FEW else query


def _beside(search: FindingSearch, reports: Mapping[int, Row[Any]]) -> Select[Any]:
    present = present_comparisons(None if search.as_of is None else end_of(search.as_of))
    query = _failed(neighbour_outcome, search).add_columns(present.c.report_id)
    query = query.join(present, present.c.comparison_id == neighbour_outcome.c.comparison_id)
    return query.where(present.c.report_id.in_(reports)) if len(reports) <= FEW else query


def _failed(table: Table, search: FindingSearch) -> Select[Any]:
    query = select(table).where(table.c.verdict == Verdict.FAILED.value)
    if search.severity:
        query = query.where(table.c.severity == search.severity)
    return query.where(table.c.check_id == search.check) if search.check else query


def _states(
    connection: Connection,
    shown: Mapping[int, Row[Any]],
    found: list[tuple[Place, int, Row[Any]]],
    as_of: Moment | None,
) -> dict[tuple[int, str, str | None], tuple[ReviewState, str | None]]:
    """Return the states of the findings about which somebody decided something."""
    decisions = decisions_on(connection, sorted({report_id for _, report_id, _ in found}))
    texts: dict[int, dict[str, str]] = {}
    states = {}
    for _, report_id, row in found:
        about = [
            one
            for one in decisions.get((report_id, row.check_id, row.member), ())
            if as_of is None or one.recorded_at <= end_of(as_of)
        ]
        if about:
            if report_id not in texts:
                texts[report_id] = texts_of(connection, shown[report_id].result_id)
            now = operands_of(row, texts[report_id])
            states[report_id, row.check_id, row.member] = state_of(about, now, texts[report_id])
    return states


def shown_for(search: FindingSearch) -> Select[Any]:
    """Select report_id, result_id, publisher_id and year of the reports that findings are asked of."""
    shown = shown_results(search.as_of)
    query = select(shown.c.report_id, shown.c.result_id, shown.c.publisher_id, shown.c.year)
    query = query.where(shown.c.result_id.is_not(None))
    if search.publisher_id:
        query = query.where(shown.c.publisher_id == search.publisher_id)
    if search.division_code:
        inside = select(publisher.c.id).where(in_division(search.division_code))
        query = query.where(shown.c.publisher_id.in_(inside))
    if search.after:
        query = query.where(is_after(shown, search.after))
    if search.years:
        query = query.where(shown.c.year.between(*search.years))
    return query


def _answer(
    row: Row[Any], owner: PublisherAnswer, year: int, review: ReviewState, note: str | None
) -> FindingAnswer:
    found = failed_outcome(row)
    zh, en = words_of(found)
    return FindingAnswer(
        publisher=owner,
        year=year,
        check=found.check,
        member=found.member,
        severity=found.severity.value,
        left=row.left_value,
        right=row.right_value,
        assumed_zero=found.assumed_zero,
        cells=found.cells,
        quotes=found.quotes,
        message_zh=zh,
        message_en=en,
        review=review,
        note=note,
        result_ids=tuple(getattr(row, "result_ids", ())),
    )
