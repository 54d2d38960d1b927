"""P01: what is public in total includes what was published in the year, so it is not less."""

from collections.abc import Iterator

from checks.bounds import at_least
from checks.case import Case, Judgement


def public_total_below_published(case: Case) -> Iterator[Judgement]:
    """Compare the two columns in both rows of documents."""
    for row in ("rules", "normative_documents"):
        public = case.sum((f"proactive.{row}.public_total",))
        yield at_least(row, public, case.sum((f"proactive.{row}.published",)))
