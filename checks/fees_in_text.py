"""N08: what the text says of fees fits the fees of the table."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from checks.case import Case, Judgement, failed, not_applicable, not_assessable
from checks.claims import mentions, number
from checks.outcome import Severity, Verdict
from parsers.report import Mention

_FEES = "proactive.fees.amount"
# The table may round to two places of 万元, so that 30元 of an information fee is printed as 0.
_ROUNDING = Decimal(50)


def fees_in_text(case: Case) -> Iterator[Judgement]:
    """Look whether a fee that the text states can be within the fees that the table prints, in yuan.

    The fee for processing information is one of the administrative fees of the table, but some count
    it elsewhere: more than the table is doubtful. 行政事业性收费N万元 is the table's own figure.
    """
    own = mentions(case, "fee.narrative.administrative")
    within = mentions(case, "fee.narrative.information_processing", "fee.narrative.disclosure_fee")
    stated = [(one, said) for one in (*own, *within) if (said := _in_yuan(one)) is not None]
    if not stated:
        yield not_applicable()
        return
    cell = case.cells.get(_FEES)
    if cell is None or cell.mark.is_unknown:
        yield not_assessable((_FEES,))
        return
    printed = cell.amount_yuan if cell.amount_yuan is not None else (cell.value or Decimal(0)) * 10000
    for mention, said in stated:
        is_own = mention in own
        is_wrong = abs(said - printed) > _ROUNDING if is_own else said > printed + _ROUNDING
        if is_wrong:
            finding = failed((_FEES,), (mention.quote,))
            doubt = None if is_own and cell.value is not None else Severity.DOUBTFUL
            yield replace(finding, left=said, right=printed, severity=doubt, assumed_zero=cell.mark.is_null)
            return
    yield Judgement(
        Verdict.PASSED,
        None,
        stated[0][1],
        printed,
        (_FEES,),
        tuple(mention.quote for mention, _ in stated),
        assumed_zero=cell.mark.is_null,
    )


def _in_yuan(mention: Mention) -> Decimal | None:
    """Return what a mention states; the rules of parsers/data/narrative.toml read fees in 元 and 万元 only."""
    value = number(mention)
    match mention.unit:
        case "元":
            return value
        case "万元":
            return None if value is None else value * 10000
    message = f"{mention.key} is stated in {mention.unit}: neither 元 nor 万元"
    raise ValueError(message)
