"""Tables of a web page, as browsers read them: whatever stands between, spans within reason."""

from collections.abc import Iterator
from typing import cast

from lxml import etree
from lxml.etree import _Element

from parsers.document import Place, Table, TableCell

MOST_COLUMNS = 1000  # the limit of the HTML standard
_BREAKS = frozenset({"br", "p", "div", "li", "tr"})
_ROW, _TABLE = frozenset({"tr", "table"}), frozenset({"table"})
_BLANKS = " \t\r\n"
UNSEEN = frozenset({"script", "style", "noscript", "template", "xml", "select", "textarea", "head", "object"})
# What only dresses the text inside a cell: most elements of a page that Word wrote.
_DRESS = ("span", "font", "o:p", "b", "strong", "i", "em", "u", "a", "sup", "sub")


def read_table(table: _Element, block: int) -> Table:
    """Read a table; a row span ends with the table, a column span at the standard's limit.

    The dress of the text is taken off the table for good: half of its elements need no visit then.
    """
    etree.strip_tags(table, *_DRESS, etree.Comment)
    rows = list(_rows(table))
    pictured = {cell for image in table.iter("img") for cell in image.iterancestors("td", "th")}
    cells: list[TableCell] = []
    taken: dict[int, int] = {}  # column -> the row until which a cell from above covers it
    for number, row in enumerate(rows):
        column = 0
        for element in row:
            while taken.get(column, 0) > number:
                column += 1
            columns = min(_span(element.get("colspan")), MOST_COLUMNS)
            height = _span(element.get("rowspan"), zero=len(rows))
            height = min(height, len(rows) - number)
            if height > 1:
                taken.update(dict.fromkeys(range(column, column + columns), number + height))
            place = Place(block, number, column, line_of(element))
            cells.append(
                TableCell(number, column, cell_text(element), place, height, columns, element in pictured)
            )
            column += columns
    return Table(tuple(cells), Place(block=block, line=line_of(table)))


def line_of(element: _Element) -> int | None:
    """Return the line of the source that an element begins in."""
    return cast("int | None", element.sourceline)  # lxml's stubs do not know


def is_layout(table: _Element) -> bool:
    """Whether a table only arranges others: it holds tables and hardly a cell of its own."""
    if next(table.iterdescendants("table"), None) is None:
        return False
    return sum(len(row) for row in _rows(table)) <= 4


def cell_text(element: _Element) -> str:
    """Return the text of a cell, a line break for each break that a reader sees."""
    text = _lone_text(element)
    if text is not None:
        return _flat(text).strip(" ")
    parts: list[str] = []
    _collect(element, parts)
    lines = [line.strip(_BLANKS) for line in "".join(parts).split("\n")]
    return "\n".join(filter(None, lines))


def _lone_text(element: _Element) -> str | None:
    """Return the text of a cell with at most one paragraph, as nearly all have; None for any other."""
    count = len(element)
    if not count:
        return element.text or ""
    if count > 1:
        return None
    child, before = element[0], element.text
    if len(child) or child.tag != "p" or (before and before.strip(_BLANKS)):
        return None
    after = child.tail
    return None if after and after.strip(_BLANKS) else child.text or ""


def _collect(element: _Element, parts: list[str]) -> None:
    parts.append(_flat(element.text))
    for child in element:
        tag = child.tag
        if tag == "br":
            parts.append("\n")
        elif tag in _BREAKS:
            parts.append("\n")
            _collect(child, parts)
            parts.append("\n")
        elif isinstance(tag, str) and tag not in UNSEEN:
            _collect(child, parts)
        if tail := child.tail:
            parts.append(_flat(tail))


def _flat(text: str | None) -> str:
    """Fold the white space of the source; the spaces that a writer typed (U+3000, U+00A0) stay."""
    if not text or text.isalnum():
        return text or ""
    return text.replace("\r", " ").replace("\n", " ").replace("\t", " ")


def _rows(table: _Element) -> Iterator[list[_Element]]:
    """Yield the cells of each row: those whose nearest row or table is this one's."""
    rows: dict[_Element, list[_Element]] = {}
    for element in table.iterdescendants("tr", "td", "th"):
        if element.tag == "tr":
            if _nearest(element, _TABLE) is table:
                rows.setdefault(element, [])
        elif (owner := _nearest(element, _ROW)) is table:  # cells without a row: one row together
            rows.setdefault(table, []).append(element)
        elif owner in rows:
            rows[owner].append(element)
    yield from (row for row in rows.values() if row)


def _nearest(element: _Element, tags: frozenset[str]) -> _Element | None:
    parent = element.getparent()
    while parent is not None and parent.tag not in tags:
        parent = parent.getparent()
    return parent


def _span(printed: str | None, zero: int = 1) -> int:
    """Read a span as browsers do: leading digits; 0 means "to the end" for rows, 1 for columns."""
    if printed is None:
        return 1
    digits = ""
    for char in printed.strip()[:6]:
        if not char.isascii() or not char.isdigit():
            break
        digits += char
    return (int(digits) or zero) if digits else 1
