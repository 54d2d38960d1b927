"""A national form laid out as its notice prints it: tables of labelled rows and columns of cell keys.

Knows nothing of a report but which cells it has, so that a terminal and a web page can draw the
same layout.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, groupby
from types import MappingProxyType

from parsers.forms.form import FormBlock, FormColumn, FormRow, FormTable, forms


@dataclass(frozen=True, slots=True)
class RowView:
    """A row: its label, how deep it stands under other labels, and the key of each of its cells.

    A row without keys is only a heading over those below it.
    """

    label: str
    depth: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """One table as printed. Each column is its path of labels, from the top."""

    key: str
    zh: str
    heading: str
    columns: tuple[tuple[str, ...], ...]
    rows: tuple[RowView, ...]


def table_views(form_id: str, present: Collection[str]) -> tuple[TableView, ...]:
    """Lay out every table of a form for a report that has the cells ``present``."""
    held = frozenset(present)
    return tuple(
        _block_view(table, block, held) for table in forms()[form_id].tables for block in table.blocks
    )


@cache
def labels_zh(form_id: str) -> Mapping[str, str]:
    """Return the full Chinese label of every cell of a form: row path, then column path."""
    form = forms()[form_id]
    return MappingProxyType(dict(chain.from_iterable(_labels_of(table) for table in form.tables)))


@cache
def table_keys(form_id: str) -> Mapping[str, str]:
    """Return the key of the table in which every cell of a form stands."""
    return MappingProxyType(
        {
            table.key_of(row, column): table.key
            for table in forms()[form_id].tables
            for block in table.blocks
            for row in (*block.rows, *block.stand_ins)
            for column in block.columns
        }
    )


@cache
def money_keys() -> frozenset[str]:
    """Return the keys of the cells that count money, in all forms."""
    return frozenset(
        table.key_of(row, column)
        for form in forms().values()
        for table in form.tables
        for block in table.blocks
        for row in (*block.rows, *block.stand_ins)
        for column in block.columns
        if row.is_money or column.is_money
    )


def label_zh(key: str, *form_ids: str | None) -> str:
    """Return the label of a cell by the first of these forms that has it, else by any, else its key."""
    for form_id in (*form_ids, *reversed(tuple(forms()))):
        if form_id in forms() and key in labels_zh(form_id):
            return labels_zh(form_id)[key]
    return key


def _labels_of(table: FormTable) -> Iterator[tuple[str, str]]:
    for block in table.blocks:
        for row in (*block.rows, *block.stand_ins):
            for column in block.columns:
                path = (*row.under, row.label, *column.under, column.label)
                yield table.key_of(row, column), " · ".join(label for label in path if label)


def _block_view(table: FormTable, block: FormBlock, held: frozenset[str]) -> TableView:
    if len(block.rows) == 1 and not block.rows[0].label:
        return _unlabelled_view(table, block)
    rows = tuple(_rows_with_headings(table, block, _printed_rows(table, block, held)))
    columns = tuple((*column.under, column.label) for column in block.columns)
    return TableView(table.key, table.zh, block.heading or "", columns, rows)


def _printed_rows(table: FormTable, block: FormBlock, held: frozenset[str]) -> Iterator[FormRow]:
    """Yield the rows that the report prints: a stand-in where it has one, for those it replaces."""
    replaced: dict[str, FormRow] = {}
    for row in block.stand_ins:
        if any(table.key_of(row, column) in held for column in block.columns):
            replaced |= dict.fromkeys(row.replaces, row)
    done: set[str] = set()
    for row in block.rows:
        printed = replaced.get(row.key, row)
        if printed.key not in done:
            done.add(printed.key)
            yield printed


def _rows_with_headings(table: FormTable, block: FormBlock, rows: Iterator[FormRow]) -> Iterator[RowView]:
    above: tuple[str, ...] = ()
    for row in rows:
        for depth, label in enumerate(row.under):
            if row.under[: depth + 1] != above[: depth + 1]:
                yield RowView(label, depth, ())
        above = row.under
        yield RowView(row.label, len(row.under), tuple(table.key_of(row, column) for column in block.columns))


def _unlabelled_view(table: FormTable, block: FormBlock) -> TableView:
    """Lay out the one row of fifteen figures as rows of five: same labels, and it fits a screen."""
    row = block.rows[0]
    groups = [(path, list(columns)) for path, columns in groupby(block.columns, key=_path_above)]
    labels = {tuple(column.label for column in columns) for _, columns in groups}
    if len(labels) != 1:
        keys = tuple(table.key_of(row, column) for column in block.columns)
        paths = tuple((*column.under, column.label) for column in block.columns)
        return TableView(table.key, table.zh, block.heading or "", paths, (RowView("", 0, keys),))
    rows = tuple(
        RowView(" · ".join(path), 0, tuple(table.key_of(row, column) for column in columns))
        for path, columns in groups
    )
    return TableView(
        table.key, table.zh, block.heading or "", tuple((label,) for label in labels.pop()), rows
    )


def _path_above(column: FormColumn) -> tuple[str, ...]:
    return column.under
