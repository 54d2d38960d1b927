"""R07: the total column is not summed up: one cause for several findings of R04."""

from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_assessable, passed
from checks.outcome import Verdict
from checks.relations import relations

_LEAST_ROWS = 2


def total_column_not_summed(case: Case) -> Iterator[Judgement]:
    """Look for outcome rows whose applicants print requests while their total is 0 or empty."""
    rows = [
        judgement for judgement in relations(case, "R04") if (judgement.member or "").startswith("outcome.")
    ]
    unsummed = [
        f"{row.member}@total"
        for row in rows
        if not case.value(f"{row.member}@total") and case.sum(row.cells[1:]).value > 0
    ]
    if len(unsummed) >= _LEAST_ROWS:
        yield failed(unsummed)
    elif rows and all(row.verdict is Verdict.NOT_ASSESSABLE for row in rows):
        yield not_assessable(f"{row.member}@total" for row in rows)
    else:
        yield passed()
