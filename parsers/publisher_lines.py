"""A division with all that stands above it: how it begins a name, and which of them a name begins with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from parsers.divisions import Division, Divisions, Level
from parsers.organs import township_name

_DOT: Final = r"\s*[·•・∙．.]\s*"
# Behind the name of a county that speaks for itself, not of a neighbour.
_OWN: Final = "(?:人民)?政府|区委|县委|市委|门户|政务"


@dataclass(frozen=True, slots=True)
class Line:
    """A county (or a division above, where no county is known) with what stands above it, in a year."""

    divisions: Divisions
    year: int | None
    bottom: Division

    @property
    def above(self) -> tuple[Division, ...]:
        """Parents from the province down, without rows that are no names."""
        return self.divisions.line(self.bottom, self.year)

    @property
    def prefix(self) -> str:
        """杭州市临安区, 上海市黄浦区: a province is left out, as authorities do; a municipality is not."""
        above = self.above[-1:]
        is_silent = bool(above) and above[0].level is Level.PROVINCE and not above[0].name.endswith("市")
        return self.bottom.name if is_silent or not above else above[0].name + self.bottom.name

    def strip(self, printed: str) -> tuple[str, Division | None]:
        """Take the names of this line off the printed name: what is left, and the lowest division named."""
        rest, named = printed, None
        line = (*self.above, self.bottom)
        for place, division in enumerate(line):
            names = sorted(self.divisions.names(division), key=len, reverse=True)
            name = next((name for name in names if rest.startswith(name)), None)
            if name is None and self._is_short(rest, division, line[place + 1 :]):
                name = division.short_name
            if name is not None:
                rest, named = rest[len(name) :], division
        last = self.bottom.name[-1]
        if (
            named is None and last in "区县旗" and rest.startswith(last)
        ):  # 区教育局; 市场监管局 shows why not 市
            return rest[1:], self.bottom
        return rest, named

    def _is_short(self, rest: str, division: Division, below: tuple[Division, ...]) -> bool:
        """Whether a name goes on with a short name and a name below it: 杭州临安区教育局."""
        tail = rest.removeprefix(division.short_name)
        return tail != rest and any(tail.startswith(lower.name) for lower in below)

    def township(self, name: str) -> Division | None:
        """Give the one township that a name means inside this line: 昌化镇人民政府, 锦北街道办事处."""
        bare = township_name(name)
        wanted = {bare, f"{bare}街道"} if name.endswith("办事处") else {bare}
        if self.bottom.level is Level.COUNTY:
            known = self.divisions.townships(self.bottom, self.year)
            return next((township for township in known if township.name in wanted), None)
        prefix = self.bottom.code.rstrip("0") if self.bottom.level is Level.PROVINCE else self.bottom.code[:4]
        found = [
            township
            for name in wanted
            for township in self.divisions.homonyms(name, self.year)
            if township.level is Level.TOWNSHIP and township.code.startswith(prefix)
        ]
        return found[0] if len(found) == 1 else None

    def of_township(self, township: Division) -> "Line":
        """Give the line of the county that a township of this line is in."""
        county = self.divisions.parent(township, self.year)
        return self if county is None else Line(self.divisions, self.year, county)


def lines_of_portal(code: str | None, year: int | None, divisions: Divisions) -> Iterator[Line]:
    """Give the line of the portal's own division."""
    division = divisions.find(code[:6], year) if code else None
    if division is not None:
        yield Line(divisions, year, division)


def lines_named_in(
    name: str, year: int | None, divisions: Divisions, portal_code: str | None
) -> Iterator[Line]:
    """Give the line of the lowest division above townships that a name begins with, if it can be only one.

    A name of one line (市场监管局) gives none; where several counties share a name, the
    prefecture printed before it or the prefecture of the portal must tell them apart.
    """
    lines = [Line(divisions, year, division) for division in divisions.mentioned(name, year)]
    named = [
        line for line in lines if line.strip(name)[1] == line.bottom and _is_telling(line, name, portal_code)
    ]
    counties = [line for line in named if line.bottom.level is Level.COUNTY]
    if len(counties) > 1 and portal_code:
        counties = [line for line in counties if line.bottom.code[:4] == portal_code[:4]]
    if counties or any(line.bottom.level is Level.COUNTY for line in named):
        yield from counties if len(counties) == 1 else ()
        return
    for level in (Level.PREFECTURE, Level.PROVINCE):
        tops = [line for line in named if line.bottom.level is level]
        if tops:
            # On a county's portal 杭州市昌化镇 is a town of that county: the portal's line comes first.
            own = next(lines_of_portal(portal_code, year, divisions), None)
            if len(tops) == 1 and not (own and own.township(tops[0].strip(name)[0])):
                yield tops[0]
            return


def _is_telling(line: Line, name: str, portal_code: str | None) -> bool:
    """Whether a name means this division, and not 东区, one of many towns, or a city's single county."""
    bottom = line.bottom
    parent = line.divisions.parent(bottom, line.year)
    if parent is not None and parent.name == bottom.name:
        return False
    is_common = len(bottom.name) == 2 and bottom.name.endswith("区") and name.startswith(bottom.name)
    return not is_common or (portal_code or "")[:4] == bottom.code[:4]


def lines_of_context(context: str, year: int | None, divisions: Divisions) -> Iterator[tuple[Line, bool]]:
    """Give the counties that a text names, each with whether the text speaks of its government or site."""
    mentioned = [row for row in divisions.mentioned(context, year) if row.level is Level.COUNTY]
    for county in mentioned:
        names = "|".join(re.escape(name) for name in divisions.names(county))
        is_own = len(county.name) > 2 and re.search(f"(?:{names})(?:{_OWN})", context) is not None
        yield Line(divisions, year, county), is_own
    if not re.search(_DOT, context):
        return
    for county in divisions.counties(year):
        above = divisions.line(county, year) if county.short_name in context else ()
        if above and county not in mentioned and _is_dotted(above[-1], county, context):
            yield Line(divisions, year, county), True


def _is_dotted(above: Division, county: Division, text: str) -> bool:
    """Whether a text names a site as sites name themselves: 杭州·临安."""
    return re.search(f"{above.short_name}{_DOT}{county.short_name}", text) is not None
