"""Tables that go on in the next one: a second half without headings is read under those of the first.

Proof is asked for: nothing new stands between the halves (a title may come again), they have the same
columns, the second says nothing by itself, and its labels fit the rows of the same table of a form.
"""

from collections.abc import Callable, Iterator, Sequence

from parsers.document import Block, Picture, Table, TableCell
from parsers.grid import Grid, spread
from parsers.spans import rebuild

Printed = tuple[Table, Grid]


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
        printed = block, spread(rebuild(block))
        joined = _joined(found[-1], printed, worth) if is_next and found else None
        if joined is None:
            found.append(printed)
        else:
            found[-1] = joined
        is_next = True
    return found


def _joined(first: Printed, second: Printed, worth: Callable[[Grid], int]) -> Printed | None:
    if first[1].width != second[1].width or worth(second[1]):
        return None
    cells = (*_cells(first[1], 0), *_cells(second[1], first[1].height))
    table = Table(tuple(cells), first[0].place)
    grid = spread(table)
    return (table, grid) if worth(grid) > worth(first[1]) > 0 else None


def _cells(grid: Grid, down: int) -> Iterator[TableCell]:
    for row in range(grid.height):
        for cell in grid.owners(row):
            if cell.row == row:
                yield cell._replace(row=cell.row + down)
