"""P07: an amount of procurement without 元 or 万元 can mean either, a factor of ten thousand apart."""

from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_assessable
from checks.money import money_unit
from checks.outcome import Verdict

_AMOUNT = "proactive.procurement.amount"


def amount_without_unit(case: Case) -> Iterator[Judgement]:
    """Look for a unit in the cell and over its column; 0 needs none."""
    amount = case.sum((_AMOUNT,))
    if not amount.is_known:
        yield not_assessable((_AMOUNT,))
    elif amount.value > 0 and all(money_unit(cell) is None for cell in amount.cells):
        yield failed((_AMOUNT,), (cell.text or "" for cell in amount.cells))
    else:
        yield Judgement(Verdict.PASSED, cells=(_AMOUNT,), assumed_zero=amount.has_null)
