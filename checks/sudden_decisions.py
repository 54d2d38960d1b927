"""P11: decisions on licences, penalties or coercion after three years without any, or none after three years with."""

from collections.abc import Iterator

from checks.case import Case, Judgement, Sum, not_assessable
from checks.outcome import Severity, Verdict

_KEYS = tuple(f"proactive.{row}.decisions" for row in ("licensing", "penalties", "coercion"))
_YEARS = 3


def sudden_decisions(case: Case) -> Iterator[Judgement]:
    """Compare each figure with those of the three years before; one year alike is no sudden change."""
    before = _before(case)
    jumps: dict[str, list[Sum]] = {}
    unknown = []
    for key in _KEYS:
        now = case.sum((key,))
        past = [found for year in before if (found := year.sum((key,))).is_known]
        if any((found.value > 0) == (now.value > 0) for found in past) and now.is_known:
            continue
        if now.is_known and len(past) == _YEARS:
            jumps[key] = [now, *past]
        else:
            unknown.append(key)
    if jumps:
        yield _finding(jumps)
    else:
        yield not_assessable(unknown) if unknown else Judgement(Verdict.PASSED, cells=_KEYS)


def _before(case: Case) -> list[Case]:
    year = case.report.year
    reports = (case.previous, *case.earlier)
    known = {report.year: report for report in reports if report is not None and report.year is not None}
    if year is None:
        return []
    return [Case(known[past]) for past in range(year - 1, year - 1 - _YEARS, -1) if past in known]


def _finding(jumps: dict[str, list[Sum]]) -> Judgement:
    sums = [found for series in jumps.values() for found in series]
    zeros = [found for found in sums if found.value <= 0]
    return Judgement(
        Verdict.FAILED,
        None,
        "、".join(f"{now.value:f}" for now, *_ in jumps.values()),
        "、".join("/".join(f"{found.value:f}" for found in past) for _, *past in jumps.values()),
        cells=tuple(jumps),
        assumed_zero=any(found.has_null for found in sums),
        severity=Severity.DOUBTFUL if any(found.could_be_more for found in zeros) else None,
    )
