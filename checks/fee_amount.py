"""P10: fees are an amount in 万元, as the heading says, and a town does not charge a thousand million 元."""

from collections.abc import Iterator
from decimal import Decimal

from checks.case import Case, Judgement, not_assessable
from checks.money import money_unit
from checks.outcome import Verdict
from parsers.numbers import YUAN, amount_in_yuan
from parsers.report import Cell

_FEES = "proactive.fees.amount"
_TEN_THOUSAND = YUAN["万元"]
_MOST_OF_A_TOWN = Decimal(1_000_000_000)  # 100,000 万元
_TOWNS = frozenset({"town_government", "township_government", "subdistrict_office"})


def fee_amount(case: Case) -> Iterator[Judgement]:
    """Look at the sign, the unit and, for towns, the size of the amount."""
    fees = case.sum((_FEES,))
    if not fees.is_known:
        yield not_assessable((_FEES,))
        return
    (cell,) = fees.cells
    is_outlier = _is_outlier(case, cell)
    if _is_misprinted(cell) or is_outlier:
        yield Judgement(Verdict.FAILED, None, cell.value, cells=(_FEES,), quotes=(cell.text or "",))
    elif is_outlier is None:
        yield not_assessable((_FEES,))
    else:
        yield Judgement(Verdict.PASSED, None, cell.value, cells=(_FEES,), assumed_zero=fees.has_null)


def _is_misprinted(cell: Cell) -> bool:
    """Whether an amount is negative or in another unit than 万元; 0 needs no unit."""
    if not cell.value:
        return False
    return cell.value < 0 or YUAN.get(money_unit(cell) or "") != _TEN_THOUSAND


def _is_outlier(case: Case, cell: Cell) -> bool | None:
    """Whether a town charges that much; None when nobody knows whether the publisher is a town."""
    yuan = amount_in_yuan(cell.value or Decimal(0), money_unit(cell))
    if yuan is None or yuan <= _MOST_OF_A_TOWN:
        return False
    publisher = case.report.publisher
    return None if publisher is None or publisher.type is None else publisher.type in _TOWNS
