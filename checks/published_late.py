"""D09: published by the day that the regulation sets, and not before the year was over (条例第四十九条)."""

from collections.abc import Iterator
from datetime import date

from checks.case import Case, Judgement, not_assessable
from checks.outcome import Severity, Verdict

_CUSTOM = "01-31"  # towns and subdistricts: no day in the regulation, by custom the one of departments


def published_late(case: Case) -> Iterator[Judgement]:
    """Compare the date on the page with the deadline of the publisher's type."""
    kind, year, printed = case.own.type, case.report.year, case.report.published_on
    if kind is None or year is None or printed is None:
        yield not_assessable()
        return
    try:
        published = date.fromisoformat(printed)
    except ValueError:
        yield not_assessable()
        return
    first, last = date(year + 1, 1, 1), date.fromisoformat(f"{year + 1}-{kind.deadline or _CUSTOM}")
    is_wrong = not first <= published <= last
    yield Judgement(
        Verdict.FAILED if is_wrong else Verdict.PASSED,
        None,
        published.isoformat(),
        (first if published < first else last).isoformat(),
        severity=Severity.INFO if is_wrong and kind.deadline is None else None,
    )
