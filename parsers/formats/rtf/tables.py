r"""Tables of RTF: rows as ``\trowd`` defines them, filled by ``\cell`` and ended by ``\row``."""

from dataclasses import dataclass, field

from parsers.edges import CellBudget, EdgeCell, Merge

MOST_CELLS = 256
_FARTHEST = 50_000  # twips: Word's pages end at 31,680
_ASSUMED_WIDTH = 1000


@dataclass(slots=True)
class RowShape:
    """The cells that a row defines: right edge and merges of each."""

    left: int = 0
    cells: list[tuple[int, Merge, bool]] = field(default_factory=list)
    vertical: Merge = Merge.NONE
    joins_left: bool = False

    def set_left(self, edge: int) -> None:
        r"""Take the left edge of the row (``\trleft``)."""
        self.left = max(min(edge, _FARTHEST), -_FARTHEST)

    def end_cell(self, edge: int) -> None:
        r"""Take a right edge (``\cellx``), which ends the definition of a cell."""
        if len(self.cells) < MOST_CELLS:
            edge = max(min(edge, _FARTHEST), -_FARTHEST)
            self.cells.append((edge, self.vertical, self.joins_left))
        self.vertical, self.joins_left = Merge.NONE, False


@dataclass(slots=True)
class OpenTable:
    """A table whose end has not come yet, down to the paragraphs of the cell that is being read."""

    budget: CellBudget
    rows: list[tuple[EdgeCell, ...]] = field(default_factory=list)
    cells: list[tuple[str, bool]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    pictures: list[bytes | None] = field(default_factory=list)
    pictures_before_cell: int = 0

    def end_cell(self) -> None:
        """End a cell: its paragraphs become its text."""
        has_picture = len(self.pictures) > self.pictures_before_cell
        self.cells.append(("\n".join(self.paragraphs), has_picture))
        self.paragraphs = []
        self.pictures_before_cell = len(self.pictures)

    def end_row(self, shape: RowShape) -> None:
        """End a row: cells beyond the defined ones are kept, missing ones are empty."""
        if not self.cells:
            return
        defined = shape.cells
        while len(self.cells) > len(defined) > 0 and self.cells[-1] == ("", False):
            self.cells.pop()  # LibreOffice writes one end of a cell too many behind a table in a cell
        self.budget.spend(max(len(defined), len(self.cells)))
        cells = []
        left = shape.left
        for number in range(max(len(defined), len(self.cells))):
            edge, vertical, joins_left = (
                defined[number] if number < len(defined) else (left + _ASSUMED_WIDTH, Merge.NONE, False)
            )
            text, has_picture = self.cells[number] if number < len(self.cells) else ("", False)
            cells.append(EdgeCell(left, edge, text, vertical, joins_left, has_picture))
            left = edge
        self.rows.append(tuple(cells))
        self.cells, self.paragraphs = [], []
