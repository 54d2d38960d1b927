"""Tables of an OpenDocument text: rows, spans, and repetitions clamped to what a report can hold."""

from collections.abc import Iterator

from lxml import etree

from parsers.document import Place, Table, TableCell, UnreadableDocument
from parsers.formats.odt.names import CELL, COVERED, IMAGE, ROW, ROW_GROUPS, TABLE
from parsers.formats.odt.text import Labels, cell_text
from parsers.grid import MOST_POSITIONS

MOST_COLUMNS = 1000
_MOST_ROWS = 10_000


def read_table(table: etree._Element, block: int, labels: Labels) -> Table:
    """Read a ``table:table``; empty rows and columns repeated at its end are an unused sheet, no table.

    ``labels`` are the automatic numbers of its paragraphs.
    """
    rows = list(_rows(table))
    while rows and not _is_filled(rows[-1][0]):
        if rows[-1][1] == 1 and _is_printed(rows[-1][0]):
            break
        rows.pop()
    cells: list[TableCell] = []
    number = 0
    width = 0
    for row, repeated in rows:
        for _ in range(repeated):
            if number >= _MOST_ROWS:
                raise UnreadableDocument(f"a table of more than {_MOST_ROWS} rows")
            read = list(_cells(row, number, block, labels))
            width = max([width, *(cell.column + cell.column_span for cell in read)])
            if (number + 1) * width > MOST_POSITIONS:
                raise UnreadableDocument(f"a table of more than {MOST_POSITIONS} positions")
            cells += read
            number += 1
    clamped = tuple(cell if cell.row_span == 1 else _clamped(cell, number) for cell in cells)
    return Table(clamped, Place(block=block))


def _clamped(cell: TableCell, height: int) -> TableCell:
    span = max(1, min(cell.row_span, height - cell.row))
    return TableCell(cell.row, cell.column, cell.text, cell.place, span, cell.column_span, cell.has_picture)


def _rows(element: etree._Element, depth: int = 0) -> Iterator[tuple[etree._Element, int]]:
    """Yield the rows with how often each comes."""
    for child in element:
        if child.tag == ROW:
            yield child, _count(child, "number-rows-repeated", 10**8)
        elif child.tag in ROW_GROUPS and depth < 20:
            yield from _rows(child, depth + 1)


def _cells(row: etree._Element, number: int, block: int, labels: Labels) -> Iterator[TableCell]:
    column = 0
    elements = [child for child in row if child.tag in {CELL, COVERED}]
    for at, element in enumerate(elements):
        repeated = _count(element, "number-columns-repeated", 10**8)
        if element.tag == COVERED:
            column += repeated
            continue
        columns = _count(element, "number-columns-spanned", MOST_COLUMNS)
        height = _count(element, "number-rows-spanned", _MOST_ROWS)
        text = cell_text(element, labels)
        has_picture = next(element.iter(IMAGE), None) is not None
        is_last = at + 1 == len(elements)
        if repeated > MOST_COLUMNS and is_last and not text.strip():
            return
        for _ in range(min(repeated, MOST_COLUMNS)):
            place = Place(block=block, row=number, column=column)
            yield TableCell(number, column, text, place, height, columns, has_picture)
            column += 1  # the other columns of a span follow as covered cells


def _is_filled(row: etree._Element) -> bool:
    return any(cell_text(cell).strip() or next(cell.iter(IMAGE), None) is not None for cell in row)


def _is_printed(row: etree._Element) -> bool:
    """Whether a row without text has boxes that stand for themselves, not one repeated to the edge."""
    return all(_count(cell, "number-columns-repeated", 10**8) < MOST_COLUMNS for cell in row)


def _count(element: etree._Element, name: str, most: int) -> int:
    printed = (element.get(TABLE + name) or "").strip()
    return min(max(int(printed), 1), most) if printed.isdecimal() and len(printed) < 10 else 1
