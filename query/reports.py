"""Which reports there are: by words, publisher, year, portal and finding."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Subquery, exists, func, select

from checks.outcome import Verdict
from query.answers import PublisherAnswer, ReportLine, ReportList
from query.moments import Moment
from query.published import Places, places_of, was_published
from query.shown import ReportKey, in_division, in_parts, is_after, publishers_of, shown_results
from query.words import has_word, snippets
from storage.models import outcome, publication, publisher, result


@dataclass(frozen=True, slots=True)
class ReportSearch:
    """What to look for. Everything that is set must hold; no year means any."""

    words: tuple[str, ...] = ()
    publisher_id: str | None = None
    division_code: str | None = None  # takes in all below it: 330000 is a province
    years: tuple[int, int] | None = None  # first and last
    portal_id: str | None = None
    has_finding: str | None = None  # id of a check
    limit: int | None = None
    published: tuple[date | None, date | None] | None = None  # first and last day, None: without end
    as_of: Moment | None = None  # what the archive showed then
    after: ReportKey | None = None  # only reports after this one, in the order of `find_reports`


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Some reports, by publisher and year. ``after`` asks for the next; None: there is none."""

    reports: tuple[ReportLine, ...]
    after: ReportKey | None


def find_reports(connection: Connection, search: ReportSearch) -> ReportList:
    """List the reports that fit, by publisher and year.

    A word fits when it stands in the publisher's name, the title or the text of any section, but for
    what was read of withdrawn bytes.
    """
    return ReportList(count_reports(connection, search), tuple(each_report(connection, search)))


def count_reports(connection: Connection, search: ReportSearch) -> int:
    """Count the reports that fit, those beyond the limit among them."""
    fitting = _fitting(connection, shown_results(search.as_of), search).subquery()
    return connection.scalar(select(func.count()).select_from(fitting)) or 0


def each_report(connection: Connection, search: ReportSearch) -> Iterator[ReportLine]:
    """Yield the reports of `find_reports` as they are asked for: what is held does not grow with their number."""
    shown = shown_results(search.as_of)
    query = _fitting(connection, shown, search).order_by(shown.c.publisher_id, shown.c.year)
    for rows in in_parts(connection, query.limit(search.limit)):
        yield from _lines(connection, search, rows)


def page_of_reports(connection: Connection, search: ReportSearch, limit: int) -> ReportPage:
    """Return the reports that fit, at most ``limit`` of them, without counting or reading the others."""
    shown = shown_results(search.as_of)
    query = _fitting(connection, shown, search).order_by(shown.c.publisher_id, shown.c.year).limit(limit + 1)
    rows = connection.execute(query).all()
    lines = _lines(connection, search, rows[:limit])
    is_last = len(rows) <= limit
    return ReportPage(lines, None if is_last else (lines[-1].publisher.id, lines[-1].year))


def _lines(connection: Connection, search: ReportSearch, rows: Sequence[Row[Any]]) -> tuple[ReportLine, ...]:
    places = places_of(connection, [row.report_id for row in rows], search.as_of)
    names = publishers_of(connection, {row.publisher_id for row in rows})
    lines = [_line(row, names, places) for row in rows]
    if search.words:
        found = snippets(connection, [line.result_id for line in lines if line.result_id], search.words)
        lines = [replace(line, snippet=found.get(line.result_id or 0)) for line in lines]
    return tuple(lines)


def _fitting(connection: Connection, shown: Subquery, search: ReportSearch) -> Select[Any]:
    query = (
        select(
            shown,
            result.c.title,
            result.c.form,
            result.c.cell_count,
            result.c.readable_cell_count,
            result.c.finding_count,
            result.c.problem_count,
        )
        .select_from(shown)
        .join(publisher, publisher.c.id == shown.c.publisher_id)
        .outerjoin(result, result.c.id == shown.c.result_id)
    )
    conditions: list[ColumnElement[bool]] = [
        has_word(shown, word, connection.dialect.name) for word in search.words
    ]
    if search.publisher_id:
        conditions.append(shown.c.publisher_id == search.publisher_id)
    if search.after:
        conditions.append(is_after(shown, search.after))
    if search.division_code:
        conditions.append(in_division(search.division_code))
    if search.years:
        conditions.append(shown.c.year.between(*search.years))
    if search.portal_id:
        conditions.append(
            exists().where(
                publication.c.report_id == shown.c.report_id, publication.c.portal_id == search.portal_id
            )
        )
    if search.has_finding:
        failed = select(outcome.c.result_id).where(
            outcome.c.check_id == search.has_finding, outcome.c.verdict == Verdict.FAILED.value
        )
        conditions.append(shown.c.result_id.in_(failed))
    if search.published:
        conditions.append(was_published(shown.c.report_id, *search.published, search.as_of))
    return query.where(*conditions)


def _line(row: Row[Any], names: Mapping[str, PublisherAnswer], places: Mapping[int, Places]) -> ReportLine:
    place = places[row.report_id]
    return ReportLine(
        publisher=names[row.publisher_id],
        year=row.year,
        title=row.title,
        form=row.form,
        portals=tuple(sorted(place.portals)),
        publication_count=place.publications,
        version_count=place.versions,
        cell_count=row.cell_count or 0,
        readable_cell_count=row.readable_cell_count or 0,
        finding_count=row.finding_count or 0,
        problem_count=row.problem_count or 0,
        report_id=row.report_id,
        result_id=row.result_id,
        published_on=place.published_on,
        is_published_on_told=place.is_told,
    )
