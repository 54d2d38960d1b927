"""Tables that go on in the next one: a second half without headings is read under those of the first.

Proof is asked for: nothing new stands between the halves (a title may come again), they have the same
columns but for those of labels, the second says nothing by itself, and its labels fit the rows of the same
table of a form. The first may be headings alone, and every row a table of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from parsers.document import Block, Picture, Table, TableCell
from parsers.forms.turned import upright
from parsers.grid import Grid, spread
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
    below = _cells(second[1], first[1].height)
    cells = (*_cells(first[1], 0), *(_widened(first[1], below, missing) if missing else below))
    table = Table(tuple(cells), first[0].place)
    grid = spread(table)
    return (table, grid) if worth(grid) > worth(first[1]) else None


def _widened(first: Grid, cells: Iterable[TableCell], missing: int) -> Iterator[TableCell]:
    """Widen the last label of each row: a row by itself needs no column for labels that others have."""
    corner = first.positions[0][0]
    labels = (corner.column_span if corner is not None else 1) - missing  # columns of them in the second half
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
