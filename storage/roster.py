"""Who should report in a year: what coverage, and the check for missing reports, are measured against.

The government and the towns follow from the divisions of the year. Departments have no official list: those
count that the portal lists in its navigation, while it lists them, and those that reported once, from their
first report until their county ends.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Final

from parsers.divisions import Division, Level, known_divisions
from parsers.organs import PUBLISHER_TYPES, type_of
from parsers.publishers import organ_of, publisher_of_township, resolve
from parsers.report import PrintedPublisher
from storage.lineage import lineage
from storage.listed_units import UnitSeen
from storage.publishers import KnownPublisher

GOVERNMENT: Final = "人民政府"
LAST_LEGAL_DAY: Final = "03-31"  # for those whom the Regulation names no day: the last that it names


class Basis(StrEnum):
    """Why a publisher is on the roster; of several reasons the first of these."""

    DIVISIONS = "divisions"  # it follows from the table of divisions
    SEEN = "seen"  # a report of it was seen
    LISTED = "listed"  # the portal lists it in its navigation


@dataclass(frozen=True, slots=True)
class Member:
    """A publisher with the years for which a report is expected of it, and how long a portal listed it."""

    publisher: KnownPublisher
    basis: Basis
    years: frozenset[int]
    listed: UnitSeen | None = None


@dataclass(slots=True)
class _Expected:
    publisher: KnownPublisher
    basis: Basis
    years: set[int] = field(default_factory=set)
    listed: UnitSeen | None = None


def roster(
    division_code: str | None,
    years: Iterable[int],
    reported: Iterable[tuple[str, int]],
    units: Iterable[UnitSeen],
    publishers: Mapping[str, KnownPublisher],
) -> tuple[Member, ...]:
    """Return the publishers of a division: the government, departments, towns, then those of elsewhere.

    ``reported`` are publishers (by id, all of them in ``publishers``) and years of reports that were seen,
    ``units`` those that the division's portals list. A name that nobody resolves is a member of whom
    nothing is expected.
    """
    asked = tuple(years)
    first: dict[str, int] = {}
    for publisher_id, year in reported:
        first[publisher_id] = min(year, first.get(publisher_id, year))
    found: dict[str, _Expected] = {}
    reasons = chain(
        ((Basis.DIVISIONS, None, *one) for one in _of_divisions(division_code, asked)),
        ((Basis.SEEN, None, *one) for one in _of_reports(division_code, asked, first, publishers)),
        ((Basis.LISTED, unit, *one) for unit in units for one in _of_unit(division_code, asked, unit)),
    )
    for basis, unit, publisher, expected_in in reasons:
        known = publishers.get(publisher.id, publisher)
        one = found.setdefault(publisher.id, _Expected(known, basis))
        if expected_in is not None:
            one.years.add(expected_in)
        one.listed = one.listed or unit
    members = (Member(one.publisher, one.basis, frozenset(one.years), one.listed) for one in found.values())
    return tuple(sorted(members, key=_place))


def legal_day(publisher_type: str | None, year: int) -> date:
    """Return the last day for the report of a year by article 49 of the Regulation."""
    kind = PUBLISHER_TYPES.get(publisher_type or "")
    day = (kind.deadline if kind else None) or LAST_LEGAL_DAY
    return date.fromisoformat(f"{year + 1}-{day}")


_Reason = tuple[KnownPublisher, int | None]  # a publisher, and a year for which it is expected


def _of_divisions(code: str | None, years: Iterable[int]) -> Iterator[_Reason]:
    divisions = known_divisions()
    for year in years:
        county = divisions.find(code[:6], year) if code else None
        if county is None:
            continue
        towns: Iterable[Division] = divisions.townships(county, year) if county.level is Level.COUNTY else ()
        yield _known(resolve(GOVERNMENT, year, county.code)), year
        for town in towns:
            if type_of(town.name, Level.TOWNSHIP) is not None:  # zones and farms report to nobody
                yield _known(publisher_of_township(town, year, divisions)), year


def _of_reports(
    code: str | None,
    years: tuple[int, ...],
    first: Mapping[str, int],
    publishers: Mapping[str, KnownPublisher],
) -> Iterator[_Reason]:
    """Expect whoever reported once, under the name of each year, until a merger ends it."""
    for publisher_id, begun in first.items():
        owner = publishers[publisher_id]
        yield owner, None
        if not owner.is_resolved or not _is_of(code, owner.division_code):
            continue
        organ = organ_of(owner.name, owner.division_code)
        if organ is None:
            continue
        same = lineage(owner.id, owner.name, owner.division_code)
        for year in years:
            then = _known(resolve(organ, year, code))
            if year >= begun and then.id in same:
                yield then, year


def _of_unit(code: str | None, years: tuple[int, ...], unit: UnitSeen) -> Iterator[_Reason]:
    """Expect a listed unit for the years in which the list had it, at the latest when the report was due."""
    yield _known(resolve(unit.name, unit.last_seen_on.year, code)), None
    for year in years:
        then = _known(resolve(unit.name, year, code))
        is_listed = unit.first_seen_on <= legal_day(then.type, year) and year <= unit.last_seen_on.year
        if then.is_resolved and is_listed:
            yield then, year


def _known(printed: PrintedPublisher) -> KnownPublisher:
    assert printed.id is not None  # the resolver gives every name one, resolved or not
    name = printed.canonical or printed.printed
    return KnownPublisher(
        printed.id, name, printed.type, printed.division_code, printed.canonical is not None
    )


def _is_of(portal_code: str | None, division_code: str | None) -> bool:
    """Whether a publisher is of this very division, now or under a code of another time."""
    divisions = known_divisions()
    if portal_code is None or division_code is None:
        return False
    mine, its = divisions.find(portal_code[:6], None), divisions.find(division_code[:6], None)
    return portal_code[:6] == division_code[:6] or (mine is not None and mine == its)


def _place(member: Member) -> tuple[int, str, int, str]:
    """Governments first, then their organs, then towns by code, then what is unresolved."""
    publisher = member.publisher
    is_town = len(publisher.division_code or "") > 6
    rank = 3 if not publisher.is_resolved else 2 if is_town else 0 if member.basis is Basis.DIVISIONS else 1
    return rank, publisher.division_code or "", min(member.years, default=0), publisher.id
