"""P13: the unit of an amount is written 元 or 万元, not 万 or 亿."""

from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_assessable
from checks.money import money_unit
from checks.outcome import Verdict

_STANDARD = frozenset({"元", "万元"})


def unit_wording(case: Case) -> Iterator[Judgement]:
    """Look at every amount of money that the form asks for; that a unit lacks is told by P07."""
    amounts = case.sum(key for table in case.tables() for key, _, column in table.cells() if column.is_money)
    units = [(cell, money_unit(cell)) for cell in amounts.cells]
    odd = [cell for cell, unit in units if unit is not None and unit not in _STANDARD]
    if odd:
        yield failed((cell.key for cell in odd), (cell.text or "" for cell in odd))
    elif not amounts.is_known or any(cell.value and unit is None for cell, unit in units):
        yield not_assessable(amounts.keys)
    else:
        yield Judgement(Verdict.PASSED, cells=amounts.keys, assumed_zero=amounts.has_null)
