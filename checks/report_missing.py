"""U04: every publisher on the roster of a division has a report for the year; told beside the government's own."""

from collections.abc import Iterator

from checks.case import Case, Judgement, not_applicable, not_assessable, passed
from checks.outcome import Verdict
from checks.prose.own import TELLING


def report_missing(case: Case) -> Iterator[Judgement]:
    """Give one finding for each publisher without a report, where one was looked for."""
    missing, publisher = case.neighbours.missing, case.report.publisher
    if missing is None:
        yield not_assessable()
    elif publisher is None or publisher.type not in TELLING:
        yield not_applicable()
    else:
        found = [Judgement(Verdict.FAILED, id_, None, name) for id_, name in missing]
        yield from found or [passed()]
