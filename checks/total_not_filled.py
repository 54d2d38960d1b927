"""R05: a total left empty (blank, slash, dash) although its addends are printed."""

from collections.abc import Iterator

from checks.case import Case, Judgement, not_assessable, passed
from checks.outcome import Verdict
from checks.relations import addends, totals


def total_not_filled(case: Case) -> Iterator[Judgement]:
    """Give one finding per empty total, with what it should say as ``right``."""
    is_clean = True
    unknown = []
    for key in totals(case, "requests"):
        cell = case.cells.get(key)
        if cell is None:
            continue
        sums = list(addends(case, key))
        if cell.mark.is_unknown or not all(sum_.is_known for sum_ in sums):
            unknown.append(key)
        elif cell.mark.is_null and (filled := [sum_ for sum_ in sums if sum_.value > 0]):
            is_clean = False
            yield Judgement(Verdict.FAILED, key, None, filled[0].value, cells=(key, *filled[0].keys))
    if is_clean:
        yield not_assessable(unknown) if unknown else passed()
