"""The expected results of checks.yaml hold exactly, for every check that is built."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

from checks.neighbours import Neighbours, Others, Peer
from checks.outcome import Verdict
from checks.registry import checks, compare, run_checks
from parsers.parse import parse
from tests.checks.constructed import CHANGHUA, GONGSHU, JINBEI, LUZHU, WANGDIAN, golden

EXPECTATIONS = {
    check["id"]: check
    for check in yaml.safe_load(
        (Path(__file__).parent.parent / "expectations" / "checks.yaml").read_text(encoding="utf-8")
    )["checks"]
}
# What only the text converter lost: the numbering of headings, and residues that no Word file shows.
LOST_BY_THE_CONVERTER = {"S02", "S10", "S14", "S16"}


@pytest.mark.parametrize("check", [check.id for check in checks()])
def test_each_check_says_of_each_golden_report_what_the_catalogue_expects(check, case, rendering):
    form, body = rendering
    if form != "text" and check in LOST_BY_THE_CONVERTER:
        return
    alone, together = judged(body)
    said = together if "context" in EXPECTATIONS[check] else alone
    outcomes = [outcome for outcome in said if outcome.check == check]
    expected = EXPECTATIONS[check]["expected"][case[:3]]
    assert_as_expected(outcomes, expected)


@cache
def judged(body):
    """Judge a document once for all checks: alone, and among the five seeds."""
    report = parse(body)
    return run_checks(report), compare(report, among_the_seeds(report))


def among_the_seeds(report):
    """The five seeds together: the other reports of the same year are known, and no other."""
    every = [golden(number) for number in (CHANGHUA, WANGDIAN, LUZHU, JINBEI, GONGSHU)]
    others = [one for one in every if one.year == report.year and one.publisher.id != report.publisher.id]
    alike = tuple(Peer(one.publisher.id, one.publisher.canonical, one) for one in others)
    return Neighbours(others=Others(len(alike), alike))


def assert_as_expected(outcomes, expected):
    verdicts = Counter(outcome.verdict.value for outcome in outcomes)
    if isinstance(expected, str):
        assert set(verdicts) == {expected}
        return
    expected = dict(expected)
    unassessed = expected.pop("not_assessable_members", None)
    counts = {verdict: len(of) if isinstance(of, list) else of for verdict, of in expected.items()}
    assert verdicts == counts
    if unassessed is not None:
        members = {outcome.member for outcome in outcomes if outcome.verdict is Verdict.NOT_ASSESSABLE}
        assert members == set(unassessed)
    for finding in expected.get("failed", []):
        (outcome,) = [o for o in outcomes if o.verdict is Verdict.FAILED and o.member == finding["member"]]
        if "left" in finding:
            assert (outcome.left, outcome.right) == (finding["left"], finding["right"])
        if "computed" in finding:
            assert outcome.right == finding["computed"]


def test_every_check_of_the_catalogue_is_known_to_the_specification():
    assert {check.id for check in checks()} <= set(EXPECTATIONS)


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.id)
def test_the_catalogue_repeats_the_specification_word_for_word(check):
    expected = EXPECTATIONS[check.id]
    assert (check.group, check.severity.value, sorted(check.forms), check.zh, check.en, check.formula) == (
        expected["group"],
        expected["severity"],
        sorted(expected["forms"]),
        expected["zh"],
        expected["en"],
        expected["formula"],
    )
