"""S13. Every report here that fails is constructed."""

import pytest

from checks.outcome import Severity
from tests.checks.constructed import CHANGHUA, LUZHU, golden, outcome, saying, without_part


@pytest.mark.parametrize("text", ["无", "无其他需要报告的事项。", ""])
def test_a_last_part_that_says_nothing_of_the_fee_fails(text):
    found = outcome("S13", saying(golden(LUZHU), "other", text))
    assert (found.verdict, found.severity) == ("failed", Severity.WARNING)
    assert found.quotes == ("六、其他需要报告的事项",)
    assert found.message_zh == "“六、其他需要报告的事项”未说明信息处理费收取情况"
    assert found.message_en.endswith("does not say whether an information processing fee was charged")


@pytest.mark.parametrize(
    "text",
    [
        "本机关2021年未收取信息处理费。",
        "依据《政府信息公开信息处理费管理办法》，收取信息处理费0元。",
        "本年度没有发生收费情况。",
        "未向申请人收取任何\n费用。",
    ],
)
def test_a_statement_on_the_fee_passes(text):
    assert outcome("S13", saying(golden(LUZHU), "other", text)).verdict == "passed"


def test_a_statement_elsewhere_is_not_in_its_place():
    elsewhere = saying(golden(LUZHU), "overview", "本年度未收取信息处理费。")
    assert outcome("S13", saying(elsewhere, "other", "无")).verdict == "failed"


def test_a_last_part_that_was_not_found_is_not_assessable():
    assert outcome("S13", without_part(golden(LUZHU), "other")).verdict == "not_assessable"


def test_the_form_of_2019_asks_for_no_such_statement():
    assert outcome("S13", golden(CHANGHUA)).verdict == "not_applicable"
