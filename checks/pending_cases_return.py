"""X05: reconsiderations and lawsuits that last year left pending are among the cases of this year."""

from collections.abc import Iterator
from dataclasses import replace

from checks.beside_last_year import beside_last_year
from checks.bounds import at_least
from checks.case import Case, Judgement

_GROUPS = ("review", "litigation.direct", "litigation.after_review")


def pending_cases_return(case: Case) -> Iterator[Judgement]:
    """Compare 总计 of each group with last year's 尚未审结."""

    def judge(before: Case, group: str) -> Judgement:
        total = f"{group}.total"
        return replace(at_least(group, case.sum((total,)), before.sum((f"{group}.pending",))), cells=(total,))

    yield from beside_last_year(case, _GROUPS, judge)
