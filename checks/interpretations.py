"""N09: interpretations of policy and normative documents go together: either without the other is odd."""

from collections.abc import Iterator

from checks.case import Case, Judgement, not_applicable, not_assessable
from checks.claims import Standing, mentions, number, standing
from checks.outcome import Severity, Verdict

_DOCUMENTS = "proactive.normative_documents"


def interpretations(case: Case) -> Iterator[Judgement]:
    """Compare whether the text counts any interpretation with whether the table counts any document."""
    stated = [mention for mention in mentions(case, "interpretation.narrative.count") if number(mention) is not None]  # fmt: skip
    if not stated:
        yield not_applicable()
        return
    assert case.form is not None
    columns = ("made", "published") if case.form.id == "2019" else ("made",)
    documents = case.sum(f"{_DOCUMENTS}.{column}" for column in columns)
    if not documents.is_known:
        yield not_assessable(documents.keys)
        return
    most = max(stated, key=lambda mention: number(mention) or 0)
    count, made = number(most), case.sum((f"{_DOCUMENTS}.made",))
    is_odd = bool(count) != bool(documents.value)
    is_doubtful = is_odd and (standing(case, most) is not Standing.SAME or made.could_be_more)
    yield Judgement(
        Verdict.FAILED if is_odd else Verdict.PASSED,
        None,
        count,
        made.value,
        documents.keys,
        (most.quote,),
        assumed_zero=documents.has_null,
        severity=Severity.DOUBTFUL if is_doubtful else None,
    )
