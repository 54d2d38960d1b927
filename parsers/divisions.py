"""Administrative divisions as they were in a year: names, codes, levels, parents.

One row is one code with one name over the yearly snapshots that have it; events tell what
snapshots cannot: that 330105 拱墅区 of 2020 and of 2021 are two territories. A code is never a key.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Final

from parsers.division_events import Event, Events, Named, load_events
from parsers.division_table import Division, DivisionTable, Level

__all__ = ["Division", "Divisions", "Event", "Level", "Named", "known_divisions"]

_SHORT_TEXT: Final = 64  # of a name; longer texts are searched name by name
# Rows of the national table that are no names: 市辖区, 省直辖县级行政区划.
_NO_NAME: Final = re.compile(r"^(?:市辖区|县|.*直辖.*)$")


class Divisions:
    """All known rows and events, asked by year: the state of 31 December counts."""

    def __init__(self, rows: Iterable[Division] | DivisionTable, events: Sequence[Event] = ()) -> None:
        self._table = rows if isinstance(rows, DivisionTable) else DivisionTable.of(rows)
        self.events = Events(events)
        self._first, self._last = min(self._table.years, default=0), max(self._table.years, default=0)
        self._by_code: dict[str, list[Division]] = defaultdict(list)
        self._by_name: dict[str, list[Division]] = defaultdict(list)
        self._townships: dict[str, tuple[Division, ...]] = {}
        # Divisions that were before the first snapshot and only changed name and code (富阳市 to 2014).
        self._predecessors = self.events.before_snapshots(frozenset(row.code for row in self._table.above))
        for row in chain(self._table.above, self._predecessor_rows()):
            self._by_code[row.code].append(row)
            for name in self.names(row):
                self._by_name[name].append(row)
        self._longest = max(map(len, self._by_name), default=0)

    def find(self, code: str, year: int | None) -> Division | None:
        """Give the division that a code of any time stands for in a year: 330112 of 2015 is 330185 临安市."""
        for row in self._rows(code):
            if self._is_valid(row, year):
                return row
        holder = self.events.holder(code, self._asked(year))
        rows = self._by_code.get(holder or "", ())
        return next((row for row in rows if self._is_valid(row, year)), None)

    def parent(self, division: Division, year: int | None) -> Division | None:
        """Give the division one level up."""
        return self.find(division.parent_code, year) if division.parent_code else None

    def line(self, division: Division, year: int | None) -> tuple[Division, ...]:
        """Give what stands above a division, from the province down, without rows that are no names."""
        found: list[Division] = []
        parent = self.parent(division, year)
        while parent:
            if not _NO_NAME.match(parent.name) and parent.name != division.name:
                found.insert(0, parent)
            parent = self.parent(parent, year)
        return tuple(found)

    def full_name(self, division: Division, year: int | None) -> str:
        """Give a name with everything above it: 浙江省嘉兴市秀洲区王店镇."""
        return "".join(one.name for one in (*self.line(division, year), division))

    def townships(self, county: Division, year: int | None) -> Iterator[Division]:
        """Give the towns, townships and subdistricts of a county in a year."""
        return (row for row in self._under(county.code) if self._is_valid(row, year))

    def counties(self, year: int | None) -> Iterator[Division]:
        """Give all counties, districts and county-level cities of a year."""
        above = (row for rows in self._by_code.values() for row in rows)
        return (row for row in above if row.level is Level.COUNTY and self._is_valid(row, year))

    def homonyms(self, name: str, year: int | None) -> tuple[Division, ...]:
        """Give every division of any level that is called exactly so in a year, by code.

        Of a year before the first snapshot the country is not known: there every division that ever had
        the name counts, lest a name pass for unique because its namesakes were merged away later.
        """
        counties = self._table.counties_with(name)
        counties |= {old for old, event in self._predecessors.items() if event.after[0].code in counties}
        townships = (row for county in sorted(counties) for row in self._under(county) if row.name == name)
        above = (row for row in self._by_name.get(name, ()) if row.name == name)
        rows = (*above, *townships)
        if self._asked(year) < self._first:  # one territory under two codes is one namesake
            rows = tuple(sorted(rows, key=lambda row: self._is_valid(row, year)))
            found = {self._present_code(row.code): row for row in rows}
        else:
            found = {row.code: row for row in rows if self._is_valid(row, year)}
        return tuple(found[code] for code in sorted(found))

    def mentioned(self, text: str, year: int | None) -> Iterator[Division]:
        """Give the divisions above townships whose name, or former name, stands anywhere in a text."""
        if len(text) <= _SHORT_TEXT:
            parts = {text[i:j] for i in range(len(text)) for j in range(i + 2, i + self._longest + 1)}
            names = parts & self._by_name.keys()
        else:
            names = {name for name in self._by_name if name in text}
        found = {row for name in names if not _NO_NAME.match(name) for row in self._by_name[name]}
        return (row for row in sorted(found, key=lambda row: row.code) if self._is_valid(row, year))

    def names(self, division: Division) -> tuple[str, ...]:
        """Give the names under which one territory was known, its own first: 临安区, 临安市."""
        return (division.name, *self.events.other_names(division.code))

    def present_name(self, division: Division) -> str:
        """Give the last name of a territory that only changed name and code: 临安区 of 临安市."""
        return self.events.became(division.code, division.name).name

    def territory_since(self, division: Division, year: int | None) -> int | None:
        """Give the year since when code and name mean another territory than before: 2021 for 拱墅区."""
        return self.events.territory_since(Named(code=division.code, name=division.name), self._asked(year))

    def _present_code(self, code: str) -> str:
        return self.events.became(code[:6], "").code + code[6:]

    def _asked(self, year: int | None) -> int:
        return self._last if year is None else year

    def _is_valid(self, row: Division, year: int | None) -> bool:
        """Whether a row holds in a year; the first and the last snapshot are open to their side.

        A year without a snapshot (2018) is told by the snapshot before it.
        """
        asked = self._asked(year)
        begun = row.first <= asked or (
            row.first <= self._first and not self.events.began(row.code[:6], row.first)
        )
        return begun and (asked <= row.last or row.last == self._last or self._snapshot(asked) == row.last)

    def _snapshot(self, year: int) -> int | None:
        place = bisect_right(self._table.years, year)
        return self._table.years[place - 1] if place else None

    def _rows(self, code: str) -> Sequence[Division]:
        if len(code) <= 6:
            return self._by_code.get(code, ())
        return [row for row in self._under(code[:6]) if row.code == code]

    def _under(self, county_code: str) -> tuple[Division, ...]:
        if county_code not in self._townships:
            event = self._predecessors.get(county_code)
            rows = self._table.townships(event.after[0].code if event else county_code)
            self._townships[county_code] = tuple(self._before(event, row) for row in rows) if event else rows
        return self._townships[county_code]

    def _predecessor_rows(self) -> Iterator[Division]:
        for event in self._predecessors.values():
            yield from (
                self._before(event, row) for row in self._table.above if row.code == event.after[0].code
            )

    def _before(self, event: Event, row: Division) -> Division:
        """Give the row of what is now ``row`` before the event."""
        old, last = event.before[0], event.effective.year - 1
        name = old.name if len(row.code) == 6 else row.name
        return Division(old.code + row.code[6:], name, min(row.first, last), last)


@cache
def known_divisions() -> Divisions:
    """Give the divisions of the whole country that are shipped with the parser, down to townships."""
    return Divisions(DivisionTable.shipped(), load_events().all)
