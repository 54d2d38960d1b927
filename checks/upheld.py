"""均获维持: that every case of a kind ended upheld, and of which kind the text says it."""

from checks.case import Case
from checks.claims import mentions
from parsers.report import Mention

_DISPUTES = ("review.narrative.total", "litigation.narrative.total")


def said_upheld(case: Case, kind: str) -> list[Mention]:
    """Return the stated number of cases of a kind that the text goes on to call upheld, one and all.

    行政复议7件，诉讼9件，均获维持 (sample 06) says it of the kind named last; of the others it may.
    """
    found = []
    last: Mention | None = None
    for mention in mentions(case, *_DISPUTES, "dispute.narrative.upheld"):
        if mention.key in _DISPUTES:
            last = mention
        elif last is not None and last.place == mention.place and last.key == kind:
            found.append(last)
    return found
