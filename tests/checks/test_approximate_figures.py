"""D12. Seed 000 fails as published; the rest is constructed."""

from dataclasses import replace

import pytest

from tests.checks.constructed import CHANGHUA, golden
from tests.checks.told import one, town, verdict


def test_seed_000_says_300_and_more():
    found = one("D12", golden(CHANGHUA))
    assert (found.severity, found.quotes) == ("info", ("300余条",))
    assert found.message_zh == "使用约数：300余条"
    assert found.message_en == "approximate figures: 300余条"


@pytest.mark.parametrize(
    "text",
    ["推送信息近800条。", "公开信息约300条。", "培训120余人次。", "受理1.2万多件。", "发布信息超过500条。"],
)
def test_nearly_about_and_more_than_fail(text):
    assert verdict("D12", town(text)) == "failed/info"


@pytest.mark.parametrize(
    "text",
    [
        "公开信息300条。",
        "不超过20个工作日，历时10多个月。",
        "近5年来，多次培训。",
        "每年不少于2次培训。",
        "2021年将公开信息500余条。",
        "近年来不断加强，余杭区多个部门。",
    ],
)
def test_exact_figures_spans_of_time_duties_and_plans_pass(text):
    assert verdict("D12", town(text)) == "passed"


def test_a_report_without_text_is_not_assessable():
    assert verdict("D12", replace(golden(CHANGHUA), sections=())) == "not_assessable"
