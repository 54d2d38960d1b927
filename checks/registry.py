"""The checks in order, and the one way to run them on a report.

A check that gives nothing is a mistake, and so is one that raises: neither becomes a finding.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from checks.annotated_number import annotated_number
from checks.blank_cells import blank_cells
from checks.case import Case, Judgement
from checks.catalogue import Check, catalogue
from checks.count_is_natural_number import count_is_natural_number
from checks.litigation_needs_review import litigation_needs_review
from checks.messages import render
from checks.no_requests import no_requests
from checks.outcome import Outcome, Verdict
from checks.partial_counted_twice import partial_counted_twice
from checks.relations import relations
from checks.slash_cells import slash_cells
from checks.table_missing import table_missing
from checks.total_column_not_summed import total_column_not_summed
from checks.total_not_filled import total_not_filled
from parsers.report import ParsedReport

RELEASE = "2026.11.1"  # raised whenever the same report may get another outcome

Rule = Callable[[Case], Iterator[Judgement]]

RULES: Mapping[str, Rule] = MappingProxyType({
    **{id_: partial(relations, check=id_) for id_ in ("R01", "R02", "R03", "R04")},
    "R05": total_not_filled,
    "R06": count_is_natural_number,
    "R07": total_column_not_summed,
    "R08": partial_counted_twice,
    "R09": no_requests,
    "L01": partial(relations, check="L01"),
    "L02": litigation_needs_review,
    "P09": annotated_number,
    "S03": table_missing,
    "S07": blank_cells,
    "S08": slash_cells,
})  # fmt: skip


def checks() -> tuple[Check, ...]:
    """Return every check of the catalogue, in order."""
    return tuple(catalogue().values())


def run_checks(report: ParsedReport, previous: ParsedReport | None = None) -> tuple[Outcome, ...]:
    """Judge a report by every check; each leaves at least one outcome, also when it passes."""
    case = Case(report, previous)
    return tuple(outcome for check in checks() for outcome in _run(check, case))


def _run(check: Check, case: Case) -> Iterator[Outcome]:
    if case.report.form is None:
        yield _outcome(check, Judgement(Verdict.NOT_ASSESSABLE))
    elif case.report.form not in check.forms:
        yield _outcome(check, Judgement(Verdict.NOT_APPLICABLE))
    else:
        for judgement in RULES[check.id](case):
            yield _outcome(check, judgement)


def _outcome(check: Check, judgement: Judgement) -> Outcome:
    outcome = Outcome(
        check=check.id,
        verdict=judgement.verdict,
        severity=judgement.severity or check.severity,
        member=judgement.member,
        left=judgement.left,
        right=judgement.right,
        assumed_zero=judgement.assumed_zero,
        cells=judgement.cells,
        quotes=judgement.quotes,
    )
    zh, en = render(outcome)
    return replace(outcome, message_zh=zh, message_en=en)
