"""P03: the documents in force are at least those made in the year less those repealed in it."""

from collections.abc import Iterator

from checks.bounds import at_least
from checks.case import Case, Judgement


def in_force_below_change(case: Case) -> Iterator[Judgement]:
    """Compare the stock with the change of the year in both rows of documents."""
    for row in ("rules", "normative_documents"):
        in_force, made, repealed = (
            case.sum((f"proactive.{row}.{column}",)) for column in ("in_force", "made", "repealed")
        )
        yield at_least(row, in_force, made, minus=repealed)
