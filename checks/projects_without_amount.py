"""P06: projects of procurement and their amount go together: both 0, or both above 0."""

from collections.abc import Iterator

from checks.case import Case, Judgement, not_assessable
from checks.outcome import Severity, Verdict

_PROJECTS, _AMOUNT = "proactive.procurement.projects", "proactive.procurement.amount"


def projects_without_amount(case: Case) -> Iterator[Judgement]:
    """Compare the two cells; one left blank beside a number is doubtful."""
    projects, amount = case.sum((_PROJECTS,)), case.sum((_AMOUNT,))
    if not projects.is_known or not amount.is_known:
        yield not_assessable((_PROJECTS, _AMOUNT))
        return
    is_fitting = (projects.value > 0) == (amount.value > 0)
    lacking = amount if projects.value > 0 else projects
    yield Judgement(
        Verdict.PASSED if is_fitting else Verdict.FAILED,
        None,
        projects.value,
        amount.value,
        cells=(_PROJECTS, _AMOUNT),
        quotes=tuple(cell.text or "" for cell in (*projects.cells, *amount.cells)),
        assumed_zero=projects.has_null or amount.has_null,
        severity=Severity.DOUBTFUL if not is_fitting and lacking.could_be_more else None,
    )
