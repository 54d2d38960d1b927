"""P02: more documents published than made: possible, where older documents were published."""

from collections.abc import Iterator
from dataclasses import replace

from checks.bounds import at_least
from checks.case import Case, Judgement


def published_above_made(case: Case) -> Iterator[Judgement]:
    """Compare the two columns in both rows of documents; ``left`` is what was published."""
    for row in ("rules", "normative_documents"):
        made = case.sum((f"proactive.{row}.made",))
        found = at_least(row, made, case.sum((f"proactive.{row}.published",)))
        yield replace(found, left=found.right, right=found.left)
