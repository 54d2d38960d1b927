"""X07: the figures are not all last year's."""

from collections.abc import Iterator

from checks.case import Case, Judgement, not_applicable, not_assessable, passed
from checks.figures import chance, could_equal, figures, has_unknown
from checks.outcome import Verdict


def figures_of_last_year(case: Case) -> Iterator[Judgement]:
    """Compare every cell; all zero in both years is no copy, and few figures may be alike by chance."""
    before = case.previous
    if before is None or before.form is None:
        yield not_assessable()
    elif before.form != case.report.form:
        yield not_applicable()
    elif not could_equal(case.report, before):
        yield passed()
    elif has_unknown(case.report) or has_unknown(before):
        yield not_assessable()
    elif same := figures(case.report):
        yield Judgement(Verdict.FAILED, cells=tuple(same), severity=chance(same))
    else:
        yield passed()
