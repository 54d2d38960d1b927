"""N05: the lawsuits that the text counts are those of the table, direct and after reconsideration."""

from collections.abc import Iterator

from checks.case import Case, Judgement, not_applicable
from checks.claims import compare, mentions
from checks.upheld import said_upheld

_KIND = "litigation.narrative.total"
_DIRECT, _AFTER_REVIEW = "litigation.direct", "litigation.after_review"


def litigation_in_text(case: Case) -> Iterator[Judgement]:
    """Compare 行政诉讼N件 with both totals together, and 均获维持 with those upheld."""
    total = (f"{_DIRECT}.total", f"{_AFTER_REVIEW}.total")
    upheld = (f"{_DIRECT}.upheld", f"{_AFTER_REVIEW}.upheld")
    found = [
        compare(case, mentions(case, _KIND), [total], [(key,) for key in total]),
        compare(case, said_upheld(case, _KIND), [upheld], member="litigation.upheld"),
    ]
    given = [judgement for judgement in found if judgement is not None]
    yield from given or [not_applicable()]
