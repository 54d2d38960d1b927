"""S06: the tables have no rows that the form does not have: title rows, blank rows."""

from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_assessable, passed
from parsers.report import HeaderFact, Mark, ProblemKind

_BLANK_ROW = "（空行）"


def extra_rows(case: Case) -> Iterator[Judgement]:
    """Name the rows. One with figures that we do not know may be a row of the form that we miss."""
    tables = [header for header in case.report.headers if header.is_present]
    extra = [(header, text, place) for header in tables for text, place in header.extra_rows]
    unread = {problem.place for problem in case.report.problems if problem.kind is ProblemKind.ROW_UNMATCHED}
    sure = [text for header, text, place in extra if place not in unread or not _lacks_rows(case, header)]
    if sure:
        yield failed(quotes=(text or _BLANK_ROW for text in sure))
    else:
        yield not_assessable() if extra or not tables else passed()


def _lacks_rows(case: Case, header: HeaderFact) -> bool:
    assert case.form is not None
    cells = (case.sum((key,)).cells for key, _, _ in case.form.table(header.table).cells())
    return any(not found or found[0].mark is Mark.ABSENT for found in cells)
