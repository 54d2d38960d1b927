"""Publisher x year: what the archive holds of a portal, and what is missing from it.

A report is called missing only where the portal was searched, completely and for all publishers, after the
day on which the law wanted the report there. Otherwise its absence says nothing, or nothing yet.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection, select

from query.answers import PublisherAnswer
from query.portal_reports import (
    HeldReport,
    Searches,
    count_unattached,
    portal_of,
    reports_on,
    searches_of,
)
from query.publisher_choice import PUBLISHER_COLUMNS
from query.shown import in_division, publishers_of
from storage.listed_units import units_seen
from storage.models import portal_unit
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
    """The matrix of a portal. ``counts`` has for each year how many publishers are in which state."""

    portal_id: str
    portal_title: str
    division_code: str | None
    as_of: date
    years: tuple[int, ...]
    lines: tuple[CoverageLine, ...]
    counts: Mapping[int, Mapping[str, int]]
    unattached_publication_count: int


def coverage_of(
    connection: Connection, portal_id: str, years: tuple[int, int] | None, as_of: date
) -> CoverageAnswer:
    """Return the matrix of a portal, by default over the years of its reports.

    Raises `query.portal_reports.PortalUnknown`.
    """
    portal = portal_of(connection, portal_id)
    held = reports_on(connection, portal_id)
    asked = _years(years, held, as_of)
    reported = ((report.publisher_id, report.year) for report in held)
    units = units_seen(connection, portal_unit.c.portal_id == portal_id)
    known = _publishers(connection, portal.division_code, {report.publisher_id for report in held})
    members = roster(portal.division_code, asked, reported, units, known)
    lines = _lines(members, asked, held, searches_of(connection, portal_id), as_of)
    counts = {
        year: dict(Counter(line.cells[place].state.value for line in lines))
        for place, year in enumerate(asked)
    }
    return CoverageAnswer(
        portal_id=portal.id,
        portal_title=portal.title,
        division_code=portal.division_code,
        as_of=as_of,
        years=asked,
        lines=lines,
        counts=counts,
        unattached_publication_count=count_unattached(connection, portal_id),
    )


def _publishers(
    connection: Connection, division_code: str | None, ids: set[str]
) -> Mapping[str, PublisherAnswer]:
    """Return the publishers of a division, and these."""
    found = dict(publishers_of(connection, ids))
    if division_code:
        query = select(*PUBLISHER_COLUMNS).where(in_division(division_code))
        found |= {row[0]: PublisherAnswer(*row) for row in connection.execute(query)}
    return found


def _years(years: tuple[int, int] | None, held: Iterable[HeldReport], as_of: date) -> tuple[int, ...]:
    known = [report.year for report in held] or [as_of.year - 1]
    first, last = years or (min(known), max(known))
    return tuple(range(first, last + 1))


def _lines(
    members: Iterable[Member],
    years: tuple[int, ...],
    held: Iterable[HeldReport],
    searches: Searches,
    as_of: date,
) -> tuple[CoverageLine, ...]:
    reports = {(report.publisher_id, report.year): report for report in held}
    return tuple(
        CoverageLine(
            member.publisher,
            member.basis.value,
            tuple(
                _cell(member, year, reports.get((member.publisher.id, year)), searches, as_of)
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
        state = _state(member, report)
        return CoverageCell(year, state, report.version_count, report.finding_count, day)
    if year not in member.years:
        state = State.NOT_EXPECTED
    elif as_of <= day:
        state = State.NOT_DUE
    else:
        state = State.MISSING if searches.after(year, day) else State.UNKNOWN
    return CoverageCell(year, state, 0, 0, day)


def _state(member: Member, report: HeldReport) -> State:
    if report.is_withdrawn:
        return State.WITHDRAWN
    if not member.publisher.is_resolved:
        return State.UNRESOLVED
    return State.PRESENT if report.is_read else State.UNREAD
