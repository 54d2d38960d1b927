"""Every figure that a series may follow: rates, sums, and the cells of the forms by their tables; each with its unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from parsers.crosswalk import Rate, Sum, quantities
from query.form_view import money_keys
from storage.release.codebook import Variable, variables

COUNT = ("数量", "count")  # where the form prints no unit
YUAN = ("元", "yuan")  # what money is added up in, whatever the cells print
SHARE = ("%", "%")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure by its key. ``unit`` is that of sums of it: Chinese and English."""

    key: str
    zh: str
    en: str
    unit: tuple[str, str]
    forms: tuple[str, ...] = ()  # that print it as a cell; of sums and rates none does


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures that belong together: of one table, the sums, the rates."""

    zh: str
    en: str
    figures: tuple[Figure, ...]


@cache
def figure_groups() -> tuple[FigureGroup, ...]:
    """Return all figures, what is asked for most first."""
    named = quantities().values()
    rates = (Figure(one.key, one.zh, one.en, SHARE) for one in named if isinstance(one, Rate))
    sums = (Figure(one.key, one.zh, one.en, COUNT) for one in named if isinstance(one, Sum))
    cells = (one for one in variables() if not one.is_yuan)
    tables = [
        FigureGroup(zh, en, tuple(map(_of_cell, members)))
        for (zh, en), members in groupby(cells, key=lambda one: one.table)
    ]
    return (
        FigureGroup("比率", "rates", tuple(rates)),
        FigureGroup("合计", "sums", tuple(sums)),
        *tables[::-1],
    )


@cache
def figures() -> Mapping[str, Figure]:
    """Return every figure by its key."""
    return {figure.key: figure for group in figure_groups() for figure in group.figures}


def unit_of(key: str) -> tuple[str, str]:
    """Return the unit of a figure; a column of a sum (``outcome.denied@natural_person``) counts as the sum does."""
    found = figures().get(key)
    return found.unit if found else COUNT


def _of_cell(one: Variable) -> Figure:
    unit = YUAN if one.key in money_keys() else one.unit if one.unit[0] else COUNT
    return Figure(one.key, one.zh, one.en, unit, one.forms)
