"""Who publishes: a printed name to the authority that existed in the year of the report.

Order of resolution as in shared/domain/publishers.yaml. An id is minted from names, for codes are used
again; a name that does not resolve is kept, with an id that says so and no canonical name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from parsers.divisions import Division, Divisions, Level, known_divisions
from parsers.organs import SUFFIXES, official_organ, township_name, type_of
from parsers.report import PrintedPublisher

UNRESOLVED: Final = "未定"
_NOWHERE: Final = "未知"
# Rows of the national table that are no names: 市辖区, 省直辖县级行政区划.
_NO_PREFECTURE: Final = re.compile(r"^(?:市辖区|县|.*直辖.*)$")
_DOT: Final = r"\s*[·•・∙．.]\s*"


@dataclass(frozen=True, slots=True)
class _Line:
    """A county (or a prefecture where no county is known) with what stands above it, in a year."""

    divisions: Divisions
    year: int | None
    bottom: Division

    @property
    def above(self) -> list[Division]:
        """Parents from the province down, without rows that are no names."""
        found: list[Division] = []
        parent = self.divisions.parent(self.bottom, self.year)
        while parent:
            if not _NO_PREFECTURE.match(parent.name):
                found.insert(0, parent)
            parent = self.divisions.parent(parent, self.year)
        return found

    @property
    def prefix(self) -> str:
        """杭州市临安区: the province is left out, as authorities do."""
        above = [division.name for division in self.above[-1:] if division.level is not Level.PROVINCE]
        return "".join(above) + self.bottom.name

    def strip(self, printed: str) -> tuple[str, Division | None]:
        """Take the names of this line off the printed name: what is left, and the lowest division named."""
        rest, named = printed, None
        for division in [*self.above, self.bottom]:
            names = sorted(self.divisions.names(division), key=len, reverse=True)
            name = next((name for name in names if rest.startswith(name)), None)
            if name is not None:
                rest, named = rest[len(name) :], division
        last = self.bottom.name[-1]
        if (
            named is None and last in "区县旗" and rest.startswith(last)
        ):  # 区教育局; 市场监管局 shows why not 市
            return rest[1:], self.bottom
        return rest, named


def resolve(
    printed: str | None,
    year: int | None,
    division_code: str | None = None,
    unit: str | None = None,
    context: str = "",
    *,
    divisions: Divisions | None = None,
) -> PrintedPublisher:
    """Find the authority that a name means in a year.

    ``division_code`` is the county of the portal, ``unit`` the publisher as the portal's structure
    names it (镇街 > 昌化镇), ``context`` the title, preface and overview, whose county names decide only
    where name and portal tell no county. The divisions of a single province make no name unique in
    the country: without any county, a bare township name stays unresolved.
    """
    divisions = divisions or known_divisions()
    from_unit = _solid(re.split(r"[>＞/→]", unit)[-1]) if unit else ""
    name = _solid(printed or "") or from_unit
    if not name:
        return _unresolved(printed or "", division_code, divisions, year)
    shown = printed or from_unit
    lines = [
        *_lines_named_in(name, year, divisions, division_code),
        *_lines_of_portal(division_code, year, divisions),
        *(_lines_named_in(_solid(unit), year, divisions, division_code) if unit else ()),
    ]
    for line in lines:
        found = _resolve_in(line, name, shown)
        if found is not None:
            return found
    found = _resolve_by_context(name, shown, year, context, divisions)
    return found or _national(name, shown) or _unresolved(shown, division_code, divisions, year)


def _solid(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff]+", "", text).replace("(", "（").replace(")", "）")


def _lines_of_portal(code: str | None, year: int | None, divisions: Divisions) -> Iterator[_Line]:
    division = divisions.find(code[:6], year) if code else None
    if division is not None:
        yield _Line(divisions, year, division)


def _lines_named_in(
    name: str, year: int | None, divisions: Divisions, division_code: str | None
) -> Iterator[_Line]:
    """Give the line of the county or prefecture that a name begins with, if it can be only one.

    A name of one line (市场监管局) gives none; where several counties share a name, the
    prefecture printed before it or the province of the portal must tell them apart.
    """
    counties = (county for county in divisions.counties(year) if _is_mentioned(county, name, divisions))
    lines = [_Line(divisions, year, county) for county in counties]
    named = [line for line in lines if line.strip(name)[1] == line.bottom]
    if len(named) > 1 and division_code:
        named = [line for line in named if line.bottom.code[:4] == division_code[:4]]
    if len(named) == 1:
        yield named[0]
    elif not named:
        prefectures = (_Line(divisions, year, top) for top in divisions.prefectures(year) if top.name in name)
        tops = [line for line in prefectures if line.strip(name)[1] == line.bottom]
        portal = divisions.find(division_code[:6], year) if division_code else None
        # On a county's portal 杭州市昌化镇 is a town of that county: the portal's line comes first.
        if len(tops) == 1 and not (
            portal and _is_township_of(portal, tops[0].strip(name)[0], year, divisions)
        ):
            yield tops[0]


def _is_mentioned(county: Division, text: str, divisions: Divisions) -> bool:
    return any(name in text for name in divisions.names(county))


def _is_township_of(county: Division, rest: str, year: int | None, divisions: Divisions) -> bool:
    return township_name(rest) in {township.name for township in divisions.townships(county, year)}


def _resolve_in(line: _Line, name: str, shown: str) -> PrintedPublisher | None:
    """Resolve a name inside one county's line; None if nothing there fits."""
    leading = next((lead for lead in SUFFIXES.leading if name.startswith(lead) and name != lead), "")
    rest, named = line.strip(name.removeprefix(leading))
    bare = township_name(rest)
    for township in line.divisions.townships(line.bottom, line.year):
        if township.name == bare and named in {*line.above, line.bottom, None}:
            return _township(line, township, shown)
    owner = line if named in {line.bottom, None} else _Line(line.divisions, line.year, named)
    if named is None and not rest:
        return None
    organ = official_organ(rest)
    kind = type_of(organ, owner.bottom.level)
    if kind is None or re.search(r"[镇乡]人民政府|街道办事处", organ):
        return None
    canonical = f"{leading}{owner.prefix}{organ}" if leading else owner.prefix + organ
    return PrintedPublisher(
        shown, canonical, kind, f"{_seat(owner)}-{_short_organ(organ)}", owner.bottom.code
    )


def _township(line: _Line, township: Division, shown: str) -> PrintedPublisher:
    kind = type_of(township.name, Level.TOWNSHIP)
    if kind == "subdistrict_office":
        canonical = f"{line.prefix}人民政府{township.name}办事处"
    else:
        canonical = f"{line.prefix}{township.name}人民政府"
    # A town is the same town when its county merges with another: no year of territory in its id.
    seat = _seat(line, with_territory=False)
    return PrintedPublisher(shown, canonical, kind, f"{seat}-{township.name}", township.code)


def _seat(line: _Line, *, with_territory: bool = True) -> str:
    """Name a division inside an id: 杭州-临安区, 杭州-拱墅区(2021), 杭州市, 浙江省."""
    since = line.divisions.territory_since(line.bottom, line.year) if with_territory else None
    own = f"{line.bottom.name}({since})" if since else line.bottom.name
    if line.bottom.level is Level.COUNTY and line.above:
        return f"{line.above[-1].short_name}-{own}"
    return own


def _short_organ(organ: str) -> str:
    return "政府办公室" if organ in {"人民政府办公室", "人民政府办公厅"} else organ


def _resolve_by_context(
    name: str, shown: str, year: int | None, context: str, divisions: Divisions
) -> PrintedPublisher | None:
    """Resolve by the county that the text names (秀洲区政府网站, 杭州·临安), if only one gives a publisher."""
    found = {}
    for county in divisions.counties(year):
        line = _Line(divisions, year, county)
        if _is_named(line, context):
            publisher = _resolve_in(line, name, shown)
            if publisher is not None:
                found[publisher.id] = publisher
    return next(iter(found.values())) if len(found) == 1 else None


def _is_named(line: _Line, context: str) -> bool:
    if _is_mentioned(line.bottom, context, line.divisions):
        return True
    above = line.above[-1].short_name if line.above else ""
    return bool(above) and re.search(f"{above}{_DOT}{line.bottom.short_name}", context) is not None


def _national(name: str, shown: str) -> PrintedPublisher | None:
    """Bodies of the State Council carry 国家 or the republic's name and no division."""
    if not re.match(r"国家|国务院|中华人民共和国|中国人民银行", name):
        return None
    kind = type_of(name, "state")
    return PrintedPublisher(shown, name, kind, f"国务院-{name}") if kind else None


def _unresolved(
    shown: str, division_code: str | None, divisions: Divisions, year: int | None
) -> PrintedPublisher:
    """Keep a name that means nobody we know; its ending may still tell the type."""
    county = divisions.find(division_code[:6], year) if division_code else None
    where = county.name if county else division_code or _NOWHERE
    kind = type_of(township_name(_solid(shown)), Level.TOWNSHIP)
    return PrintedPublisher(shown, None, kind, f"{UNRESOLVED}-{where}-{_solid(shown)}")
