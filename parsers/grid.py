"""A table spread over its grid: which cell covers which position. The one module that knows spans."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from parsers.document import Table, TableCell, UnreadableDocument

MOST_POSITIONS = 200_000  # a national form has 280; more is an attack or an accident


@dataclass(frozen=True)
class Grid:
    """``positions[row][column]`` is the cell that covers the position, None where none does."""

    positions: tuple[tuple[TableCell | None, ...], ...]

    @property
    def height(self) -> int:
        """How many rows the grid has."""
        return len(self.positions)

    @property
    def width(self) -> int:
        """How many columns the grid has."""
        return len(self.positions[0]) if self.positions else 0

    def owners(self, row: int) -> tuple[TableCell, ...]:
        """Return the distinct cells that cover a row, left to right."""
        return self._owners[row]

    @cached_property
    def _owners(self) -> tuple[tuple[TableCell, ...], ...]:
        """The owners of every row: each form is matched with the same grid."""
        return tuple(map(distinct, self.positions))

    def text(self, row: int, column: int) -> str:
        """Return the text of the cell that covers a position, "" where none does."""
        cell = self.positions[row][column]
        return "" if cell is None else cell.text

    def texts(self) -> tuple[tuple[str, ...], ...]:
        """Return the text at every position, merged cells repeated."""
        return tuple(tuple("" if cell is None else cell.text for cell in row) for row in self.positions)


def exchange(table: Table) -> Table:
    """Return a table with its rows and columns exchanged; every place stays that of the document."""
    cells = (
        cell._replace(row=cell.column, column=cell.row, row_span=cell.column_span, column_span=cell.row_span)
        for cell in table.cells
    )
    return replace(table, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def distinct(positions: Iterable[TableCell | None]) -> tuple[TableCell, ...]:
    """Return each cell of a line of positions once; a merged cell's positions stand side by side."""
    found: list[TableCell] = []
    for cell in positions:
        if cell is not None and (not found or cell is not found[-1]):
            found.append(cell)
    return tuple(found)


def spread(table: Table) -> Grid:
    """Spread merged cells over the positions they cover; where two overlap, the first stays."""
    height = max((cell.row for cell in table.cells), default=-1) + 1
    width = max((cell.column + cell.column_span for cell in table.cells), default=0)
    if height * width > MOST_POSITIONS:
        raise UnreadableDocument(f"a table of {height} x {width} positions is beyond {MOST_POSITIONS}")
    positions: list[list[TableCell | None]] = [[None] * width for _ in range(height)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, height)):
            line = positions[row]
            for column in range(cell.column, cell.column + cell.column_span):
                if line[column] is None:
                    line[column] = cell
    return Grid(tuple(tuple(line) for line in positions))
