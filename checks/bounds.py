"""One figure is not below another: the null rules of sums (see ``relations``) for what need not be equal."""

from checks.case import Judgement, Sum, not_assessable
from checks.outcome import Severity, Verdict

_NOTHING = Sum(())


def at_least(member: str, large: Sum, small: Sum = _NOTHING, minus: Sum = _NOTHING) -> Judgement:
    """Judge ``large >= small - minus``; a shortfall that a blank operand could explain is doubtful."""
    operands = (large, small, minus)
    keys = tuple(key for operand in operands for key in operand.keys)
    if not all(operand.is_known for operand in operands):
        return not_assessable(keys, member)
    left, right = large.value, small.value - minus.value
    is_short = left < right
    is_explained = is_short and (large.could_be_more or minus.could_be_more)
    return Judgement(
        Verdict.FAILED if is_short else Verdict.PASSED,
        member,
        left,
        right,
        cells=keys,
        assumed_zero=any(operand.has_null for operand in operands),
        severity=Severity.DOUBTFUL if is_explained else None,
    )
