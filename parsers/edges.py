"""Tables whose rows give the positions of their own cell edges: Word 97 and RTF store them so.

Every row is rounded by itself, so that edges which are one line on paper differ by some twips.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from parsers.document import Place, Table, TableCell, UnreadableDocument
from parsers.grid import MOST_POSITIONS

MOST_CELLS = 500_000  # of a document: a row of a few bytes may claim hundreds
SNAP = 60  # twips: edges nearer than this are one edge that was rounded twice


class Merge(Enum):
    """How a cell stands to the one above it."""

    NONE = "none"
    START = "start"
    GOES_ON = "goes on"


class EdgeCell(NamedTuple):  # made for every cell of every row: a dataclass takes three times as long
    """A cell of a row between two edges, in twips. ``joins_left`` merges it into the cell before it."""

    left: int
    right: int
    text: str
    vertical: Merge = Merge.NONE
    joins_left: bool = False
    has_picture: bool = False


class CellBudget:
    """How many more cells a document may have."""

    def __init__(self) -> None:
        self._left = MOST_CELLS

    def spend(self, count: int) -> None:
        """Count the cells of a row; raises ``UnreadableDocument`` when a document has too many."""
        self._left -= count
        if self._left < 0:
            raise UnreadableDocument(f"the tables have more than {MOST_CELLS} cells")


@dataclass(slots=True)
class _Draft:
    """A cell while later rows may still be merged into it."""

    row: int
    column: int
    column_span: int
    text: str
    has_picture: bool
    row_span: int = 1


def table_of(rows: Sequence[Sequence[EdgeCell]], block: int) -> Table:
    """Lay rows over the columns that their edges make together; merged cells carry their spans."""
    edges: set[int] = set()
    for row in rows:
        edges.update([cell.left for cell in row], [cell.right for cell in row])
    columns = _snap(edges)
    width = max(columns.values(), default=0)
    if len(rows) * width > MOST_POSITIONS:
        raise UnreadableDocument(f"a table of {len(rows)} x {width} positions is beyond {MOST_POSITIONS}")
    drafts: list[_Draft] = []
    open_below: dict[tuple[int, int], _Draft] = {}
    for number, row in enumerate(rows):
        open_below = _lay_row(number, _joined(row), columns, drafts, open_below)
    cells = tuple(
        TableCell(
            draft.row, draft.column, draft.text, Place(block, draft.row, draft.column),
            draft.row_span, draft.column_span, draft.has_picture,
        )
        for draft in drafts
    )  # fmt: skip
    return Table(cells, Place(block=block))


def _snap(edges: set[int]) -> dict[int, int]:
    """Give each edge its number from the left; those that are one line on paper get one number."""
    numbers: dict[int, int] = {}
    number, first = -1, 0
    for edge in sorted(edges):
        if number < 0 or edge - first >= SNAP:
            number, first = number + 1, edge
        numbers[edge] = number
    return numbers


def _joined(row: Sequence[EdgeCell]) -> Sequence[EdgeCell]:
    """Give the cells of a row with those that join their left neighbour put into it.

    What stands in a joined cell is not printed by Word, but it is in the file: it stays in the text.
    """
    if not any(cell.joins_left for cell in row):
        return row
    joined: list[EdgeCell] = []
    for cell in row:
        if cell.joins_left and joined:
            left = joined[-1]
            text = "\n".join(text for text in (left.text, cell.text) if text.strip()) or left.text
            has_picture = left.has_picture or cell.has_picture
            joined[-1] = EdgeCell(left.left, cell.right, text, left.vertical, has_picture=has_picture)
        else:
            joined.append(cell)
    return joined


def _lay_row(
    number: int,
    row: Sequence[EdgeCell],
    columns: dict[int, int],
    drafts: list[_Draft],
    open_below: dict[tuple[int, int], _Draft],
) -> dict[tuple[int, int], _Draft]:
    """Lay one row and return the cells that the next row may be merged into."""
    still_open: dict[tuple[int, int], _Draft] = {}
    column = 0
    for left, right, text, vertical, _, has_picture in row:
        start, end = columns[left], columns[right]
        if end <= start:
            if not text.strip():
                continue  # thinner than rounding and empty: no cell that anyone sees
            start = max(start, column)
            end = start + 1
        column = end
        draft = open_below.get((start, end)) if vertical is Merge.GOES_ON else None
        if draft is not None:
            draft.row_span += 1
        else:
            draft = _Draft(number, start, end - start, text, has_picture)
            drafts.append(draft)
        if vertical is not Merge.NONE:
            still_open[start, end] = draft
    return still_open
