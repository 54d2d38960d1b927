"""N03: the requests that the text says were carried over or forward are those that the table prints."""

from collections.abc import Iterator

from checks.case import Case, Judgement, not_applicable
from checks.claims import compare, mentions


def carried_in_text(case: Case) -> Iterator[Judgement]:
    """Compare 上年结转 and 结转下年 with their rows, one member each."""
    found = [
        compare(case, mentions(case, f"requests.narrative.{row}"), [(f"requests.{row}@total",)], member=f"requests.{row}")
        for row in ("carried_over", "carried_forward")
    ]  # fmt: skip
    given = [judgement for judgement in found if judgement is not None]
    yield from given or [not_applicable()]
