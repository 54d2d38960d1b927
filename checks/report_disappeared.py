"""V03: a report that was published stays published."""

from collections.abc import Iterator

from checks.case import Case, Judgement, not_assessable, passed
from checks.outcome import Verdict


def report_disappeared(case: Case) -> Iterator[Judgement]:
    """Tell when the last place that showed the report was found without it."""
    sightings = case.neighbours.sightings
    if sightings is None:
        yield not_assessable()
    elif sightings.gone_on is not None:
        yield Judgement(
            Verdict.FAILED, None, sightings.last_seen_on, sightings.gone_on, quotes=sightings.addresses
        )
    else:
        yield passed()
