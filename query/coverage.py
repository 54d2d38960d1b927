"""Publisher x year: what the archive holds of a portal, and what is missing from it.

A report is called missing only where the portal was searched, completely and for all publishers, after the
day on which the law wanted the report there. Otherwise its absence says nothing, or nothing yet.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection, select, true

from query.answers import PublisherAnswer
from query.moments import end_of
from query.portal_reports import (
    HeldCount,
    HeldReport,
    Portal,
    count_held,
    count_unattached,
    first_years_on,
    portal_of,
    reports_on,
)
from query.portal_searches import Searches, searches_of
from query.publisher_choice import PUBLISHER_COLUMNS
from query.shown import in_division, publishers_of
from storage.listed_units import units_seen
from storage.models import portal_unit, unit_sighting
from storage.roster import Member, legal_day, roster


class State(StrEnum):
    """What is known of one report."""

    PRESENT = "present"  # there and read
    UNREAD = "unread"  # there, but nothing of it could be read
    WITHDRAWN = "withdrawn"  # was there; the last visit found it gone. Its versions are kept
    UNRESOLVED = "unresolved"  # there, of a publisher whom nobody has resolved
    MISSING = "missing"  # not there when the portal was searched after the legal day
    UNKNOWN = "unknown"  # due, but the portal was not searched completely since
    NOT_DUE = "not_due"  # the legal day is still to come
    NOT_EXPECTED = "not_expected"  # no such publisher in that year, as far as is known


ABSENT = frozenset({State.MISSING, State.UNKNOWN, State.NOT_DUE, State.NOT_EXPECTED})


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """One publisher in one year."""

    year: int
    state: State
    version_count: int
    finding_count: int
    legal_on: date


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One publisher over the years; ``basis`` says why it is there: divisions, seen, or listed.

    ``listed_from_on`` and ``listed_to_on`` are the first and the last day on which the portal listed it.
    """

    publisher: PublisherAnswer
    basis: str
    cells: tuple[CoverageCell, ...]
    listed_from_on: date | None = None
    listed_to_on: date | None = None


@dataclass(frozen=True, slots=True)
class CoverageAnswer:
    """The matrix of a portal. ``counts`` has for each year how many publishers are in which state.

    ``as_of`` is the day by which it is judged what was due. ``lines`` may be those of a page: ``counts`` are of
    all, and ``after`` asks for the next page; None: there is none.
    """

    portal_id: str
    portal_title: str
    division_code: str | None
    as_of: date
    years: tuple[int, ...]
    lines: tuple[CoverageLine, ...]
    counts: Mapping[int, Mapping[str, int]]
    unattached_publication_count: int
    after: str | None = None


@dataclass(frozen=True, slots=True)
class CoverageSearch:
    """Which matrix: by default over the years of the portal's reports, as it is ``today``.

    As of a day: what visits had found until its end, and what was due on it.
    """

    portal_id: str
    years: tuple[int, int] | None
    as_of: date | None
    today: date

    @property
    def day(self) -> date:
        """The day by which it is judged."""
        return self.as_of or self.today


@dataclass(frozen=True, slots=True, eq=False)  # one is itself only: to be remembered by
class Outline:
    """Everything of a matrix but its lines, which are many: found once for all pages of them."""

    search: CoverageSearch
    portal: Portal
    years: tuple[int, ...]
    members: tuple[Member, ...]
    searches: Searches
    counts: Mapping[int, Mapping[str, int]]
    unattached_publication_count: int


def outline_of(connection: Connection, search: CoverageSearch) -> Outline:
    """Return who is on the matrix, and count the states. Raises `query.portal_reports.PortalUnknown`."""
    portal = portal_of(connection, search.portal_id)
    held = tuple(count_held(connection, portal.id, search.as_of))
    years = _years(search, held)
    members = _members(connection, portal, search, years)
    searches = searches_of(connection, portal.id, search.day)
    expected = [member for member in members if member.years]
    missing = Counter(
        (cell.year, cell.state)
        for line in _lines(connection, search, years, expected, searches)
        for cell in line.cells
        if cell.state in ABSENT
    )
    return Outline(
        search=search,
        portal=portal,
        years=years,
        members=members,
        searches=searches,
        counts={year: _counts(year, len(members), held, missing) for year in years},
        unattached_publication_count=count_unattached(connection, portal.id, search.as_of),
    )


def coverage_of(
    connection: Connection, outline: Outline, after: str | None = None, limit: int | None = None
) -> CoverageAnswer:
    """Return the matrix, or of its lines the next ``limit`` after that of a publisher."""
    ids = [member.publisher.id for member in outline.members]
    begin = ids.index(after) + 1 if after in ids else 0
    end = len(ids) if limit is None else begin + limit
    lines = _lines(connection, outline.search, outline.years, outline.members[begin:end], outline.searches)
    return CoverageAnswer(
        portal_id=outline.portal.id,
        portal_title=outline.portal.title,
        division_code=outline.portal.division_code,
        as_of=outline.search.day,
        years=outline.years,
        lines=lines,
        counts=outline.counts,
        unattached_publication_count=outline.unattached_publication_count,
        after=ids[end - 1] if end < len(ids) else None,
    )


def _years(search: CoverageSearch, held: Sequence[HeldCount]) -> tuple[int, ...]:
    known = [one.year for one in held] or [search.day.year - 1]
    first, last = search.years or (min(known), max(known))
    return tuple(range(first, last + 1))


def _members(
    connection: Connection, portal: Portal, search: CoverageSearch, years: tuple[int, ...]
) -> tuple[Member, ...]:
    until = true() if search.as_of is None else unit_sighting.c.seen_at <= end_of(search.as_of)
    units = units_seen(connection, portal_unit.c.portal_id == portal.id, until)
    reported = first_years_on(connection, portal.id, search.as_of)
    known = _publishers(connection, portal.division_code, set(reported))
    return roster(portal.division_code, years, reported.items(), units, known)


def _publishers(
    connection: Connection, division_code: str | None, ids: set[str]
) -> Mapping[str, PublisherAnswer]:
    """Return the publishers of a division, and these."""
    found = dict(publishers_of(connection, ids))
    if division_code:
        query = select(*PUBLISHER_COLUMNS).where(in_division(division_code))
        found |= {row[0]: PublisherAnswer(*row) for row in connection.execute(query)}
    return found


def _counts(
    year: int, member_count: int, held: Sequence[HeldCount], missing: Mapping[tuple[int, State], int]
) -> Mapping[str, int]:
    """Count the states of one year: who is expected and has nothing is few, the others are counted unseen."""
    counts: Counter[State] = Counter()
    for one in held:
        if one.year == year:
            counts[_state(one, is_resolved=one.is_resolved)] += one.count
    counts |= Counter({state: missing[year, state] for state in ABSENT if state is not State.NOT_EXPECTED})
    counts[State.NOT_EXPECTED] = member_count - counts.total()
    return {state.value: counts[state] for state in State if counts[state]}


def _lines(
    connection: Connection,
    search: CoverageSearch,
    years: tuple[int, ...],
    members: Sequence[Member],
    searches: Searches,
) -> tuple[CoverageLine, ...]:
    ids = [member.publisher.id for member in members]
    held = reports_on(connection, search.portal_id, search.as_of, ids)
    reports = {(report.publisher_id, report.year): report for report in held}
    return tuple(
        CoverageLine(
            member.publisher,
            member.basis.value,
            tuple(
                _cell(member, year, reports.get((member.publisher.id, year)), searches, search.day)
                for year in years
            ),
            member.listed.first_seen_on if member.listed else None,
            member.listed.last_seen_on if member.listed else None,
        )
        for member in members
    )


def _cell(
    member: Member, year: int, report: HeldReport | None, searches: Searches, as_of: date
) -> CoverageCell:
    day = legal_day(member.publisher.type, year)
    if report is not None:
        state = _state(report, is_resolved=member.publisher.is_resolved)
        return CoverageCell(year, state, report.version_count, report.finding_count, day)
    if year not in member.years:
        state = State.NOT_EXPECTED
    elif as_of <= day:
        state = State.NOT_DUE
    else:
        state = State.MISSING if searches.has_after(year, day) else State.UNKNOWN
    return CoverageCell(year, state, 0, 0, day)


def _state(report: HeldReport | HeldCount, *, is_resolved: bool) -> State:
    if report.is_withdrawn:
        return State.WITHDRAWN
    if not is_resolved:
        return State.UNRESOLVED
    return State.PRESENT if report.is_read else State.UNREAD
