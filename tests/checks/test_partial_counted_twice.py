"""R08. Seed 002 fails as published; the rest is constructed."""

from decimal import Decimal

from parsers.report import Mark
from tests.checks.constructed import GONGSHU, LUZHU, golden, outcome, printing


def test_luzhu_counts_its_partial_grant_as_a_grant_too():
    found = outcome("R08", golden(LUZHU))
    assert (found.verdict, found.member, found.left, found.right) == (
        "failed",
        "natural_person",
        Decimal(1),
        Decimal(2),
    )
    assert found.message_zh == "“部分公开”疑似重复计入：自然人，总计1，各办理结果之和2"
    assert found.message_en == "a partial grant looks counted twice: natural persons, total 1, outcomes 2"


def test_a_sum_that_is_wrong_by_another_number_has_another_cause():
    assert (
        outcome("R08", printing(golden(GONGSHU), {"outcome.other@natural_person": "99"})).verdict == "passed"
    )


def test_a_sum_that_holds_counts_nothing_twice():
    assert outcome("R08", golden(GONGSHU)).verdict == "passed"


def test_without_a_readable_column_nothing_can_be_said():
    report = golden(GONGSHU)
    pictured = {cell.key: Mark.PICTURE for cell in report.cells if cell.key.startswith("outcome.")}
    assert outcome("R08", printing(report, pictured)).verdict == "not_assessable"
