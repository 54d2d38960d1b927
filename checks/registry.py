"""The checks in order, and the one way to run them on a report.

A check that gives nothing is a mistake, and so is one that raises: neither becomes a finding.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from checks.case import Case, Judgement, Rule
from checks.catalogue import Check, catalogue
from checks.groups import (
    cross_publisher,
    cross_year,
    identity,
    narrative,
    pipeline,
    proactive,
    requests,
    review_litigation,
    structure,
    version,
)
from checks.messages import render
from checks.neighbours import ALONE, Neighbours
from checks.outcome import Outcome, Verdict
from parsers.report import ParsedReport

RELEASE = "2026.11.5"  # raised whenever the same report may get another outcome

RULES: Mapping[str, Rule] = MappingProxyType({
    **requests.RULES,
    **review_litigation.RULES,
    **proactive.RULES,
    **structure.RULES,
    **pipeline.RULES,
    **narrative.RULES,
    **identity.RULES,
    **cross_year.RULES,
    **cross_publisher.RULES,
    **version.RULES,
})  # fmt: skip


def checks() -> tuple[Check, ...]:
    """Return every check of the catalogue, in order."""
    return tuple(catalogue().values())


def run_checks(
    report: ParsedReport, previous: ParsedReport | None = None, earlier: tuple[ParsedReport, ...] = ()
) -> tuple[Outcome, ...]:
    """Judge a report by every check; each leaves at least one outcome, also when it passes."""
    case = Case(report, Neighbours(previous=previous, earlier=earlier))
    return tuple(outcome for check in checks() for outcome in _run(check, case))


def compare(report: ParsedReport, neighbours: Neighbours = ALONE) -> tuple[Outcome, ...]:
    """Judge a report by the checks that look at what stands beside it."""
    case = Case(report, neighbours)
    return tuple(outcome for check in checks() if check.is_comparing for outcome in _run(check, case))


def _run(check: Check, case: Case) -> Iterator[Outcome]:
    if case.report.form is None:
        yield _outcome(check, Judgement(Verdict.NOT_ASSESSABLE))
    elif case.report.form not in check.forms:
        yield _outcome(check, Judgement(Verdict.NOT_APPLICABLE))
    else:
        for judgement in RULES[check.id](case):
            yield _outcome(check, judgement)


def _outcome(check: Check, judgement: Judgement) -> Outcome:
    zh, en = render(check, judgement)
    return Outcome(
        check=check.id,
        verdict=judgement.verdict,
        severity=judgement.severity or check.severity,
        member=judgement.member,
        left=judgement.left,
        right=judgement.right,
        assumed_zero=judgement.assumed_zero,
        cells=judgement.cells,
        quotes=judgement.quotes,
        message_zh=zh,
        message_en=en,
    )
