"""A sheet of boxes cut into what its reader sees: titles and text, and the tables between them.

Spreadsheets and comma-separated files hold a whole report in one grid. A row with one filled box
is text, unless it stands inside a table: a caption over its columns, or a label whose boxes are blank.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parsers.document import Block, Paragraph, Place, Table, TableCell, UnreadableDocument
from parsers.forms.index import heads_column, names_row
from parsers.grid import MOST_POSITIONS
from parsers.merges import prints_values, restore
from parsers.report import Kind
from parsers.sections import names_part
from parsers.titles import parse_title

Range = tuple[int, int]  # the first column, and the one after the last

_LONGEST_LABEL = 60  # characters: the longest label of a national form has 41


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a sheet; rows and columns count from 0 in the whole sheet."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


def cut(boxes: Sequence[Box], first_block: int = 0) -> tuple[Block, ...]:
    """Cut a sheet into blocks; the line of a place is the row of the sheet, counted from 1."""
    blocks: list[Block] = []
    rows = _Rows(boxes)
    above: Range | None = None  # the columns of the table right above, nothing printed between
    for first, last in rows.runs():
        block = first_block + len(blocks)
        if first == last and rows.is_lone(first):
            box = rows.filled[first][0]
            blocks.append(Paragraph(box.text.strip(), Place(block=block, line=box.row + 1)))
            above = None
        else:
            within = rows.boxes_of(first, last)
            columns = _columns(within, above)
            is_bare = rows.is_all_headings(first, last)
            table = _table(within, range(first, last + 1 + is_bare), columns, block)
            blocks.append(restore(_with_doubt(table) if is_bare else table))
            above = columns
    return tuple(blocks)


def _columns(boxes: Sequence[Box], above: Range | None) -> Range:
    """Return the columns of a table: those of the one right above it, where it prints no other.

    A second half may leave the first or the last column blank all the way down.
    """
    left, right = min(box.column for box in boxes if box.text.strip()), _right(boxes)
    is_within = above is not None and above[0] <= left and right <= above[1]
    return above if above is not None and is_within else (left, right)


def _with_doubt(table: Table) -> Table:
    """Return a table of headings alone, its last row in doubt: the sheet goes on below, and nothing is printed."""
    last = max(cell.row for cell in table.cells)
    cells = (cell._replace(is_proved=cell.row < last) for cell in table.cells)
    return replace(table, cells=tuple(cells))


class _Rows:
    """The rows of a sheet: which boxes are filled in each, and which rows stand together."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self.boxes: dict[int, list[Box]] = {}
        self.filled: dict[int, list[Box]] = {}
        self.covered: set[int] = set()  # rows into which a filled box comes down from above
        for box in sorted(boxes, key=lambda box: (box.row, box.column)):
            self.boxes.setdefault(box.row, []).append(box)
            if box.text.strip():
                self.filled.setdefault(box.row, []).append(box)
        for row, filled in self.filled.items():
            for box in filled:
                below = range(row + 1, row + box.row_span)
                if len(filled) > 1 or any(other in self.filled for other in below):
                    self.covered.update(below)

    def is_lone(self, row: int) -> bool:
        return len(self.filled.get(row, ())) == 1 and row not in self.covered

    def is_all_headings(self, first: int, last: int) -> bool:
        """Whether rows print headings of a form and no value under them."""
        texts = [[box.text.strip() for box in self.filled.get(row, ())] for row in range(first, last + 1)]
        return all(map(heads_column, texts[-1])) and not any(map(prints_values, texts))

    def boxes_of(self, first: int, last: int) -> list[Box]:
        return [box for row in range(first, last + 1) for box in self.boxes.get(row, ())]

    def runs(self) -> Iterator[tuple[int, int]]:
        """Yield first and last row of every block: a row of text by itself, the rows of a table."""
        run: list[int] = []
        for row in range(max(self.filled, default=-1) + 1):
            is_empty = row not in self.filled and row not in self.covered
            is_apart = self.is_lone(row) and _is_text(self.filled[row][0].text)
            if not is_empty and not is_apart:
                run.append(row)
                continue
            yield from self._parted(run)
            run = []
            if is_apart:
                yield row, row
        yield from self._parted(run)

    def _parted(self, run: list[int]) -> Iterator[tuple[int, int]]:
        """Part the text above a table from the table; rows without any full one are text."""
        start = next((i for i, row in enumerate(run) if not self.is_lone(row)), len(run))
        while 0 < start < len(run) and self._is_caption(run[start - 1], run[start]):
            start -= 1
        for row in run[:start]:
            yield row, row
        if start < len(run):
            yield run[start], run[-1]

    def _is_caption(self, row: int, below: int) -> bool:
        """Whether a row of one merged box has just the columns of the row below it."""
        box, under = self.filled[row][0], self.boxes.get(below)
        if box.column_span == 1 or not under:
            return False
        return (box.column, box.column + box.column_span) == (under[0].column, _right(under))


def _is_text(text: str) -> bool:
    """Whether a row of one box is no label of a table: a heading of a part, a title, a sentence."""
    text = text.strip()
    if names_row(text):
        return False
    if "。" in text or len(text) > _LONGEST_LABEL:
        return True
    return parse_title(text).kind in {Kind.REPORT, Kind.VARIANT} or names_part(text)


def _right(boxes: Sequence[Box]) -> int:
    return max(box.column + box.column_span for box in boxes)


def _table(boxes: Sequence[Box], rows: range, columns: Range, block: int) -> Table:
    first, (left, right) = rows.start, columns
    if len(rows) * (right - left) > MOST_POSITIONS:
        raise UnreadableDocument(f"a table of {len(rows)} x {right - left} positions is beyond reason")
    cells: list[TableCell] = []
    taken: set[tuple[int, int]] = set()
    for box in boxes:
        height = min(box.row_span, rows.stop - box.row)
        row, column = box.row - first, max(box.column, left) - left
        width = box.column + box.column_span - max(box.column, left)
        if width < 1 or (row, column) in taken:
            continue
        taken.update((r, c) for r in range(row, row + height) for c in range(column, column + width))
        place = Place(block=block, row=row, column=column, line=box.row + 1)
        cells.append(TableCell(row, column, box.text, place, height, width))
    for row in range(len(rows)):  # boxes that a file leaves out are printed all the same, empty
        for column in range(right - left):
            if (row, column) not in taken:
                place = Place(block=block, row=row, column=column, line=first + row + 1)
                cells.append(TableCell(row, column, "", place))
    return Table(
        tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))), Place(block=block, line=first + 1)
    )
