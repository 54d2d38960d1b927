"""Portals of many counties, and the formats of their reports."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from random import Random

from demo.corpus import LOOKS, Publisher, publishers
from demo.province import PLATFORMS, Portal, Province
from demo.province.portals import TROUBLES
from demo.province.recipes import RECIPES, Form, Recipe

# Looks of files, see `demo.corpus`: those that are written here, and those that need LibreOffice.
MADE_HERE = ("docx-word-imitated", "docx-wps-imitated", "xlsx-one-sheet", "docx-counted", "ofd-ruled")
MADE_BY_OFFICE = (
    "doc-libreoffice",
    "pdf-libreoffice",
    "doc-wps-libreoffice",
    "rtf-libreoffice",
    "odt-libreoffice",
)
_TROUBLED = 3  # of so many portals one has a bad second day
_STRIDE = 7  # see `demo.province.articles`: neighbours differ where it divides no number of recipes

_FILE = """title = "{title}"
division_code = "{division}"
hosts = ["{host}"]
file_hosts = ["store.province.invalid"]
platforms = {platforms}
[[columns]]
url = "{column}"
{filter}"""


def counties() -> list[Sequence[Publisher]]:
    """Return the authorities of each real county of `demo.corpus`: governments, offices, bureaus, towns.

    Without subdistrict offices: those have two full names.
    """
    known = [one for one in publishers() if one.type != "subdistrict_office"]
    return [tuple(these) for _, these in groupby(known, key=lambda one: one.division_code)]


def open_country(
    portals: int = 40,
    articles: int = 6,
    seed: int = 7,
    *,
    looks: Sequence[str] = MADE_HERE,
    among: Sequence[Sequence[Publisher]] = (),
    patience: float = 3.0,
) -> Province:
    """Make a country: each portal on the next platform, of the next county of ``among`` (those of `counties`).

    Raises ValueError for more portals than counties.
    """
    here = list(among or counties())
    if portals > len(here):
        message = f"{portals} portals need as many counties; there are {len(here)}"
        raise ValueError(message)
    rng = Random(f"country/{seed}")
    rng.shuffle(here)
    troubled = set(rng.sample(range(portals), portals // _TROUBLED))
    made = [_portal(number, here[number], is_troubled=number in troubled) for number in range(portals)]
    return Province(seed, articles, patience, portals=made, recipes=_recipes(looks))


def portal_file(country: Province, name: str) -> str:
    """Return what the crawler must be told of a portal: the text of its file."""
    portal = country.portals[name]
    return _FILE.format(
        title=f"{portal.publishers[0].printed}",
        division=country.division_code(name),
        host=portal.family.host,
        platforms=["jpaas", "jcms"] if portal.moves else [portal.platform],
        column=country.column(name),
        filter='[columns.filter]\narea = "GD"\n' if portal.platform == "xxgk" else "",
    )


def _portal(number: int, of: Sequence[Publisher], *, is_troubled: bool) -> Portal:
    platform = list(PLATFORMS)[number % len(PLATFORMS)]
    name = f"county{of[0].division_code}"
    family = replace(PLATFORMS[platform].family, host=f"{name}.country.invalid", rows=())
    trouble = TROUBLES[platform] if is_troubled else None
    return Portal(name, platform, family, of, trouble, moves=is_troubled and platform == "jcms")


def _recipes(looks: Sequence[str]) -> tuple[Recipe, ...]:
    """Return every way to publish: each trouble once, all else twice, and each look of a file."""
    files = [Recipe(Form.FILE, extension=LOOKS[look].suffix, look=look) for look in looks]
    found = [*files, *RECIPES, *files, *(one for one in RECIPES if not one.trouble)]
    return tuple(found if len(found) % _STRIDE else [*found, Recipe(Form.PAGE)])
