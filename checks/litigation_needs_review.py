"""L02: litigation after reconsideration presupposes a reconsideration, this year or before."""

from collections.abc import Iterator

from checks.case import Case, Judgement, not_assessable, passed
from checks.outcome import Verdict

_LITIGATION, _REVIEW = "litigation.after_review.total", "review.total"


def litigation_needs_review(case: Case) -> Iterator[Judgement]:
    """Compare the two totals; an earlier year's reconsiderations are known only beside that report."""
    both = case.sum((_LITIGATION, _REVIEW))
    if not both.is_known:
        yield not_assessable(both.keys)
        return
    litigation, review = case.sum((_LITIGATION,)), case.sum((_REVIEW,))
    if litigation.value == 0 or review.value > 0:
        yield passed(left=litigation.value, right=review.value)
    elif case.previous is None:
        yield not_assessable(both.keys)
    elif Case(case.previous).sum((_REVIEW,)).value > 0:
        yield passed(left=litigation.value, right=review.value)
    else:
        yield Judgement(
            Verdict.FAILED, None, litigation.value, review.value, cells=both.keys, assumed_zero=both.has_null
        )
