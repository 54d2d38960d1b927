"""Cells that a report may print in place of others: 其他处理 as one row, for its three."""

from collections.abc import Collection, Mapping
from functools import cache
from types import MappingProxyType

from parsers.forms.form import forms


@cache
def stand_ins(form_id: str) -> Mapping[str, tuple[str, ...]]:
    """Return the cells that stand for others in a form, each with those that it stands for.

    Raises ``KeyError`` for a form that there is not.
    """
    rows = {
        table.key_of(stand_in, column): tuple(
            table.key_of(row, column) for row in block.rows if row.key in stand_in.replaces
        )
        for table in forms()[form_id].tables
        for block in table.blocks
        for stand_in in block.stand_ins
        for column in block.columns
    }
    return MappingProxyType(rows)


def stand_ins_among(keys: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return those of some cells that stand for others of them, with these: to add up both would count twice."""
    return {
        key: parts
        for form_id in forms()
        for key, replaced in stand_ins(form_id).items()
        if key in keys and (parts := tuple(part for part in replaced if part in keys))
    }
