"""U02: the figures are not all those of another publisher."""

from collections.abc import Iterator

from checks.case import Case, Judgement, not_assessable, passed
from checks.figures import chance, could_equal, figures, has_unknown
from checks.outcome import Verdict

_MOST = 5  # equals told of one report


def figures_of_other_publisher(case: Case) -> Iterator[Judgement]:
    """Compare every cell; all zero is no copy, and few figures may be alike by chance."""
    others, same = case.neighbours.others, figures(case.report)
    if others is None:
        yield not_assessable()
        return
    equal = [
        other
        for other in others.alike
        if other.report.form == case.report.form and same and could_equal(case.report, other.report)
    ]
    sure = [other for other in equal if not has_unknown(case.report) and not has_unknown(other.report)]
    for other in sorted(sure, key=lambda one: one.id)[:_MOST]:
        yield Judgement(Verdict.FAILED, other.id, None, other.name, cells=tuple(same), severity=chance(same))
    if not sure:
        yield not_assessable() if equal else passed()
