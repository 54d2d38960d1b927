"""L02. Every failure here is constructed."""

from decimal import Decimal

from parsers.report import Mark
from tests.checks.constructed import CHANGHUA, GONGSHU, golden, outcome, printing

SUED = {"litigation.after_review.total": "3", "review.total": "0"}


def test_litigation_without_any_reconsideration_fails():
    found = outcome(
        "L02", printing(golden(GONGSHU), SUED), previous=printing(golden(GONGSHU), {"review.total": "0"})
    )
    assert (found.verdict, found.left, found.right) == ("failed", Decimal(3), Decimal(0))
    assert found.message_zh == "复议后起诉3件，而行政复议为0件"
    assert found.message_en == "3 cases of litigation after reconsideration, but 0 reconsiderations"


def test_a_reconsideration_of_the_year_before_is_one():
    found = outcome("L02", printing(golden(GONGSHU), SUED), previous=golden(GONGSHU))
    assert found.verdict == "passed"


def test_without_the_year_before_nothing_can_be_said():
    assert outcome("L02", printing(golden(GONGSHU), SUED)).verdict == "not_assessable"


def test_no_litigation_needs_no_reconsideration():
    assert outcome("L02", printing(golden(GONGSHU), {"review.total": "0"})).verdict == "passed"


def test_figures_in_a_picture_are_not_assessable():
    assert outcome("L02", golden(CHANGHUA)).verdict == "not_assessable"
    assert (
        outcome("L02", printing(golden(GONGSHU), {"review.total": Mark.UNREADABLE})).verdict
        == "not_assessable"
    )
