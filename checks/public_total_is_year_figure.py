"""P12: as many documents public in total as published in the year: probably only the year was counted."""

from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_assessable
from checks.outcome import Verdict


def public_total_is_year_figure(case: Case) -> Iterator[Judgement]:
    """Look for a row whose two figures are equal and above 0."""
    rows = [
        case.sum((f"proactive.{row}.published", f"proactive.{row}.public_total"))
        for row in ("rules", "normative_documents")
    ]
    equal = [
        cell
        for row in rows
        if row.is_known and len({cell.value for cell in row.cells}) == 1 and row.value > 0
        for cell in row.cells
    ]
    if equal:
        yield failed((cell.key for cell in equal), (cell.text or "" for cell in equal))
    elif all(row.is_known for row in rows):
        yield Judgement(Verdict.PASSED, assumed_zero=any(row.has_null for row in rows))
    else:
        yield not_assessable(key for row in rows if not row.is_known for key in row.keys)
