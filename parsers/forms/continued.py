"""Tables that go on in the next one: a second half without headings is read under those of the first.

Proof is asked for: nothing new stands between the halves (a title may come again), they have the same
columns but for those of labels, the second says nothing by itself, and its labels fit the rows of the same
table of a form. The first may be headings alone, and every row a table of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from parsers.document import Block, Picture, Table, TableCell
from parsers.forms.index import names_row
from parsers.forms.turned import upright
from parsers.grid import Grid, spread
from parsers.numbers import is_value
from parsers.spans import rebuild

Printed = tuple[Table, Grid]

_MOST_MISSING = 2  # columns of labels: the requests have three


def printed_tables(blocks: Sequence[Block], worth: Callable[[Grid], int]) -> list[Printed]:
    """Return the tables of a document, halves joined; ``worth`` counts the cells that a form has in one."""
    found: list[Printed] = []
    said = {""}
    is_next = False  # whether nothing new stands between the last table and this block
    for block in blocks:
        if not isinstance(block, Table):
            words = None if isinstance(block, Picture) else block.text.strip()
            is_next = is_next and words in said
            said.update({words} if words else ())
            continue
        whole = rebuild(block)
        printed = upright(block, spread(whole)) if whole is block else (block, spread(whole))
        joined = _joined(found[-1], printed, worth) if is_next and found else None
        if joined is None:
            found.append(printed)
        else:
            found[-1] = joined
        is_next = True
    return found


def _joined(first: Printed, second: Printed, worth: Callable[[Grid], int]) -> Printed | None:
    missing = first[1].width - second[1].width
    if not 0 <= missing <= _MOST_MISSING or worth(second[1]):
        return None
    below: Iterable[TableCell] = _cells(second[1], first[1].height)
    if missing:
        labels, depth = _label_columns(second[1]), _depth(first[1])
        if labels == depth:
            below = (*below, *_blanks(first[1], second[1]))
        elif labels == depth - missing:
            below = _widened(below, labels, missing)
        else:
            return None  # which columns it lacks cannot be told
    cells = (*_cells(first[1], 0), *below)
    table = Table(tuple(cells), first[0].place)
    grid = spread(table)
    return (table, grid) if worth(grid) > worth(first[1]) else None


def _depth(grid: Grid) -> int:
    """Return how many columns the corner over the labels covers."""
    corner = grid.positions[0][0]
    return corner.column_span if corner is not None else 1


def _label_columns(grid: Grid) -> int | None:
    """Return how many columns of labels a half has, None where a blank one may stand between them and figures."""
    boxes = [cell for row in range(grid.height) for cell in grid.owners(row)]
    labels = max((cell.column + cell.column_span for cell in boxes if names_row(cell.text)), default=0)
    figures = min((cell.column for cell in boxes if is_value(cell.text)), default=None)
    return labels if labels == figures else None


def _blanks(first: Grid, second: Grid) -> Iterator[TableCell]:
    """Yield boxes for the last columns, that a sheet leaves out where they are blank all the way down."""
    for row in range(second.height):
        for cell in second.owners(row)[:1]:
            for column in range(second.width, first.width):
                yield TableCell(first.height + row, column, "", cell.place, is_proved=False)


def _widened(cells: Iterable[TableCell], labels: int, missing: int) -> Iterator[TableCell]:
    """Widen the last label of each row: a row by itself needs no column for labels that others have."""
    for cell in cells:
        end = cell.column + cell.column_span
        if end < labels:
            yield cell
        elif end == labels:
            yield cell._replace(column_span=cell.column_span + missing)
        else:
            yield cell._replace(column=cell.column + missing)


def _cells(grid: Grid, down: int) -> Iterator[TableCell]:
    for row in range(grid.height):
        for cell in grid.owners(row):
            if cell.row == row:
                yield cell._replace(row=cell.row + down)
