"""Tables printed with rows and columns exchanged: labels of rows run across, headings of columns down."""

from collections import Counter

from parsers.document import Table
from parsers.forms.index import heads_column, names_row
from parsers.grid import Grid, exchange, spread

_FEWEST = 2  # headings of columns under one another: the labels of one row may stand side by side too


def upright(table: Table, grid: Grid) -> tuple[Table, Grid]:
    """Return a table and its grid; one that prints a form with rows and columns exchanged is turned back."""
    if not _is_turned(grid):
        return table, grid
    turned = exchange(table)
    return turned, spread(turned)


def _is_turned(grid: Grid) -> bool:
    """Whether more labels of rows stand side by side, and more headings of columns under one another."""
    side_by_side: tuple[Counter[int], Counter[int]] = Counter(), Counter()  # rows, columns, by grid row
    stacked: tuple[Counter[int], Counter[int]] = Counter(), Counter()  # the same, by grid column
    for row in range(grid.height):
        for cell in grid.owners(row):
            kinds = names_row(cell.text), heads_column(cell.text)
            if cell.row != row or not any(kinds):
                continue
            for kind, is_one in enumerate(kinds):
                side_by_side[kind][row] += is_one
                stacked[kind][cell.column] += is_one
    if _most(stacked[1]) < _FEWEST:
        return False
    as_usual = _most(stacked[0]) + _most(side_by_side[1])
    return _most(side_by_side[0]) + _most(stacked[1]) > as_usual


def _most(counts: Counter[int]) -> int:
    return max(counts.values(), default=0)
