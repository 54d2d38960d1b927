"""Who publishes: a printed name to the authority that existed in the year of the report.

Order of resolution as in shared/domain/publishers.yaml. An id is minted from names, for codes are used
again; a name that does not resolve is kept, with an id that says so and no canonical name.
"""

import re
from typing import Final

from parsers.divisions import Division, Divisions, Level, known_divisions
from parsers.organs import SUFFIXES, official_organ, township_name, type_of
from parsers.publisher_lines import Line, lines_named_in, lines_of_context, lines_of_portal
from parsers.report import PrintedPublisher

UNRESOLVED: Final = "未定"
_NOWHERE: Final = "未知"
_OFFICES: Final = ("人民政府办公室", "人民政府办公厅")
_TOWNS: Final = re.compile(r"[镇乡]人民政府|街道办事处")


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

    ``division_code`` is the division of the portal, ``unit`` the publisher as the portal's structure
    names it (镇街 > 昌化镇), ``context`` the title, preface and overview, whose county names decide only
    where name and portal tell no county. Without any of them the bare name of a township means it only
    if no other in the whole country has that name in that year.
    """
    divisions = divisions or known_divisions()
    from_unit = _solid(re.split(r"[>＞/→]", unit)[-1]) if unit else ""
    name = _solid(printed or "") or from_unit
    if not name:
        return _unresolved(printed or "", division_code, divisions, year)
    shown = printed or from_unit
    lines = [
        *lines_named_in(_without_leading(name)[1], year, divisions, division_code),
        *lines_of_portal(division_code, year, divisions),
        *(lines_named_in(_solid(unit), year, divisions, division_code) if unit else ()),
    ]
    for line in lines:
        found = _resolve_in(line, name, shown)
        if found is not None:
            return found
    return (
        _resolve_by_context(name, shown, year, context, divisions)
        or (None if division_code else _resolve_alone(name, shown, year, divisions))
        or _national(name, shown)
        or _unresolved(shown, division_code, divisions, year)
    )


def publisher_of_township(township: Division, year: int | None, divisions: Divisions) -> PrintedPublisher:
    """Give the authority of a township of the table."""
    return _township(Line(divisions, year, township).of_township(township), township, township.name)


def organ_of(name: str, division_code: str | None, *, divisions: Divisions | None = None) -> str | None:
    """Give what a canonical name says behind the name of its division: 财政局 of 杭州市富阳市财政局.

    None where the division is unknown, or the name does not speak of it under any of its names.
    """
    divisions = divisions or known_divisions()
    division = divisions.find(division_code[:6], None) if division_code else None
    names = divisions.names(division) if division else ()
    parts = (name.rpartition(one) for one in names)
    return next((organ for _, found, organ in parts if found and organ), None)


def _solid(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff]+", "", text).replace("(", "（").replace(")", "）")


def _without_leading(name: str) -> tuple[str, str]:
    """Part 国家税务总局杭州市临安区税务局 before its division."""
    leading = next((lead for lead in SUFFIXES.leading if name.startswith(lead) and name != lead), "")
    return leading, name.removeprefix(leading)


def _resolve_in(line: Line, name: str, shown: str) -> PrintedPublisher | None:
    """Resolve a name inside one line; None if nothing there fits."""
    leading, own = _without_leading(name)
    rest, named = line.strip(own)
    township = line.township(rest) if rest else None
    if township is not None:
        return _township(line.of_township(township), township, shown)
    owner = line if named in {line.bottom, None} else Line(line.divisions, line.year, named)
    if named is None and not rest:
        return None
    organ = official_organ(rest)
    kind = type_of(organ, owner.bottom.level)
    if kind is None or _TOWNS.search(organ):
        return None
    identity = f"{_seat(owner)}-{'政府办公室' if organ in _OFFICES else organ}"
    if owner.bottom.name.endswith(("盟", "地区")):
        organ = organ.replace("人民政府", "行政公署")
    return PrintedPublisher(shown, leading + owner.prefix + organ, kind, identity, owner.bottom.code)


def _township(line: Line, township: Division, shown: str) -> PrintedPublisher:
    kind = type_of(township.name, Level.TOWNSHIP)
    if kind == "subdistrict_office":
        canonical = f"{line.prefix}人民政府{township.name}办事处"
    else:
        canonical = f"{line.prefix}{township.name}人民政府"
    return PrintedPublisher(
        shown, canonical, kind, f"{_seat(line, of_town=True)}-{township.name}", township.code
    )


def _seat(line: Line, *, of_town: bool = False) -> str:
    """Name a division inside an id: 杭州-临安区, 杭州-拱墅区(2021), 杭州市, 浙江省.

    A town stays the same town when its county merges with another, or becomes a district: its id has no
    year of territory, and the present name of its county.
    """
    since = None if of_town else line.divisions.territory_since(line.bottom, line.year)
    name = line.divisions.present_name(line.bottom) if of_town else line.bottom.name
    own = f"{name}({since})" if since else name
    above = line.above
    return f"{above[-1].short_name}-{own}" if line.bottom.level is Level.COUNTY and above else own


def _resolve_by_context(
    name: str, shown: str, year: int | None, context: str, divisions: Divisions
) -> PrintedPublisher | None:
    """Resolve by the county that the text names (秀洲区政府网站, 杭州·临安), if only one gives a publisher.

    A town of the name in the county is evidence enough; a department, which every county has, needs a
    text that speaks of its county's government.
    """
    found = {}
    for line, is_own in lines_of_context(context, year, divisions) if context else ():
        publisher = _resolve_in(line, name, shown)
        if publisher is not None and (is_own or line.township(line.strip(name)[0])):
            found[publisher.id] = publisher
    return next(iter(found.values())) if len(found) == 1 else None


def _resolve_alone(name: str, shown: str, year: int | None, divisions: Divisions) -> PrintedPublisher | None:
    """Resolve the bare name of a township that nobody else has."""
    found = divisions.homonyms(township_name(name), year)
    if len(found) != 1 or found[0].level is not Level.TOWNSHIP:
        return None
    return _township(Line(divisions, year, found[0]).of_township(found[0]), found[0], shown)


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
