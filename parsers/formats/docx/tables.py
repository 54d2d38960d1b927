"""Tables of a Word document: rows and cells from their elements, in one pass.

python-docx's own ``row.cells`` drops inserted text, content controls and ``gridBefore``, and does
not end on a ``gridSpan`` of millions; its ``Table.cell`` is quadratic (figures: docs/performance.md).
"""

from dataclasses import dataclass

from lxml.etree import _Element

from parsers.document import Place, Table, TableCell
from parsers.formats.docx.names import CELL, DELETED, ROW, ROW_PROPERTIES, VAL, W
from parsers.formats.docx.text import Labels, cell_texts, children, pictures

MOST_COLUMNS = 63  # Word's own limit
_SNAP = 60  # twips: grid edges nearer than this are one edge that was rounded twice
_GRID_SPAN, _V_MERGE, _H_MERGE = W + "gridSpan", W + "vMerge", W + "hMerge"


_Merges = tuple[int, str | None, str | None]  # column span, vertical and (legacy) horizontal merge
_UNMERGED: _Merges = (1, None, None)


class _Boxes:
    """What the cells of a table say, each kind gathered in one pass: most cells have no merge or picture."""

    def __init__(self, table: _Element, labels: Labels) -> None:
        self.texts = cell_texts(table, labels)
        self.merges: dict[_Element, _Merges] = {}
        self.pictured = {cell for picture in pictures(table) for cell in picture.iterancestors(CELL)}
        for mark in table.iter(_GRID_SPAN, _V_MERGE, _H_MERGE):
            properties = mark.getparent()
            cell = None if properties is None else properties.getparent()
            if cell is not None:
                self.merges[cell] = _with_mark(self.merges.get(cell, _UNMERGED), mark)


def _with_mark(merges: _Merges, mark: _Element) -> _Merges:
    span, vertical, horizontal = merges
    if mark.tag == _GRID_SPAN:
        return _clamp(mark.get(VAL)), vertical, horizontal
    printed = mark.get(VAL) or "continue"
    return (span, printed, horizontal) if mark.tag == _V_MERGE else (span, vertical, printed)


@dataclass(slots=True)
class _Draft:
    """A cell while later rows may still be merged into it."""

    row: int
    column: int
    column_span: int
    text: str
    has_picture: bool
    row_span: int = 1


def read_table(table: _Element, block: int, labels: Labels) -> Table:
    """Read a ``w:tbl``; deleted rows are left out, merged cells carry their spans.

    ``labels`` are the automatic numbers of its paragraphs.
    """
    drafts: list[_Draft] = []
    open_below: dict[int, _Draft] = {}
    boxes = _Boxes(table, labels)
    rows = (row for row in children(table, ROW) if not _is_deleted(row))
    for number, row in enumerate(rows):
        _read_row(row, number, boxes, drafts, open_below)
    _snap_columns(table, drafts)
    cells = tuple(
        TableCell(
            draft.row, draft.column, draft.text, Place(block=block, row=draft.row, column=draft.column),
            draft.row_span, draft.column_span, draft.has_picture,
        )
        for draft in drafts
    )  # fmt: skip
    return Table(cells, Place(block=block))


def _read_row(
    row: _Element, number: int, boxes: _Boxes, drafts: list[_Draft], open_below: dict[int, _Draft]
) -> None:
    column = _grid_before(row)
    left: _Draft | None = None
    for cell in children(row, CELL):
        span, vertical, horizontal = boxes.merges.get(cell, _UNMERGED)
        above = open_below.get(column)
        if horizontal == "continue" and left is not None:
            left.column_span += span
        elif vertical == "continue" and above is not None and above.column_span == span:
            above.row_span += 1
            left = above
        else:
            left = _Draft(number, column, span, boxes.texts.get(cell, ""), cell in boxes.pictured)
            drafts.append(left)
            if vertical:
                open_below[column] = left
            else:
                open_below.pop(column, None)
        column += span


def _clamp(printed: str | None) -> int:
    digits = (printed or "").strip()
    return min(max(int(digits), 1), MOST_COLUMNS) if digits.isdecimal() and len(digits) < 10 else 1


def _grid_before(row: _Element) -> int:
    properties = row.find(ROW_PROPERTIES)
    before = None if properties is None else properties.find(W + "gridBefore")
    return 0 if before is None else _clamp(before.get(VAL))


def _is_deleted(row: _Element) -> bool:
    properties = row.find(ROW_PROPERTIES)
    return properties is not None and properties.find(DELETED) is not None


def _snap_columns(table: _Element, drafts: list[_Draft]) -> None:
    """Join grid columns that are thinner than rounding; cells that only fill such a column vanish."""
    grid = table.find(W + "tblGrid")
    widths = [] if grid is None else [_width(column) for column in grid]
    used = max((draft.column + draft.column_span for draft in drafts), default=0)
    if len(widths) < used or not any(0 < width < _SNAP for width in widths[:used]):
        return
    edges = [0]
    gathered = 0
    for width in widths[:used]:
        gathered += width
        is_edge = gathered >= _SNAP
        edges.append(edges[-1] + is_edge)
        gathered = 0 if is_edge else gathered
    for draft in drafts:
        start, end = edges[draft.column], edges[draft.column + draft.column_span]
        draft.column, draft.column_span = start, end - start
    drafts[:] = [draft for draft in drafts if draft.column_span or draft.text.strip()]
    for draft in drafts:
        draft.column_span = max(draft.column_span, 1)


def _width(column: _Element) -> int:
    printed = column.get(W + "w") or "0"
    is_number = printed.replace(".", "", 1).isdecimal() and len(printed) < 20
    return int(float(printed)) if is_number else 0
