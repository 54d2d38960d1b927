"""Changes of divisions, by hand and found.

``data/division_events.toml`` has, each with its source, what snapshots cannot tell; ``data/division_changes.csv``
has the counties that by the snapshots only changed name or code.
"""

import csv
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

_DATA: Final = Path(__file__).parent / "data"


class Named(BaseModel):
    """A division as an event names it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    name: str


class Event(BaseModel):
    """A change of divisions, in force from ``effective``.

    Where that day is not known, it is the day of the first snapshot that shows the change. ``parts_of``
    lost a part of themselves and live on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    effective: date
    kind: Literal["rename", "county_to_district", "merge", "split", "create"]
    before: tuple[Named, ...]
    after: tuple[Named, ...]
    parts_of: tuple[Named, ...] = ()
    source: str
    is_date_known: bool = True

    @property
    def codes(self) -> frozenset[str]:
        """Every code that it names."""
        return frozenset(named.code for named in (*self.before, *self.after, *self.parts_of))

    @property
    def keeps_territory(self) -> bool:
        """Whether the division only changed its name and code."""
        return self.kind in {"rename", "county_to_district"}


class Events:
    """What the changes say of a division."""

    def __init__(self, events: Sequence[Event] = ()) -> None:
        self.all = tuple(sorted(events, key=lambda event: event.effective))
        self._renamed = [event for event in self.all if event.keeps_territory]
        self._by_code: dict[str, list[Event]] = defaultdict(list)
        for event in self.all:
            for code in event.codes:
                self._by_code[code].append(event)
        self._other_names: dict[str, list[str]] = defaultdict(list)
        for event in self._renamed:
            both = (*event.before, *event.after)
            for named in both:
                self._other_names[named.code] += [other.name for other in both if other.name != named.name]

    def other_names(self, code: str) -> tuple[str, ...]:
        """Give the other names of one territory: 临安市 for 330112."""
        return tuple(self._other_names.get(code, ()))

    def became(self, code: str, name: str) -> Named:
        """Give what a division that only changed name and code is called now."""
        named = Named(code=code, name=name)
        for event in self._renamed:  # in the order of time
            before, after = event.before[0], event.after[0]
            if before.code == named.code and (before.name == named.name or before.code != after.code):
                named = after
        return named

    def before_snapshots(self, shipped: frozenset[str]) -> dict[str, Event]:
        """Give the events by the codes that ended before the first snapshot: 330183 富阳市."""
        return {event.before[0].code: event for event in self._renamed if event.before[0].code not in shipped}

    def began(self, code: str, year: int) -> bool:
        """Whether a division took this code in this year and was the same before."""
        return any(
            event.effective.year == year
            and event.keeps_territory
            and code in {one.code for one in event.after}
            for event in self._by_code.get(code, ())
        )

    def holder(self, code: str, year: int) -> str | None:
        """Give the code that stood, in a year, for the territory of a code of another time."""
        for event in self._by_code.get(code, ()):
            in_force = event.effective.year <= year
            then, other = (event.after, event.before) if in_force else (event.before, event.after)
            if then and code in {named.code for named in other} - {named.code for named in then}:
                return then[0].code
        return None

    def territory_since(self, named: Named, year: int) -> int | None:
        """Give the year since when code and name mean another territory than before: 2021 for 拱墅区."""
        years = [
            event.effective.year
            for event in self._by_code.get(named.code, ())
            if not event.keeps_territory and named in event.before and named in event.after
        ]
        return max((since for since in years if since <= year), default=None)


def load_events() -> Events:
    """Read the events shipped with the parser: those by hand, then those that the table shows."""
    written = tomllib.loads((_DATA / "division_events.toml").read_text(encoding="utf-8"))["events"]
    by_hand = [Event.model_validate(event) for event in written]
    told = {(event.before[0].code, event.after[0].code) for event in by_hand if event.before}
    with (_DATA / "division_changes.csv").open(encoding="utf-8", newline="") as lines:
        shown = [
            _shown(row)
            for row in csv.DictReader(lines)
            if (row["code_before"], row["code_after"]) not in told
        ]
    return Events([*by_hand, *shown])


def _shown(row: dict[str, str]) -> Event:
    before = Named(code=row["code_before"], name=row["name_before"])
    after = Named(code=row["code_after"], name=row["name_after"])
    return Event(
        effective=date.fromisoformat(row["seen_on"]),
        kind="rename",
        before=(before,),
        after=(after,),
        is_date_known=False,
        source="build_divisions.py: nearly the same townships in two snapshots",
    )
