"""X09: no year is missing between two reports of a publisher."""

from collections.abc import Iterator
from decimal import Decimal

from checks.case import Case, Judgement, not_assessable, passed
from checks.outcome import Verdict


def missing_year(case: Case) -> Iterator[Judgement]:
    """Look for the years between this report and the one before it, where they were looked for at all."""
    series, year = case.neighbours.series, case.report.year
    if series is None or year is None:
        yield not_assessable()
        return
    last = max((known for known in series.years if known < year), default=None)
    missing = [] if last is None else list(range(last + 1, year))
    found = [str(gap) for gap in missing if gap in series.sought]
    if last is not None and found:
        yield Judgement(Verdict.FAILED, None, Decimal(year), Decimal(last), quotes=tuple(found))
    else:
        yield not_assessable() if missing else passed()
