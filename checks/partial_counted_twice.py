"""R08: a request granted in part counted also as granted: the note of the form forbids it.

（二）部分公开（区分处理的，只计这一情形，不计其他情形）.
"""

from collections.abc import Iterator
from decimal import Decimal

from checks.case import Case, Judgement, not_assessable, passed
from checks.outcome import Verdict
from checks.relations import relations


def partial_counted_twice(case: Case) -> Iterator[Judgement]:
    """Explain a failed R03 whose difference is just the requests granted (in part)."""
    columns = list(relations(case, "R03"))
    for column in columns:
        partial = case.value(f"outcome.partial@{column.member}") or Decimal(0)
        granted = case.value(f"outcome.granted@{column.member}") or Decimal(0)
        if column.verdict is not Verdict.FAILED or partial <= 0:
            continue
        assert isinstance(column.left, Decimal)
        assert isinstance(column.right, Decimal)
        if column.right - column.left in {partial, granted}:
            cells = (f"outcome.granted@{column.member}", f"outcome.partial@{column.member}")
            yield Judgement(Verdict.FAILED, column.member, column.left, column.right, cells=cells)
            return
    is_unknown = bool(columns) and all(column.verdict is Verdict.NOT_ASSESSABLE for column in columns)
    yield not_assessable() if is_unknown else passed()
