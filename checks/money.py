"""The unit of an amount of money, wherever beside the number it is printed."""

from parsers.numbers import YUAN
from parsers.report import Cell


def money_unit(cell: Cell) -> str | None:
    """Return the unit of an amount, also where it stands in brackets: 108（万元）; None if none is printed."""
    if cell.unit in YUAN:
        return cell.unit
    remarks = (cell.annotation or "").replace("单位", "").replace("：", "").replace(":", "").split("，")
    return next((remark.strip() for remark in remarks if remark.strip() in YUAN), None)
