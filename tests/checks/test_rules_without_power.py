"""P05. Every report here that fails is constructed."""

import pytest

from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.constructed import GONGSHU, LUZHU, golden, of_publisher, outcome, printing

MADE = "proactive.rules.made"


def reporting(number, kind, code=None):
    return of_publisher(printing(golden(number), {MADE: "13"}), kind, code)


@pytest.mark.parametrize("number", [GONGSHU, LUZHU])
def test_rules_of_an_organ_that_cannot_make_them_fail_in_both_forms(number):
    found = outcome("P05", printing(golden(number), {MADE: "13"}))
    assert (found.verdict, found.severity) == ("failed", Severity.ERROR)
    assert (found.cells, found.quotes) == ((MADE,), ("13",))
    assert "无规章制定权的机关填报了规章：规章·" in found.message_zh
    assert found.message_zh.endswith("印为13")
    assert found.message_en.endswith("printed as 13")


@pytest.mark.parametrize("kind", ["county_government", "department", "subdistrict_office", "vertical_organ"])
def test_no_organ_of_a_county_makes_rules(kind):
    assert outcome("P05", reporting(GONGSHU, kind, "330105")).verdict == "failed"


@pytest.mark.parametrize(
    "kind", ["state_council_department", "provincial_government", "prefecture_government"]
)
def test_those_who_make_rules_may_report_them(kind):
    assert outcome("P05", reporting(GONGSHU, kind)).verdict == "passed"


@pytest.mark.parametrize("code", ["310000", "330100", None])
def test_the_office_of_a_government_that_makes_rules_may_report_for_it(code):
    assert outcome("P05", reporting(GONGSHU, "government_office", code)).verdict == "not_assessable"


def test_nobody_is_blamed_who_is_not_known():
    assert outcome("P05", reporting(GONGSHU, None)).verdict == "not_assessable"


def test_who_publishes_does_not_matter_where_no_rule_is_reported():
    found = outcome("P05", of_publisher(printing(golden(GONGSHU), {MADE: "/"}), None))
    assert (found.verdict, found.assumed_zero) == ("passed", True)


def test_a_picture_is_not_assessable():
    assert outcome("P05", printing(golden(GONGSHU), {MADE: Mark.PICTURE})).verdict == "not_assessable"
