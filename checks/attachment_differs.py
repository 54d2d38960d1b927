"""V05: an attachment says what the page says."""

from collections.abc import Iterator

from checks.case import Case, Judgement, not_applicable, not_assessable, passed
from checks.outcome import Verdict


def attachment_differs(case: Case) -> Iterator[Judgement]:
    """Give one finding per cell that both print and that differs; a cell that we cannot read says nothing."""
    sightings = case.neighbours.sightings
    if sightings is None:
        yield not_assessable()
        return
    if not sightings.attachments:
        yield not_applicable()
        return
    compared, found = False, []
    for attachment in sightings.attachments:
        for cell in attachment.cells:
            own = case.cells.get(cell.key)
            if own is None or own.mark.is_unknown or cell.mark.is_unknown:
                continue
            compared = True
            if (own.text or "").split() != (cell.text or "").split():
                left, right = own.text or "", cell.text or ""
                found.append(Judgement(Verdict.FAILED, cell.key, left, right, cells=(cell.key,)))
    yield from found or [passed() if compared else not_assessable()]
