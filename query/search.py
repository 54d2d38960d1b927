"""Full text: in which sections of which reports words stand, and where in them.

The index names the sections that may fit; each is then looked up as it was printed. So nothing is told
that does not stand there, and a phrase may be of any length.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, or_, select

from checks.outcome import Verdict
from query.answers import PublisherAnswer
from query.moments import Moment, end_of
from query.publisher_choice import PUBLISHER_COLUMNS
from query.shown import in_division, known
from query.snippet import Span, cut_out
from storage.bigrams import Phrase
from storage.comparisons import present_comparisons
from storage.models import (
    neighbour_outcome,
    outcome,
    publication,
    publisher,
    report,
    result,
    section,
    selection,
    version,
)
from storage.search import matching
from storage.standing import held_runs

PAGE = 20
MOST_AT_ONCE = 500  # values in one IN (...): databases limit them
FEW_REPORTS = 200  # whose sections SQLite looks up in its index one by one, in some 27 microseconds each


@dataclass(frozen=True, slots=True)
class SectionSearch:
    """What to look for. Everything that is set must hold, and every phrase stand in the same section.

    ``division_code`` takes in all below it: 330000 is a province, 330112 a county. ``section`` is the key of
    a part of the narrative (overview, other), ``finding`` the id of a check that failed. ``as_of`` asks for what
    the archive showed then. ``after`` is the `SectionList.after` of the page before.
    """

    phrases: tuple[str, ...]
    publisher_id: str | None = None
    division_code: str | None = None
    years: tuple[int, int] | None = None
    section: str | None = None
    finding: str | None = None
    all_versions: bool = False
    limit: int | None = PAGE
    after: int = 0
    as_of: Moment | None = None


@dataclass(frozen=True, slots=True)
class SectionHit:
    """A section in which all phrases stand. ``highlights`` are places in ``snippet``, which is as printed."""

    publisher: PublisherAnswer
    year: int
    section: str | None
    heading: str
    snippet: str
    highlights: tuple[Span, ...]
    match_count: int
    url: str
    version: int
    result_id: int


@dataclass(frozen=True, slots=True)
class SectionList:
    """A page of hits, in the order in which they were read. ``after`` asks for the next; None: there is none."""

    hits: tuple[SectionHit, ...]
    after: int | None


def search_sections(connection: Connection, search: SectionSearch) -> SectionList:
    """Find the sections that fit. Raises `storage.bigrams.NothingToSearch` for a phrase of signs only."""
    found = SectionHits(connection, search)
    return SectionList(tuple(found), found.after)


class SectionHits:
    """The hits of `search_sections` as they are asked for; at their end ``after`` is that of the list."""

    def __init__(self, connection: Connection, search: SectionSearch) -> None:
        self.after: int | None = None
        self._phrases = [Phrase.of(asked) for asked in search.phrases]
        self._hits = self._found(connection, search)

    def __iter__(self) -> Iterator[SectionHit]:
        return self._hits

    def _found(self, connection: Connection, search: SectionSearch) -> Iterator[SectionHit]:
        count, last = 0, search.after
        for row in _candidates(connection, search, self._phrases):
            hit = _hit(row, self._phrases)
            if hit is None:
                continue
            if count == search.limit:
                self.after = last
                return
            yield hit
            count, last = count + 1, row.section_id


def _candidates(
    connection: Connection, search: SectionSearch, phrases: Sequence[Phrase]
) -> Iterator[Row[Any]]:
    """Yield the sections that the index names, batch by batch, each larger than the one before.

    Where nothing narrows the search the index is asked by itself: left to choose, Postgres would begin with
    all reports for a frequent word. Where few sections are left, it is asked only of these: SQLite would
    begin with all that it names.
    """
    index, entry, may_fit = matching(connection.dialect.name, phrases)
    narrowing = (search.publisher_id, search.division_code, search.years, search.section, search.finding)
    few = _few(connection, search)
    size, last = PAGE + 1, search.after
    while True:
        fitting = [may_fit, entry > last]
        if any(narrowing) and few is None:
            joined = _details(search).join(index, entry == section.c.id).where(*fitting)
            rows = connection.execute(joined.order_by(entry).limit(size)).all()
            ids = [row.section_id for row in rows]
        else:
            if few is not None:
                fitting.append(entry.in_(few))
            page = select(entry).select_from(index).where(*fitting).order_by(entry).limit(size)
            ids = list(connection.scalars(page))
            of_page = _details(search).where(section.c.id.in_(ids)).order_by(section.c.id)
            rows = connection.execute(of_page).all()
        yield from rows
        if len(ids) < size:
            return
        size, last = min(size * 4, MOST_AT_ONCE), ids[-1]


def _few(connection: Connection, search: SectionSearch) -> Sequence[int] | None:
    """Return the sections of the reports that a search is narrowed to, None where these are many.

    The reports first: left to choose, SQLite may look for the sections of a few by reading all.
    """
    fitting = list(_of_reports(search))
    if not fitting:
        return None
    of_publisher = select(report.c.id).join(publisher, publisher.c.id == report.c.publisher_id)
    ids = connection.scalars(of_publisher.where(*fitting).limit(FEW_REPORTS + 1)).all()
    if len(ids) > FEW_REPORTS:
        return None
    return connection.scalars(
        _details(search).with_only_columns(section.c.id).where(report.c.id.in_(ids))
    ).all()


def _details(search: SectionSearch) -> Select[Any]:
    query = (
        select(
            section.c.id.label("section_id"),
            section.c.result_id,
            section.c.key,
            section.c.heading,
            section.c.text,
            report.c.year,
            version.c.seq,
            publication.c.url,
            *(column.label(f"publisher_{column.name}") for column in PUBLISHER_COLUMNS),
        )
        .select_from(section)
        .join(result, result.c.id == section.c.result_id)
        .join(version, version.c.id == result.c.version_id)
        .join(publication, publication.c.id == version.c.publication_id)
    )
    if search.as_of is None:
        query = query.join(report, report.c.id == publication.c.report_id)
    else:
        query = query.join(selection, selection.c.result_id == section.c.result_id)
        query = query.join(report, report.c.id == selection.c.report_id)
    query = query.join(publisher, publisher.c.id == report.c.publisher_id)
    return query.where(*_conditions(search))


def _conditions(search: SectionSearch) -> Iterator[ColumnElement[bool]]:
    if search.as_of is not None:
        yield from _was_shown(search.as_of)
    else:
        yield _is_of_a_version() if search.all_versions else section.c.result_id == report.c.result_id
    yield from _of_reports(search)
    if search.section:
        yield section.c.key == search.section
    if search.finding:
        yield _has_finding(search.finding, search.as_of)


def _was_shown(as_of: Moment) -> Iterator[ColumnElement[bool]]:
    """Yield what holds of the selection that was the last of its report at a moment."""
    later = selection.alias("later")
    yield known(selection.c.recorded_at, as_of)
    yield ~exists().where(
        later.c.report_id == selection.c.report_id,
        later.c.seq > selection.c.seq,
        known(later.c.recorded_at, as_of),
    )


def _of_reports(search: SectionSearch) -> Iterator[ColumnElement[bool]]:
    if search.publisher_id:
        yield report.c.publisher_id == search.publisher_id
    if search.division_code:
        yield in_division(search.division_code)
    if search.years:
        yield report.c.year.between(*search.years)


def _is_of_a_version() -> ColumnElement[bool]:
    """Leave out readings that wait to be accepted."""
    held = held_runs()
    return exists().where(held.c.result_id == section.c.result_id)


def _has_finding(check: str, as_of: Moment | None) -> ColumnElement[bool]:
    alone = select(outcome.c.result_id).where(
        outcome.c.check_id == check, outcome.c.verdict == Verdict.FAILED.value
    )
    present = present_comparisons(None if as_of is None else end_of(as_of))
    beside = (
        select(present.c.result_id)
        .join(neighbour_outcome, neighbour_outcome.c.comparison_id == present.c.comparison_id)
        .where(neighbour_outcome.c.check_id == check, neighbour_outcome.c.verdict == Verdict.FAILED.value)
    )
    return or_(section.c.result_id.in_(alone), section.c.result_id.in_(beside))


def _hit(row: Row[Any], phrases: Sequence[Phrase]) -> SectionHit | None:
    """Look the phrases up in what was printed; None where one of them does not stand there."""
    found: dict[str, list[Span]] = {"heading": [], "text": []}
    for phrase in phrases:
        places = {part: phrase.spans(getattr(row, part)) for part in found}
        if not any(places.values()):
            return None
        for part, spans in places.items():
            found[part] += spans
    shown = "text" if found["text"] else "heading"
    snippet, highlights = cut_out(getattr(row, shown), found[shown])
    return SectionHit(
        publisher=PublisherAnswer(*(getattr(row, f"publisher_{one.name}") for one in PUBLISHER_COLUMNS)),
        year=row.year,
        section=row.key,
        heading=row.heading,
        snippet=snippet,
        highlights=highlights,
        match_count=len(found["heading"]) + len(found["text"]),
        url=row.url,
        version=row.seq,
        result_id=row.result_id,
    )
