"""A figure of this year beside one of last year: the null rules of sums (see ``relations``)."""

from collections.abc import Callable, Iterable, Iterator

from checks.case import Case, Judgement, Sum, not_applicable, not_assessable
from checks.outcome import Severity, Verdict

_NOTHING = Sum(())


def beside_last_year(
    case: Case,
    members: Iterable[str],
    judge: Callable[[Case, str], Judgement],
    *,
    is_same_form: bool = False,
) -> Iterator[Judgement]:
    """Judge every member beside last year's report.

    With ``is_same_form`` the rule does not concern a year after the form changed.
    """
    before = case.previous
    if before is None or before.form is None:
        yield not_assessable()
    elif is_same_form and before.form != case.report.form:
        yield not_applicable()
    else:
        then = Case(before)
        yield from (judge(then, member) for member in members)


def equal(member: str, left: Sum, right: Sum, *, minus: Sum = _NOTHING, cells: tuple[str, ...]) -> Judgement:
    """Judge ``left == right - minus``. ``cells`` are the keys of this year's report among the operands."""
    operands = (left, right, minus)
    if not all(operand.is_known for operand in operands):
        return not_assessable(cells, member)
    stated, expected = left.value, right.value - minus.value
    is_explained = (
        left.could_be_more or minus.could_be_more if stated < expected else right.could_be_more
    )  # fmt: skip
    return Judgement(
        Verdict.PASSED if stated == expected else Verdict.FAILED,
        member,
        stated,
        expected,
        cells=cells,
        assumed_zero=any(operand.has_null for operand in operands),
        severity=Severity.DOUBTFUL if stated != expected and is_explained else None,
    )
