"""N01: the requests that the text says were received are those that the table prints."""

from collections.abc import Iterator

from checks.case import Case, Judgement, not_applicable
from checks.claims import compare, mentions, worst

_NEW, _CARRIED_OVER = "requests.new@total", "requests.carried_over@total"
_TOTAL, _CARRIED_FORWARD = "outcome.total@total", "requests.carried_forward@total"


def received_in_text(case: Case) -> Iterator[Judgement]:
    """Compare 收到, 受理 with the new requests, alone or with those carried over; 新收 with the new ones."""
    received = mentions(case, "requests.narrative.received", "requests.narrative.accepted")
    new = mentions(case, "requests.narrative.new")
    handled = [(_TOTAL,), (_TOTAL, _CARRIED_FORWARD)]
    found = worst([
        compare(case, received, [(_NEW,), (_NEW, _CARRIED_OVER)], handled),
        compare(case, new, [(_NEW,)], [(_NEW, _CARRIED_OVER), *handled]),
    ])  # fmt: skip
    yield found or not_applicable()
