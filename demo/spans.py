"""Put back the merged cells of the national form, which the seed texts lost.

The form has three tables: 主动公开 (four columns), 申请 (ten columns, the labels in up to three of them)
and 复议诉讼 (fifteen columns). How many cells a printed row has says how they are merged.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from demo.seeds import SeedCell, SeedTable


class Merge(StrEnum):
    """The part a box plays in a vertical merge (w:vMerge)."""

    NONE = "none"
    START = "start"
    GOES_ON = "goes_on"


SeedRow = tuple[SeedCell, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """One w:tc: its text, how many grid columns it takes, its part in a vertical merge."""

    text: str
    across: int
    merge: Merge
    line: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its merges: column widths in twentieths of a point, rows of boxes.

    `hidden` rows have no height: Word leaves one at the end of a table that was pasted from a web page.
    """

    widths: tuple[int, ...]
    rows: tuple[tuple[Box, ...], ...]
    hidden: frozenset[int]


_PLAIN, _START, _ON = Merge.NONE, Merge.START, Merge.GOES_ON

# Grid columns of each cell, by the number of cells in the row. Seed 003 was pasted from a web page whose
# columns did not line up, so that its grid has a fifth column.
_PROACTIVE = {1: (4,), 2: (1, 3), 3: (1, 1, 2), 4: (1, 1, 1, 1)}
_PROACTIVE_PASTED = {1: (5,), 3: (1, 2, 2), 4: (1, 1, 2, 1), 5: (1, 1, 1, 1, 1)}
_REQUESTS = {
    1: (10,),
    2: (3, 7),
    4: (3, 1, 5, 1),
    8: (3, 1, 1, 1, 1, 1, 1, 1),
    9: (1, 2, 1, 1, 1, 1, 1, 1, 1),
    10: (1,) * 10,
}
_REVIEW = {1: (15,), 2: (5, 10), 7: (1, 1, 1, 1, 1, 5, 5), 15: (1,) * 15}

_PROACTIVE_WIDTHS = (2435, 2435, 2435, 2435)
_PROACTIVE_PASTED_WIDTHS = (2435, 2435, 620, 1815, 2435)
_REQUESTS_WIDTHS = (754, 921, 3271, 685, 685, 685, 685, 685, 685, 685)
_REVIEW_WIDTHS = (649,) * 7 + (650,) * 8


def lay_out(table: SeedTable) -> Grid:
    """Return the table with its merges put back; a row of unknown length is an error of the seed reader."""
    printed = "".join(cell.text for row in table.rows for cell in row)
    if "申请人情况" in printed:
        return _grid(table, _REQUESTS, _REQUESTS_WIDTHS, _merges_of_requests)
    if "行政复议" in printed:
        return _grid(table, _REVIEW, _REVIEW_WIDTHS, _merges_of_review)
    if max(len(row) for row in table.rows) == 5:
        return _grid(table, _PROACTIVE_PASTED, _PROACTIVE_PASTED_WIDTHS, _no_merges)
    return _grid(table, _PROACTIVE, _PROACTIVE_WIDTHS, _no_merges)


def _grid(
    table: SeedTable,
    spans: dict[int, tuple[int, ...]],
    widths: tuple[int, ...],
    merges: Callable[[SeedRow], list[Merge]],
) -> Grid:
    rows = tuple(
        tuple(
            Box(cell.text, across, merge, cell.line)
            for cell, across, merge in zip(row, spans[len(row)], merges(row), strict=True)
        )
        for row in table.rows
    )
    hidden = frozenset(
        index for index, row in enumerate(table.rows) if len(row) == 5 and not any(cell.text for cell in row)
    )
    return Grid(widths, rows, hidden)


def _no_merges(row: SeedRow) -> list[Merge]:
    return [_PLAIN] * len(row)


def _merges_of_requests(row: SeedRow) -> list[Merge]:
    """Merge labels of three levels: 三、本年度办理结果 > （三）不予公开 > 1.属于国家秘密."""
    if len(row) == 2:
        return [_START, _PLAIN]
    if len(row) == 4:
        return [_ON, _START, _PLAIN, _START]
    if len(row) == 8 and not row[0].text:
        return [_ON, _ON, *[_PLAIN] * 5, _ON]
    label_cells = max(len(row) - 8, 0)
    starts = [_START if cell.text else _ON for cell in row[:label_cells]]
    return starts + [_PLAIN] * (len(row) - label_cells)


def _merges_of_review(row: SeedRow) -> list[Merge]:
    if len(row) == 7:
        return [_START] * 5 + [_PLAIN] * 2
    if len(row) == 15 and not row[0].text and row[5].text:
        return [_ON] * 5 + [_PLAIN] * 10
    return [_PLAIN] * len(row)
