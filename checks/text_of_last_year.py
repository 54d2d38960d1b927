"""X06: the text is not last year's with other digits."""

from collections.abc import Iterator
from decimal import Decimal

from checks.case import Case, Judgement, not_assessable
from checks.outcome import Verdict
from checks.similarity import grams, jaccard, narrative

_BOUND = Decimal("0.9")


def text_of_last_year(case: Case) -> Iterator[Judgement]:
    """Compare the 8-grams of both narratives; names are masked too, for a town may have become a district's."""
    if case.previous is None:
        yield not_assessable()
        return
    now, then = case.grams, grams(narrative(case.previous))
    if not now or not then:
        yield not_assessable()
        return
    alike = Decimal(f"{jaccard(now, then):.2f}")
    yield Judgement(Verdict.FAILED if alike > _BOUND else Verdict.PASSED, None, alike, _BOUND)
