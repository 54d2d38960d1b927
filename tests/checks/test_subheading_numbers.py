"""S10. Seeds 001, 002 and 004 fail as published; the rest is constructed."""

from dataclasses import replace

import pytest

from checks.outcome import Severity
from tests.checks.constructed import GONGSHU, JINBEI, LUZHU, WANGDIAN, golden, outcome, saying


def problems(*lines):
    return outcome("S10", saying(golden(JINBEI), "problems", "\n".join(lines)))


def test_numbers_that_were_lost_are_named_by_the_words_left():
    found = outcome("S10", golden(WANGDIAN))
    assert (found.verdict, found.severity) == ("failed", Severity.INFO)
    assert found.quotes == ("主动公开情况。", "政府信息管理情况。", "平台建设情况。")
    assert found.message_zh == "小标题编号样式混乱或缺失：主动公开情况。；政府信息管理情况。；平台建设情况。"
    assert found.message_en.startswith("the numbering of sub-headings is mixed or lost: 主动公开情况。; ")


def test_a_number_of_another_kind_is_named_as_printed():
    assert outcome("S10", golden(LUZHU)).quotes == ("（2） 改进措施",)


def test_arabic_numbers_throughout_are_another_kind():
    assert len(outcome("S10", golden(GONGSHU)).quotes) == 6


def test_a_gap_fails_and_so_does_a_number_twice():
    assert problems("（一）存在问题", "（三）改进措施").quotes == ("（三）改进措施",)
    assert problems("（一）存在问题", "（二）改进措施", "（二）下一步").quotes == ("（二）下一步",)


@pytest.mark.parametrize(
    "lines",
    [
        ("（一）存在问题", "(二) 改进措施"),
        ("（一）存在问题", "（1）意识不强。", "（2）更新不快。", "（二）改进措施", "（1）加强培训。"),
        ("（一）存在问题。", "意识不强。（二）改进措施。加强培训。", "（三）下一步打算"),
        ("（一）意识不强", "（二）更新不快", "（一）加强培训", "（二）健全制度"),
        ("（一）存在问题", "（二）针对以上问题，我镇采取了措施", "（三）下一步打算"),
        ("一是意识不强。", "二是更新不快。"),
        ("1. 意识不强。", "2. 更新不快。"),
        ("2020年，工作有了提升。",),
    ],
    ids=[
        "half width",
        "nested",
        "inside a paragraph",
        "begins again",
        "a sentence",
        "words",
        "a list",
        "none",
    ],
)
def test_a_count_that_goes_on_passes(lines):
    assert problems(*lines).verdict == "passed"


def test_subjects_behind_other_numbers_are_of_another_kind_unless_they_stand_inside_a_sub_heading():
    report = saying(golden(JINBEI), "overview", "1.主动公开情况\n168条。\n2.依申请公开情况\n4件。")
    assert outcome("S10", report).quotes == ("1.主动公开情况", "2.依申请公开情况")
    inside = saying(golden(JINBEI), "overview", "（一）公开工作\n1.主动公开情况\n168条。")
    assert outcome("S10", inside).verdict == "passed"


def test_a_text_in_which_no_part_was_found_is_our_problem():
    assert outcome("S10", replace(golden(JINBEI), sections=())).verdict == "not_assessable"
