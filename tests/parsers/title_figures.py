"""Measure how titles are read: every township and department of four divisions in every grammar.

`python -m tests.parsers.title_figures` prints the figures and what is missed.
"""

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from parsers.divisions import Level, known_divisions
from parsers.organs import type_of
from parsers.publishers import publisher_of_township, resolve
from parsers.report import Kind
from parsers.titles import parse_title

GRAMMARS = tomllib.loads(
    (Path(__file__).parent.parent / "expectations" / "title_grammars.toml").read_text(encoding="utf-8")
)
COUNTIES = ("330112", "330411", "330111", "330105")
REPORTS = {Kind.REPORT, Kind.VARIANT}


@dataclass(frozen=True)
class Printed:
    """A publisher as a title prints it, and the id of the publisher that it is."""

    name: str
    county: str
    code: str
    year: int
    id: str


def printed_publishers() -> Iterator[Printed]:
    """Give every publisher of the four divisions in every way of printing it."""
    known = known_divisions()
    for code in COUNTIES:
        for year in GRAMMARS["years"]:
            county = known.find(code, year)
            city = known.parent(county, year).name
            for form, unit, identity in units(county, year):
                for template in GRAMMARS["publishers"][form]:
                    name = template.format(city=city, county=county.name, unit=unit)
                    yield Printed(name, county.name, code, year, identity)


def units(county, year) -> Iterator[tuple[str, str, str]]:
    """Give form, name and id: for departments the id is put together from the official name by hand."""
    known = known_divisions()
    since = "(2021)" if county.name == "拱墅区" and year >= 2021 else ""
    seat = f"{known.parent(county, year).short_name}-{county.name}{since}"
    for town in known.townships(county, year):
        kind = type_of(town.name, Level.TOWNSHIP)
        if kind is not None:
            form = "subdistrict" if kind == "subdistrict_office" else "town"
            yield form, town.name, publisher_of_township(town, year, known).id
    for name, official in GRAMMARS["departments"].items():
        yield "department", name, f"{seat}-{official}"
    yield "government", "", f"{seat}-人民政府"
    yield "office", "", f"{seat}-政府办公室"


def fill(template: str, printed: Printed) -> str:
    year = str(printed.year)
    return template.format(
        pub=printed.name,
        county=printed.county,
        year=year,
        chinese="".join("〇一二三四五六七八九"[int(digit)] for digit in year),
        wide="".join("０１２３４５６７８９"[int(digit)] for digit in year),
    )


@dataclass(frozen=True)
class Figures:
    """Shares of 1. Recall asks for kind, year, publisher and edition together."""

    titles: int
    true_reports: int
    precision: float
    recall: float
    names: int
    resolved: float
    missed: Counter[str]
    taken: Counter[str]
    unresolved: Counter[str]


def measure() -> Figures:
    """Read every title and resolve every printed name on the portal of its county."""
    publishers = list(printed_publishers())
    right = found = expected = total = 0
    missed: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for grammar in (*GRAMMARS["reports"], *({"kind": "other"} | other for other in GRAMMARS["others"])):
        kind = Kind(grammar.get("kind", "report"))
        for printed in publishers:
            facts = parse_title(fill(grammar["title"], printed))
            told = (facts.kind, facts.year, facts.publisher, facts.edition)
            total += 1
            found += facts.kind in REPORTS
            if kind in REPORTS:
                expected += 1
                is_right = told == (kind, printed.year, printed.name, grammar.get("edition"))
                right += is_right
                missed[grammar["title"]] += not is_right
            else:
                taken[grammar["title"]] += facts.kind in REPORTS
    unresolved = Counter(
        printed.name
        for printed in publishers
        if resolve(printed.name, printed.year, printed.code).id != printed.id
    )
    wrong = sum(taken.values())
    return Figures(
        total, expected, round(1 - wrong / found, 4), round(right / expected, 4), len(publishers),
        round(1 - sum(unresolved.values()) / len(publishers), 4), +missed, +taken, +unresolved,
    )  # fmt: skip


if __name__ == "__main__":
    figures = measure()
    for name in ("titles", "true_reports", "precision", "recall", "names", "resolved"):
        sys.stdout.write(f"{name:13}{getattr(figures, name)}\n")
    for name in ("missed", "taken", "unresolved"):
        for title, count in getattr(figures, name).most_common(40):
            sys.stdout.write(f"{name:13}{count:5} {title!r}\n")
