"""P04: the items of last year and their change in the year leave no negative stock of items."""

from collections.abc import Iterator

from checks.bounds import at_least
from checks.case import Case, Judgement


def negative_items(case: Case) -> Iterator[Judgement]:
    """Add up both columns in every row that counts items."""
    for row in ("licensing", "other_services", "penalties", "coercion", "fees"):
        columns = (f"proactive.{row}.items_prev_year", f"proactive.{row}.items_change")
        yield at_least(row, case.sum(columns))
