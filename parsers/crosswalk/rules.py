"""The rules by which two neighbouring forms compare, read from ``rules.toml`` and written out for every cell."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from parsers.forms.form import forms

RULES = Path(__file__).parent / "rules.toml"
TOTALS = "total"  # the column of the table of requests that forms without columns compare with


class Comparability(StrEnum):
    """How well a figure of one form stands for a figure of another, the best first."""

    EXACT = "exact"
    DERIVED = "derived"  # exact too, but a sum of cells
    APPROXIMATE = "approximate"  # counted a little differently
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Rule:
    """Cells of the older form that compare, added up, with cells of the newer one, added up."""

    old_form: str
    new_form: str
    old_keys: tuple[str, ...]
    new_keys: tuple[str, ...]
    level: Comparability
    zh: str
    en: str


@cache
def cell_keys(form_id: str) -> tuple[str, ...]:
    """Return the keys of every cell of a form, in printed order."""
    return tuple(key for table in forms()[form_id].tables for key, _, _ in table.cells())


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules for cells: patterns and columns written out."""
    read = tomllib.loads(RULES.read_text(encoding="utf-8"))["rules"]
    return tuple(rule for entry in read for rule in _written_out(entry))


def fitting(pattern: str, form_id: str) -> tuple[str, ...]:
    """Return the cells of a form that a key without its column, or a pattern of such keys, stands for."""
    return tuple(key for key in cell_keys(form_id) if fnmatchcase(key.partition("@")[0], pattern))


def _written_out(entry: Mapping[str, Any]) -> Iterator[Rule]:
    (old_form, old_rows), (new_form, new_rows) = (
        (entry[side]["form"], tuple(entry[side]["keys"])) for side in ("old", "new")
    )
    said = (Comparability(entry["level"]), entry["zh"], entry["en"])
    if said[0] is Comparability.NONE:  # a pattern on one side, nothing on the other: each cell by itself
        yield from (
            Rule(old_form, new_form, (key,), (), *said) for row in old_rows for key in fitting(row, old_form)
        )
        yield from (
            Rule(old_form, new_form, (), (key,), *said) for row in new_rows for key in fitting(row, new_form)
        )
        return
    for old_column, new_column in _columns(old_form, old_rows, new_form, new_rows):
        old_keys, new_keys = _in(old_column, old_rows), _in(new_column, new_rows)
        yield Rule(old_form, new_form, old_keys, new_keys, *said)


def _columns(
    old_form: str, old_rows: Sequence[str], new_form: str, new_rows: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Pair the columns that compare: each with its namesake, or none with that of totals."""
    old, new = _columns_of(old_form, old_rows[0]), _columns_of(new_form, new_rows[0])
    if old and new:
        yield from ((column, column) for column in old if column in new)
    else:
        yield (TOTALS if old else "", TOTALS if new else "")


def _columns_of(form_id: str, row: str) -> tuple[str, ...]:
    return tuple(column for key in fitting(row, form_id) if (column := key.partition("@")[2]))


def _in(column: str, rows: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{row}@{column}" if column else row for row in rows)
