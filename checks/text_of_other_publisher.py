"""U01: the text is not that of another publisher with other names and digits."""

from collections.abc import Iterator
from decimal import Decimal

from checks.case import Case, Judgement, not_applicable, not_assessable, passed
from checks.neighbours import Peer
from checks.outcome import Verdict
from checks.similarity import alike, own_places

_BOUND = 0.5
_MOST = 5  # copies told of one report, the most alike first: a county that shares a template has dozens


def text_of_other_publisher(case: Case) -> Iterator[Judgement]:
    """Compare the 8-grams of both narratives, and name the places of the other that this one kept."""
    others = case.neighbours.others
    if others is None:
        yield not_assessable()
    elif others.count == 0:
        yield not_applicable()
    elif not any(section.text.strip() for section in case.report.sections):
        yield not_assessable()
    else:
        shared = {other.id: alike(case.narrative, other.narrative) or 0.0 for other in others.alike}
        copies = [other for other in others.alike if shared[other.id] > _BOUND]
        copies.sort(key=lambda other: (-shared[other.id], other.id))
        found = [_copied(case, other, shared[other.id]) for other in copies[:_MOST]]
        yield from found or [passed()]


def _copied(case: Case, other: Peer, shared: float) -> Judgement:
    quotes = tuple(_foreign(case, other))
    return Judgement(Verdict.FAILED, other.id, Decimal(f"{shared:.2f}"), other.name, quotes=quotes)


def _foreign(case: Case, other: Peer) -> Iterator[str]:
    """Yield the names of the other's places that stand in this text and are none of its own."""
    own = own_places(case.report)
    text = "".join(sentence.text for sentence in case.sentences)
    for name in own:
        text = text.replace(name, " ")
    met = [name for name in sorted(own_places(other.report) - own) if name in text]
    yield from (name for name in met if not any(name != longer and name in longer for longer in met))
