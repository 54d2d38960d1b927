"""V06: a report stands at one address; a page and the file that it links are one."""

from collections.abc import Iterator
from decimal import Decimal

from checks.case import Case, Judgement, not_assessable, passed
from checks.outcome import Verdict


def several_addresses(case: Case) -> Iterator[Judgement]:
    """Count the places where the report is published."""
    sightings = case.neighbours.sightings
    if sightings is None or not sightings.addresses:
        yield not_assessable()
    elif len(sightings.addresses) > 1:
        count = Decimal(len(sightings.addresses))
        yield Judgement(Verdict.FAILED, None, count, Decimal(1), quotes=sightings.addresses)
    else:
        yield passed()
