"""X08: no figure jumps from one year to the next."""

from collections.abc import Iterator
from decimal import Decimal

from checks.case import Case, Judgement, not_assessable, passed
from checks.outcome import Verdict
from parsers.report import Cell

_LEAST, _TIMES = Decimal(20), Decimal(5)
_TEN_THOUSAND = Decimal(10_000)
_SAME_IN_ALL_FORMS = ("requests.", "outcome.", "review.", "litigation.")


def jump(case: Case) -> Iterator[Judgement]:
    """Compare the figures printed in both years; applicants are seen through their total, money in 万元.

    A box that printed no number last year gives no measure: a blank is not zero.
    """
    before = case.previous
    form = None if before is None else before.form
    cells = {} if before is None else {cell.key: cell for cell in before.cells}
    compared = False
    jumps = []
    for key, cell in case.cells.items():
        now, then = _figure(cell), _figure(cells[key]) if key in cells else None
        if now is None or then is None or not _is_comparable(key, case, form):
            continue
        compared = True
        if abs(now - then) > max(_LEAST, _TIMES * then):
            jumps.append(Judgement(Verdict.FAILED, key, now, then, cells=(key,)))
    if jumps:
        yield from jumps
    else:
        yield passed() if compared else not_assessable()


def _is_comparable(key: str, case: Case, form: str | None) -> bool:
    if "@" in key and not key.endswith("@total"):
        return False
    return form == case.report.form or key.startswith(_SAME_IN_ALL_FORMS) or key.endswith(".decisions")


def _figure(cell: Cell) -> Decimal | None:
    if cell.unit_source is None:
        return cell.value
    return None if cell.amount_yuan is None else cell.amount_yuan / _TEN_THOUSAND
