"""S04: the report fills the national form that is due for its year."""

from collections.abc import Iterator

from checks.case import Case, Judgement, not_assessable, passed
from checks.outcome import Severity, Verdict
from parsers.forms.form import form_due_for
from parsers.report import ProblemKind


def form_of_year(case: Case) -> Iterator[Judgement]:
    """Compare the form that the columns tell with the form that the year asks for.

    Table 4 is the same in both forms, and table 3 of 2021 looks like that of 2019 where 其他处理 is one
    row: only table 2 shows a wrong form. A year that no title tells leaves the finding doubtful.
    """
    report, form = case.report, case.form
    assert form is not None
    present = {header.table for header in report.headers if header.is_present}
    if report.year is None or present <= {"review_litigation"}:
        yield not_assessable()
    elif form.is_due_for(report.year):
        yield passed(left=form.id, right=form.id)
    elif "proactive" not in present:
        yield not_assessable()
    else:
        yield _finding(case, report.year)


def _finding(case: Case, year: int) -> Judgement:
    due = form_due_for(year)
    is_inferred = any(problem.kind is ProblemKind.YEAR_INFERRED for problem in case.report.problems)
    return Judgement(
        Verdict.FAILED,
        None,
        case.report.form,
        due.id if due else None,
        quotes=(str(year),),
        severity=Severity.DOUBTFUL if is_inferred else None,
    )
