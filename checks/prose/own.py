"""The publisher's own territory: the names of its line and of its children, in the year of the report."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from parsers.divisions import Division, Level, known_divisions
from parsers.organs import PUBLISHER_TYPES, SUFFIXES, PublisherType, township_name, type_of
from parsers.report import ParsedReport
from parsers.titles import parse_title

# Types whose own figures are those of a whole region of county level or above.
GOVERNING: Final = frozenset({"provincial_government", "prefecture_government", "county_government"})
# Who may tell of a whole territory: governments, and the offices that write their reports.
TELLING: Final = GOVERNING | {"government_office"}
_REGION: Final = re.compile(r"[市县区旗州盟省](?:人民政府|政府)?$")


@dataclass(frozen=True)
class Own:
    """Who publishes, seen from the text: what may be named and what it is called."""

    report: ParsedReport

    @cached_property
    def printed(self) -> str | None:
        """The name in the title, or the one that the portal gives where the title has none."""
        publisher = self.report.publisher
        return parse_title(self.report.title or "").publisher or (publisher.printed if publisher else None)

    @cached_property
    def division(self) -> Division | None:
        """The division that the publisher is of; None where it is not resolved."""
        code = self.report.publisher.division_code if self.report.publisher else None
        return known_divisions().find(code, self.report.year) if code else None

    @cached_property
    def line(self) -> tuple[Division, ...]:
        """The division and what stands above it, from the province down."""
        found: list[Division] = []
        division = self.division
        while division is not None:
            found.insert(0, division)
            division = known_divisions().parent(division, self.report.year)
        return tuple(found)

    @cached_property
    def children(self) -> tuple[Division, ...]:
        """The townships of a county; of other levels no complete list is shipped."""
        if self.division is None or self.division.level is not Level.COUNTY:
            return ()
        return tuple(known_divisions().townships(self.division, self.report.year))

    def has_below(self, codes: Iterable[str]) -> bool:
        """Whether a division of one of these codes is the own one, or lies below it."""
        if self.division is None:
            return False
        code = self.division.code
        within = code if len(code) > 6 else code.removesuffix("00").removesuffix("00")
        return any(other.startswith(within) for other in codes)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name, old ones too, of the line and of the children."""
        known = known_divisions()
        return frozenset(name for one in (*self.line, *self.children) for name in known.names(one))

    @cached_property
    def type(self) -> PublisherType | None:
        """The kind of authority; by the ending of the printed name where it is not resolved."""
        publisher = self.report.publisher
        key = publisher.type if publisher else None
        if key is None and self.printed:
            key = _type_by_ending(self.printed)
        return PUBLISHER_TYPES.get(key or "")

    @cached_property
    def base(self) -> str | None:
        """The bare name that its organs share: 渌渚镇 of 富阳区渌渚镇人民政府, 拱墅区 of 拱墅区政府办公室."""
        if self.division is not None:
            return self.division.name
        name = self.printed or ""
        for suffix in (*SUFFIXES.township, *SUFFIXES.office):
            name = name.removesuffix(suffix) if len(name) > len(suffix) + 1 else name
        return name or None


def _type_by_ending(printed: str) -> str | None:
    """Tell the type of an authority that no division resolves; governments above towns are one kind here."""
    town = type_of(township_name(printed), Level.TOWNSHIP)
    if town:
        return town
    if printed.endswith(("政府办公室", "政府办公厅", "政府办")):
        return "government_office"
    return "county_government" if _REGION.search(printed) else type_of(printed, Level.COUNTY)
