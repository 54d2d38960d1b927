"""Tables of a web page, as browsers read them: whatever stands between, spans within reason."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from parsers.document import Place, Table, TableCell

MOST_COLUMNS = 1000  # the limit of the HTML standard
_BREAKS = frozenset({"br", "p", "div", "li", "tr"})
_CELLS = frozenset({"td", "th"})
UNSEEN = frozenset({"script", "style", "noscript", "template", "xml", "select", "textarea", "head", "object"})


def read_table(table: HtmlElement, block: int) -> Table:
    """Read a table; a row span ends with the table, a column span at the standard's limit."""
    rows = list(_rows(table))
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
            place = Place(block=block, row=number, column=column, line=element.sourceline)
            text = cell_text(element)
            has_picture = next(element.iter("img"), None) is not None
            cells.append(TableCell(number, column, text, place, height, columns, has_picture))
            column += columns
    return Table(tuple(cells), Place(block=block, line=table.sourceline))


def is_layout(table: HtmlElement) -> bool:
    """Whether a table only arranges others: it holds tables and hardly a cell of its own."""
    if next(table.iterdescendants("table"), None) is None:
        return False
    return sum(len(row) for row in _rows(table)) <= 4


def cell_text(element: HtmlElement) -> str:
    """Return the text of a cell, a line break for each break that a reader sees."""
    parts: list[str] = []
    _collect(element, parts)
    lines = (line.strip(" \t\r\n") for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _collect(element: HtmlElement, parts: list[str]) -> None:
    parts.append(_flat(element.text))
    for child in element:
        if isinstance(child.tag, str) and child.tag not in UNSEEN:
            is_break = child.tag in _BREAKS
            parts.append("\n" if is_break else "")
            _collect(child, parts)
            parts.append("\n" if is_break and child.tag != "br" else "")
        parts.append(_flat(child.tail))


def _flat(text: str | None) -> str:
    """Fold the white space of the source; the spaces that a writer typed (U+3000, U+00A0) stay."""
    if not text or text.isalnum():
        return text or ""
    return text.replace("\r", " ").replace("\n", " ").replace("\t", " ")


def _rows(table: HtmlElement) -> Iterator[list[HtmlElement]]:
    """Yield the cells of each row: those whose nearest row or table is this one's."""
    rows: dict[HtmlElement, list[HtmlElement]] = {}
    for element in table.iterdescendants("tr", "td", "th"):
        owner = _owner(element)
        if element.tag == "tr":
            if owner is table or owner.tag == "tr":
                rows.setdefault(element, [])
        elif owner is table:  # cells without a row: one row together
            rows.setdefault(table, []).append(element)
        elif owner in rows:
            rows[owner].append(element)
    yield from (row for row in rows.values() if row)


def _owner(element: HtmlElement) -> HtmlElement:
    return next(element.iterancestors("tr" if element.tag in _CELLS else "table", "table"))


def _span(printed: str | None, zero: int = 1) -> int:
    """Read a span as browsers do: leading digits; 0 means "to the end" for rows, 1 for columns."""
    digits = ""
    for char in (printed or "").strip()[:6]:
        if not char.isascii() or not char.isdigit():
            break
        digits += char
    return (int(digits) or zero) if digits else 1
