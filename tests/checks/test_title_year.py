"""D01. Every report here is constructed."""

from dataclasses import replace

import pytest

from tests.checks.constructed import golden
from tests.checks.told import one, town, verdict


def test_a_text_that_reports_on_another_year_is_an_error():
    found = one("D01", town("本报告所列数据的统计期限为2019年1月1日至12月31日。"))
    assert (found.verdict, found.severity, found.left, found.right) == ("failed", "error", "2020", "2019")
    assert found.message_zh.startswith("标题年度为2020，正文统计期为2019：")
    assert found.message_en.startswith("the title says 2020, the text reports on 2019: ")


def test_without_a_period_the_years_that_head_the_statements_tell():
    assert verdict("D01", town("2019年，我镇主动公开政府信息12条。")) == "failed/error"
    assert verdict("D01", town("2020年，我镇主动公开政府信息12条。")) == "passed"
    assert verdict("D01", town("现公布我镇2019年度政府信息公开工作年度报告。")) == "failed/error"


@pytest.mark.parametrize(
    "text",
    [
        "2020年，较2019年增长5%。",
        "2019年，我镇公开20条；2020年，我镇公开30条。",
        "根据《关于做好2019年政务公开工作的通知》，2020年度我镇公开30条。",
        "2020年度，按照国办公开办函〔2019〕60号要求公开。",
        "本报告数据统计期限为2020年1月1日至12月31日。2019年1月至12月公开20条。",
    ],
)
def test_years_of_comparison_and_of_papers_are_no_contradiction(text):
    assert verdict("D01", town(text)) == "passed"


def test_the_period_of_the_figures_beside_the_right_year_is_an_error():
    said = "2020年1月至12月，公开信息30条。\n所列数据统计期限为2019年1月1日至2019年12月31日。"
    assert verdict("D01", town(said)) == "failed/error"


def test_without_year_in_title_or_text_nothing_is_said():
    assert verdict("D01", town("我镇认真做好公开工作。")) == "not_assessable"
    assert verdict("D01", replace(golden("000"), title=None)) == "not_assessable"
