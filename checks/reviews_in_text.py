"""N04: the reconsiderations that the text counts are those of the table."""

from collections.abc import Iterator

from checks.case import Case, Judgement, not_applicable
from checks.claims import compare, mentions
from checks.upheld import said_upheld

_KIND = "review.narrative.total"


def reviews_in_text(case: Case) -> Iterator[Judgement]:
    """Compare 行政复议N件 with the total, and 均获维持 with those upheld."""
    found = [
        compare(case, mentions(case, _KIND), [("review.total",)]),
        compare(case, said_upheld(case, _KIND), [("review.upheld",)], member="review.upheld"),
    ]
    given = [judgement for judgement in found if judgement is not None]
    yield from given or [not_applicable()]
