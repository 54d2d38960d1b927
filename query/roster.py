"""Who should report on a portal in a year: what coverage is measured against.

Towns and the government follow from the divisions of the year. Departments have no official list: one that
reported once is expected from its first report until its county ends.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Final

from parsers.divisions import Division, Level, known_divisions
from parsers.organs import PUBLISHER_TYPES, type_of
from parsers.publisher_links import Link, LinkKind, links
from parsers.publishers import publisher_of_township, resolve
from parsers.report import PrintedPublisher
from query.answers import PublisherAnswer
from query.portal_reports import HeldReport

GOVERNMENT: Final = "人民政府"
LAST_LEGAL_DAY: Final = "03-31"  # for those whom the Regulation names no day: the last that it names


class Basis(StrEnum):
    """Why a publisher is on the roster."""

    DIVISIONS = "divisions"  # it follows from the table of divisions
    SEEN = "seen"  # a report of it was seen on the portal


@dataclass(frozen=True, slots=True)
class Member:
    """A publisher with the years for which a report is expected of it."""

    publisher: PublisherAnswer
    basis: Basis
    years: frozenset[int]


def roster(
    division_code: str | None,
    years: Iterable[int],
    held: Iterable[HeldReport],
    publishers: Mapping[str, PublisherAnswer],
) -> tuple[Member, ...]:
    """Return the publishers of a portal: the government, departments, towns, then those of elsewhere."""
    asked = tuple(years)
    expected: dict[str, set[int]] = {}
    known: dict[str, PublisherAnswer] = {}
    for year in asked:
        for printed in _of_divisions(division_code, year):
            if printed.id is not None:
                known[printed.id] = publishers.get(printed.id) or _answer(printed.id, printed)
                expected.setdefault(printed.id, set()).add(year)
    members = [Member(known[one], Basis.DIVISIONS, frozenset(expected[one])) for one in known]
    seen: dict[str, int] = {}
    for report in held:
        seen[report.publisher_id] = min(report.year, seen.get(report.publisher_id, report.year))
    owners = [publishers[one] for one in seen]
    codes = {(owner.division_code or "")[:6] for owner in owners}
    lives = _Lives(links(_organs(owners), codes))
    for one, first in seen.items():
        if one not in known:
            owner = publishers[one]
            is_expected = owner.is_resolved and _is_of(division_code, owner.division_code)
            living = (year for year in asked if is_expected and first <= year and lives.has(one, year))
            members.append(Member(owner, Basis.SEEN, frozenset(living)))
    return tuple(sorted(members, key=_place))


def legal_day(publisher_type: str | None, year: int) -> date:
    """Return the last day for the report of a year by article 49 of the Regulation."""
    kind = PUBLISHER_TYPES.get(publisher_type or "")
    day = (kind.deadline if kind else None) or LAST_LEGAL_DAY
    return date.fromisoformat(f"{year + 1}-{day}")


def _of_divisions(code: str | None, year: int) -> Iterable[PrintedPublisher]:
    divisions = known_divisions()
    county = divisions.find(code[:6], year) if code else None
    if county is None:
        return ()
    towns: Iterable[Division] = divisions.townships(county, year) if county.level is Level.COUNTY else ()
    return chain(
        [resolve(GOVERNMENT, year, county.code)],
        (
            publisher_of_township(town, year, divisions)
            for town in towns
            if type_of(town.name, Level.TOWNSHIP) is not None  # zones and farms report to nobody
        ),
    )


def _answer(publisher_id: str, printed: PrintedPublisher) -> PublisherAnswer:
    name = printed.canonical or printed.printed
    return PublisherAnswer(
        publisher_id, name, printed.type, printed.division_code, printed.canonical is not None
    )


def _is_of(portal_code: str | None, division_code: str | None) -> bool:
    """Whether a publisher is of the portal's own division, now or under a code of another time."""
    divisions = known_divisions()
    if portal_code is None or division_code is None:
        return False
    mine, its = divisions.find(portal_code, None), divisions.find(division_code[:6], None)
    return portal_code == division_code[:6] or (mine is not None and mine == its)


def _organs(publishers: Iterable[PublisherAnswer]) -> Iterable[str]:
    """Return the bare names of organs, for which links are asked: 教育局 of 杭州市临安区教育局."""
    divisions = known_divisions()
    names = {one.name for event in divisions.events.all for one in (*event.before, *event.after)}
    for publisher in publishers:
        for name in names:
            if name in publisher.name and not publisher.name.endswith(name):
                yield publisher.name.rpartition(name)[2]


class _Lives:
    """Between which years publishers exist, as far as changes of divisions tell."""

    def __init__(self, known: Iterable[Link]) -> None:
        self._known = tuple(known)

    def has(self, publisher_id: str, year: int) -> bool:
        ended = any(link.earlier == publisher_id and year >= link.effective_on.year for link in self._ends())
        begun = any(link.later == publisher_id and year < link.effective_on.year for link in self._known)
        return not ended and not begun

    def _ends(self) -> Iterable[Link]:
        """Leave out splits: the one that it was split from lives on."""
        return (link for link in self._known if link.kind is not LinkKind.SPLIT_FROM)


def _place(member: Member) -> tuple[int, str, int, str]:
    """Governments first, then their organs, then towns by code, then what is unresolved."""
    publisher = member.publisher
    is_town = len(publisher.division_code or "") > 6
    rank = 3 if not publisher.is_resolved else 2 if is_town else 0 if member.basis is Basis.DIVISIONS else 1
    return rank, publisher.division_code or "", min(member.years, default=0), publisher.id
