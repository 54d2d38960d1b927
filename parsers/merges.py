"""Restore merged headings that a format cannot store: it leaves their rest blank, or repeats their text.

Comma-separated files and Markdown have no merged cells, and some sheets are typed without them. Only
headings are restored, from the headings above them: a figure is never moved.
"""

from collections.abc import Sequence

from parsers.document import Table, TableCell
from parsers.forms.index import names_row
from parsers.numbers import is_value

Line = list[TableCell | None]


def restore(table: Table) -> Table:
    """Return the table with its headings spread; one that stores spans or has no row of values is left."""
    cells = table.cells
    if table.is_ragged or any(cell.row_span > 1 or cell.column_span > 1 for cell in cells):
        return table
    if not any(is_value(cell.text) for cell in cells) and not _ends_blank(table):
        return table
    restored: list[TableCell] = []
    above: Line = []  # what is printed over each column, the nearest heading of it
    repeats: frozenset[int] = frozenset()  # columns that repeat the heading of the column before them
    for row in table.rows():
        texts = [cell.text.strip() for cell in row if cell.text.strip()]
        if prints_values(texts):
            restored += _join_repeats(row, repeats)
        elif len(set(texts)) > 1:
            above, repeats, joined = _spread_heading(row, above)
            restored += joined
        else:  # a caption begins a part with headings of its own
            above, repeats = [], frozenset()
            is_repeated = len(texts) == len(row)
            restored += [row[0]._replace(column_span=len(row))] if is_repeated else row
    return Table(tuple(restored), table.place)


def _ends_blank(table: Table) -> bool:
    """Whether a row of blank boxes ends the table: headings over values that nobody filled in."""
    *above, last = [*table.rows()] or [()]
    return len(above) > 1 and not any(cell.text.strip() for cell in last)


def prints_values(texts: Sequence[str]) -> bool:
    """Whether a row of these texts holds values of a table: figures, 无, or blanks beside the label of a row."""
    return any(map(is_value, texts)) or any(map(names_row, texts))


def _spread_heading(row: tuple[TableCell, ...], above: Line) -> tuple[Line, frozenset[int], list[TableCell]]:
    """Spread the headings of a row to the right, as far as one heading stands above them."""
    over: Line = (above + [None] * len(row))[: len(row)]
    owners: Line = []
    joined: list[TableCell] = []
    repeats: set[int] = set()
    for at, cell in enumerate(row):
        left = joined[-1] if joined else None
        text = cell.text.strip()
        is_under_one = at > 0 and over[at - 1] is over[at]
        is_repeat = bool(text) and left is not None and left.text.strip() == text
        is_rest = not text and left is not None and bool(left.text.strip()) and is_under_one
        if left is not None and (is_rest or (is_repeat and is_under_one)):
            joined[-1] = left._replace(column_span=left.column_span + 1)
            owners.append(owners[-1])
            if is_repeat:
                repeats.add(at)
            continue
        joined.append(cell)
        owners.append(cell if text else over[at])
    return owners, frozenset(repeats), joined


def _join_repeats(row: tuple[TableCell, ...], repeats: frozenset[int]) -> list[TableCell]:
    """Join boxes under one repeated heading, where they too repeat what stands before them."""
    joined: list[TableCell] = []
    for at, cell in enumerate(row):
        if at in repeats and joined and joined[-1].text == cell.text:
            joined[-1] = joined[-1]._replace(column_span=joined[-1].column_span + 1)
        else:
            joined.append(cell)
    return joined
