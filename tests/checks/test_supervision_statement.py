"""S12. Seeds 000 and 002 fail as published; the rest is constructed."""

from dataclasses import replace

import pytest

from checks.outcome import Severity
from tests.checks.constructed import CHANGHUA, LUZHU, golden, of_publisher, outcome, saying


def test_a_town_that_says_nothing_of_the_three_fails():
    found = outcome("S12", golden(CHANGHUA))
    assert (found.verdict, found.severity) == ("failed", Severity.WARNING)
    assert found.quotes == ("工作考核", "社会评议", "责任追究")
    assert found.message_zh == "各级人民政府应报告而未提及：工作考核；社会评议；责任追究"
    assert (
        found.message_en == "a government has to report on these and does not: 工作考核; 社会评议; 责任追究"
    )


def test_only_what_is_missing_is_named():
    assert outcome("S12", golden(LUZHU)).quotes == ("社会评议",)


@pytest.mark.parametrize(
    "text",
    [
        "定期公开政府信息公开工作考核、社会评价和责任追究情况。",
        "纳入年度考核，开展社会满意度评价，未发生被追究责任的情况。",
        "加强考核，组织公众评议，严肃追责。",
        "将信息公开纳入考核，主动接受社会评议，严格问责。",
    ],
)
def test_the_three_in_other_words_pass_wherever_they_stand(text):
    assert outcome("S12", saying(golden(CHANGHUA), "problems", text)).verdict == "passed"


@pytest.mark.parametrize("kind", ["subdistrict_office", "government_office", "department"])
def test_who_is_no_government_has_no_such_duty(kind):
    assert outcome("S12", of_publisher(golden(CHANGHUA), kind)).verdict == "not_applicable"


def test_every_government_has_it_and_of_somebody_unknown_nothing_is_said():
    assert outcome("S12", of_publisher(golden(CHANGHUA), "county_government")).verdict == "failed"
    assert outcome("S12", of_publisher(golden(CHANGHUA), None)).verdict == "not_assessable"
    assert outcome("S12", replace(golden(CHANGHUA), publisher=None)).verdict == "not_assessable"


def test_a_report_without_text_is_not_assessable():
    assert outcome("S12", replace(golden(CHANGHUA), sections=())).verdict == "not_assessable"
