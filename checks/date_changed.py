"""V04: the date on the page does not change while its content stays."""

from collections.abc import Iterator

from checks.case import Case, Judgement, not_assessable, passed
from checks.outcome import Verdict


def date_changed(case: Case) -> Iterator[Judgement]:
    """Compare the first date on the page with the last, of the content that is shown."""
    sightings = case.neighbours.sightings
    if sightings is None or not sightings.page_dates:
        yield not_assessable()
        return
    first, *_, last = (*sightings.page_dates, sightings.page_dates[-1])
    if len(set(sightings.page_dates)) > 1:
        yield Judgement(Verdict.FAILED, None, first, last, quotes=sightings.page_dates)
    else:
        yield passed(left=first, right=last)
