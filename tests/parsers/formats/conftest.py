"""What the tests of several formats share: the truth of a golden report, and its tables as texts."""

from decimal import Decimal
from pathlib import Path

import pytest

from parsers.document import Picture, Table
from parsers.formats.docx import read
from parsers.grid import spread
from parsers.parse import parse

DOCUMENTS = Path(__file__).parents[3] / "demo" / "documents"


@pytest.fixture
def differences(truth):
    """Give the cells of a body that are not as the truth has them; pictured ones may be left out."""

    def compare(body, *, pictured=True):
        cells = {cell.key: cell for cell in parse(body).cells}
        wrong = []
        for expected in truth["cells"]:
            if expected["mark"] == "picture" and not pictured:
                continue
            value = None if expected["value"] is None else Decimal(str(expected["value"]))
            cell = cells.get(expected["key"])
            printed = None if cell is None else (cell.text, cell.value, cell.unit, cell.mark.value)
            if printed != (expected["text"], value, expected["unit"], expected["mark"]):
                wrong.append((expected["key"], expected["text"], printed))
        return wrong

    return compare


@pytest.fixture
def printed(case):
    """The blocks of a golden report: texts, pictures as None, tables as grids."""
    blocks = read((DOCUMENTS / f"{case}.docx").read_bytes()).blocks
    return [
        spread(block)
        if isinstance(block, Table)
        else None
        if isinstance(block, Picture)
        else block.label + block.text
        for block in blocks
    ]


@pytest.fixture
def rows_of():
    """Write a grid as rows of texts, merged cells as a converter of that manner writes them."""

    def write(grid, manner):
        rows = []
        for number in range(grid.height):
            row = []
            for column in range(grid.width):
                cell = grid.positions[number][column]
                is_corner = (cell.row, cell.column) == (number, column)
                if is_corner or manner == "repeated":
                    row.append(cell.text.strip())
                elif manner == "blank" or (manner in {"shortened", "filled up"} and cell.column == column):
                    row.append("")
            rows.append(row + [""] * (grid.width - len(row)) if manner == "filled up" else row)
        return rows

    return write
