"""D11. Seeds 000, 003 and 004 fail as published; the rest is constructed."""

from dataclasses import replace

import pytest

from tests.checks.constructed import JINBEI, WANGDIAN, golden
from tests.checks.told import one, verdict


def titled(*lines):
    return replace(golden(WANGDIAN), title="".join(lines), title_lines=lines)


def test_seed_003_leaves_a_word_out():
    found = one("D11", golden(JINBEI))
    assert (found.severity, found.quotes) == ("info", ("锦北街道2020年信息公开工作年度报告",))
    assert found.message_zh == "标题不规范：锦北街道2020年信息公开工作年度报告"
    assert found.message_en.startswith("the title is not worded as prescribed: ")


@pytest.mark.parametrize(
    "lines",
    [
        ("王店镇2020年政府信息公开工作", "年度报告"),
        ("2020年政府信息公开工作年度报告",),
        ("王店镇政府信息公开工作年度报告",),
        ("王店镇2020年政府信息公开年报",),
    ],
)
def test_a_broken_line_and_a_missing_part_fail(lines):
    assert verdict("D11", titled(*lines)) == "failed/info"


@pytest.mark.parametrize(
    "line",
    [
        "王店镇2020年政府信息公开工作年度报告",
        "2020年王店镇政府信息公开工作年度报告",
        "王店镇 2020 年度政府信息公开工作年度报告　",
        "2020年政府信息公开工作年度报告（王店镇）",
    ],
)
def test_all_on_one_line_passes_in_any_order(line):
    assert verdict("D11", titled(line)) == "passed"


def test_a_title_that_was_not_found_is_not_judged():
    assert verdict("D11", titled()) == "not_assessable"
