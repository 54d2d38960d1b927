"""R05. Seed 003 fails as published; the rest is constructed."""

from decimal import Decimal

import pytest

from checks.outcome import Severity, Verdict
from parsers.report import Mark
from tests.checks.constructed import GONGSHU, JINBEI, golden, outcome, outcomes, printing


def test_jinbei_leaves_its_outcome_totals_empty():
    found = {one.member: one for one in outcomes("R05", golden(JINBEI))}
    assert set(found) == {"outcome.total@natural_person", "outcome.total@total"}
    one = found["outcome.total@natural_person"]
    assert (one.verdict, one.severity, one.left, one.right) == (
        Verdict.FAILED,
        Severity.ERROR,
        None,
        Decimal(2),
    )
    assert one.message_zh == "（七）总计·自然人应填总计而未填，各分项之和为2"
    assert one.message_en == "total outcomes, natural persons is a total left empty; its addends add up to 2"


@pytest.mark.parametrize("empty", ["", "/", "—"])
def test_an_empty_total_over_printed_addends_fails(empty):
    (found,) = outcomes("R05", printing(golden(GONGSHU), {"requests.new@total": empty}))
    assert (found.member, found.right) == ("requests.new@total", Decimal(41))


def test_an_empty_total_over_nothing_passes():
    assert (
        outcome("R05", printing(golden(GONGSHU), {"outcome.denied.third_party@total": ""})).verdict
        == "passed"
    )


@pytest.mark.parametrize("mark", [Mark.PICTURE, Mark.UNREADABLE])
def test_a_total_that_cannot_be_read_is_not_assessable(mark):
    report = printing(golden(GONGSHU), {"requests.new@total": mark})
    assert outcome("R05", report).verdict == "not_assessable"
