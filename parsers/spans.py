"""Rebuild the spans that a converter lost: rows of cells of unequal number become a grid again.

Tika and its like print the cells of a row one after another: a vertically merged cell comes back
as an empty one, a horizontally merged one just shortens its row. The figures stand at the right end
of a row, the labels at the left; a heading row is fitted over the row below it.
"""

from collections.abc import Sequence
from itertools import groupby

from parsers.document import Table, TableCell
from parsers.numbers import is_value

Row = Sequence[TableCell]


def rebuild(table: Table) -> Table:
    """Return the table with columns that align; one that is not ragged is returned as it is."""
    if not table.is_ragged:
        return table
    rows = list(table.rows())
    width = max((len(row) for row in rows), default=0)
    spans: list[list[int]] = [[] for _ in rows]
    for index in reversed(range(len(rows))):
        below = rows[index + 1] if index + 1 < len(rows) else ()
        spans[index] = _spans_of(rows[index], width, below, spans[index + 1] if below else [])
    _repeat_headings(rows, spans)
    return Table(
        tuple(cell for row, widths in zip(rows, spans, strict=True) for cell in _place(row, widths)),
        table.place,
    )


def _repeat_headings(rows: Sequence[Row], spans: list[list[int]]) -> None:
    """Give headings that are printed again, over the second half of a table, the spans that they had."""
    first: dict[tuple[str, ...], list[int]] = {}
    for index, row in enumerate(rows):
        if _is_heading(row):
            spans[index] = first.setdefault(tuple(cell.text.strip() for cell in row), spans[index])


def _spans_of(row: Row, width: int, below: Row, spans_below: list[int]) -> list[int]:
    if len(row) == width:
        return [1] * width
    if not _is_heading(row):
        return _data_spans(row, width)
    if len(row) == len(below):
        return spans_below
    for runs in _segmentations(below, spans_below):
        if len(runs) == len(row):
            return runs
    return _data_spans(row, width)


def _is_heading(row: Row) -> bool:
    return sum(bool(cell.text.strip()) for cell in row) >= 2 and not any(is_value(cell.text) for cell in row)


def _data_spans(row: Row, width: int) -> list[int]:
    """Figures take one column each from the right; the last label takes what is left over."""
    labels = [i for i, cell in enumerate(row) if cell.text.strip() and not is_value(cell.text)]
    last = labels[-1] if labels else 0
    spans = [1] * len(row)
    spans[last] += width - len(row)
    return spans


def _segmentations(below: Row, spans: list[int]) -> list[list[int]]:
    """Return the ways to lay headings over the row below, the likeliest first.

    An empty cell below is the rest of a heading merged downwards; texts side by side below are the
    children of one heading, or of several where their first text comes again.
    """
    texts = [cell.text.strip() for cell in below]
    single: list[int] = []  # every empty cell by itself, texts side by side as one
    repeated: list[int] = []  # the same, parted where the first text of a run comes again
    first = None
    for text, span in zip(texts, spans, strict=True):
        is_new = not text or first is None
        if is_new:
            single.append(span)
        else:
            single[-1] += span
        if is_new or text == first:
            repeated.append(span)
        else:
            repeated[-1] += span
        first = (text if first is None else first) if text else None
    widths = [
        sum(span for _, span in group)
        for _, group in groupby(zip(texts, spans, strict=True), key=lambda pair: pair[1] > 1)
    ]
    return [single, repeated, widths]


def _place(row: Row, spans: list[int]) -> list[TableCell]:
    column = 0
    placed = []
    for cell, span in zip(row, spans, strict=True):
        placed.append(cell._replace(column=column, column_span=span))
        column += span
    return placed
