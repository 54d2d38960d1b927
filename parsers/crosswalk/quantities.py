"""Quantities that are computed of printed cells: sums, and rates with a named denominator."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from parsers.crosswalk.rules import TOTALS, cell_keys, fitting
from parsers.forms.form import forms

QUANTITIES = Path(__file__).parent / "quantities.toml"
ORGANISATIONS = "org"  # the five columns of organisations together


@dataclass(frozen=True, slots=True)
class Sum:
    """Rows that are added up, less those that are taken away, in each column that they have."""

    key: str
    parts: tuple[str, ...]
    less: tuple[str, ...]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Rate:
    """One row, cell or sum divided by another. Without a denominator above zero it has no value."""

    key: str
    of: str
    among: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """The cells of one form that make a figure: those added up, less those taken away."""

    plus: tuple[str, ...]
    less: tuple[str, ...] = ()


@cache
def quantities() -> Mapping[str, Sum | Rate]:
    """Return every quantity by its key."""
    read = tomllib.loads(QUANTITIES.read_text(encoding="utf-8"))
    sums = (
        Sum(one["key"], tuple(one["parts"]), tuple(one.get("less", ())), one["zh"], one["en"])
        for one in read["sums"]
    )
    rates = (Rate(**one) for one in read["rates"])
    found: list[Sum | Rate] = [*sums, *rates]
    return MappingProxyType({one.key: one for one in found})


@cache
def quantity(asked: str, form_id: str) -> Quantity | None:
    """Return the cells of a form that make a cell, row or sum; None where the form does not tell it.

    A row or sum without a column (``outcome.denied``) is taken in the column of totals; the column
    ``org`` is that of all organisations. Rates are two quantities: ask for each. Raises ``KeyError``
    for a form that there is not.
    """
    if form_id not in forms():
        raise KeyError(form_id)
    row, _, column = asked.partition("@")
    named = quantities().get(row)
    if isinstance(named, Rate):
        return None
    rows, less = (named.parts, named.less) if named else ((row,), ())
    plus = _cells(rows, column, form_id)
    return Quantity(plus, _cells(less, column, form_id)) if plus else None


def _cells(rows: tuple[str, ...], column: str, form_id: str) -> tuple[str, ...]:
    """Return the cells of some rows in a column. One row that the form lacks makes the whole unknown: empty."""
    found: list[str] = []
    for row in rows:
        cells = [key for key in fitting(row, form_id) if _is_in(key, column)]
        if not cells:
            return ()
        found += cells
    return tuple(key for key in cell_keys(form_id) if key in found)


def _is_in(key: str, column: str) -> bool:
    its = key.partition("@")[2]
    if not its:
        return not column
    if column == ORGANISATIONS:
        return its.startswith(f"{ORGANISATIONS}.")
    return its == (column or TOTALS)
