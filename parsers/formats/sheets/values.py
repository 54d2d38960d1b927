"""The values of a sheet as Excel shows them, and its merged cells as spans."""

import datetime
import math
from collections.abc import Iterator, Mapping
from decimal import Decimal

from python_calamine import CalamineSheet

from parsers.document import UnreadableDocument
from parsers.grid import MOST_POSITIONS
from parsers.rows import Box

CellErrors = Mapping[tuple[int, int], str]  # (row, column) -> "#DIV/0!", which calamine gives as blank
Value = bool | int | float | str | datetime.datetime | datetime.date | datetime.time | datetime.timedelta
_SPREAD = 4 * MOST_POSITIONS  # what all merged cells together may cover: a guard, they never overlap
_DIGITS = 15  # that Excel keeps of a number


def boxes_of(sheet: CalamineSheet, errors: CellErrors) -> list[Box]:
    """Return the boxes of a sheet; what a merged cell covers is no box of its own."""
    if sheet.start is None:
        return []
    top, left = sheet.start
    rows = sheet.to_python(skip_empty_area=True)
    if len(rows) * len(rows[0] if rows else ()) > MOST_POSITIONS:
        raise UnreadableDocument(f"the sheet {sheet.name} has more than {MOST_POSITIONS} positions")
    texts = {
        (top + row, left + column): shown(value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value != ""
    }
    texts.update(errors)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    bottom, right = max((at[0] for at in texts), default=0), max((at[1] for at in texts), default=0)
    area = 0
    for (first_row, first_column), (last_row, last_column) in sheet.merged_cell_ranges or ():
        height = min(last_row, bottom) - first_row + 1
        width = min(last_column, right) - first_column + 1
        area += max(height, 0) * max(width, 0)
        if area > _SPREAD:
            raise UnreadableDocument(f"the merged cells of the sheet {sheet.name} cover more than they can")
        if height > 0 and width > 0:
            spans[first_row, first_column] = height, width
            covered.update(_covered(first_row, first_column, height, width))
    return [
        Box(row, column, texts.get((row, column), ""), *spans.get((row, column), (1, 1)))
        for row, column in sorted(texts.keys() | spans.keys())
        if (row, column) not in covered
    ]


def shown(value: Value) -> str:
    """Write a value as a sheet shows it: 4, not 4.0; a date in ISO, without a midnight."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime.datetime):
        is_date = value.time() == datetime.time()
        return value.date().isoformat() if is_date else value.isoformat(" ")
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else str(value)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 10**_DIGITS:
        return str(int(value))
    if not math.isfinite(value):
        return str(value)
    return format(Decimal(f"{value:.{_DIGITS}g}"), "f")


def _covered(row: int, column: int, height: int, width: int) -> Iterator[tuple[int, int]]:
    for down in range(height):
        for aside in range(width):
            if down or aside:
                yield row + down, column + aside
