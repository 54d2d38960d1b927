"""X06: the text is not last year's with other digits."""

from collections.abc import Iterator
from decimal import Decimal

from checks.case import Case, Judgement, not_assessable
from checks.outcome import Verdict
from checks.similarity import Narrative, alike

_BOUND = 0.9


def text_of_last_year(case: Case) -> Iterator[Judgement]:
    """Compare the 8-grams of both narratives; names are masked too, for a town may have become a district's."""
    shared = None if case.previous is None else alike(case.narrative, Narrative(case.previous))
    if shared is None:
        yield not_assessable()
        return
    verdict = Verdict.FAILED if shared > _BOUND else Verdict.PASSED
    yield Judgement(verdict, None, Decimal(f"{shared:.2f}"), Decimal(str(_BOUND)))
