"""P08: an average project of procurement costs between 1,000 元 and 100,000,000 元."""

from collections.abc import Iterator
from decimal import Decimal

from checks.case import Case, Judgement, Sum, not_assessable
from checks.money import money_unit
from checks.outcome import Verdict
from parsers.numbers import amount_in_yuan

_PROJECTS, _AMOUNT = "proactive.procurement.projects", "proactive.procurement.amount"
_LEAST, _MOST = Decimal(1000), Decimal(100_000_000)
_CENT = Decimal("0.01")


def amount_per_project(case: Case) -> Iterator[Judgement]:
    """Divide the amount by the projects; ``right`` is the bound that is crossed. No procurement passes."""
    projects, amount = case.sum((_PROJECTS,)), case.sum((_AMOUNT,))
    keys = (_PROJECTS, _AMOUNT)
    is_known = projects.is_known and amount.is_known
    if is_known and projects.value == 0 and amount.value == 0:
        is_assumed = projects.has_null or amount.has_null
        yield Judgement(Verdict.PASSED, cells=keys, assumed_zero=is_assumed)
        return
    yuan = _in_yuan(amount) if is_known else None
    if yuan is None or yuan <= 0 or projects.value <= 0:
        yield not_assessable(keys)
        return
    average = yuan / projects.value
    bound = _LEAST if average < _LEAST else _MOST if average > _MOST else None
    verdict = Verdict.PASSED if bound is None else Verdict.FAILED
    quotes = tuple(cell.text or "" for cell in (*projects.cells, *amount.cells))
    yield Judgement(verdict, None, average.quantize(_CENT), bound, cells=keys, quotes=quotes)


def _in_yuan(amount: Sum) -> Decimal | None:
    (cell,) = amount.cells
    return None if cell.value is None else amount_in_yuan(cell.value, money_unit(cell))
