"""S02. Seeds 000, 001 and 002 fail as published; the rest is constructed."""

from dataclasses import replace

import pytest

from checks.outcome import Severity
from tests.checks.constructed import (
    CHANGHUA,
    JINBEI,
    LUZHU,
    WANGDIAN,
    golden,
    headed,
    outcome,
    with_unknown_part,
)


def test_the_headings_that_differ_are_named_as_printed():
    found = outcome("S02", golden(CHANGHUA))
    assert (found.verdict, found.severity) == ("failed", Severity.INFO)
    assert found.quotes == (
        "四、因政府信息公开被申请行政复议、提起行政诉讼情况",
        "五、政府信息公开存在的问题及改进情况",
    )
    assert found.message_zh == f"部分标题与统一格式不一致：{'；'.join(found.quotes)}"
    assert found.message_en == f"headings differ from the official ones: {'; '.join(found.quotes)}"


def test_a_number_that_is_missing_is_a_difference():
    assert outcome("S02", golden(WANGDIAN)).quotes == ("总体情况",)


def test_both_official_wordings_of_parts_four_and_five_pass():
    assert outcome("S02", golden(JINBEI)).verdict == "passed"
    other = headed(golden(JINBEI), "problems", "五、存在的主要问题及改进情况")
    assert outcome("S02", other).verdict == "passed"


@pytest.mark.parametrize(
    "heading", ["六、 其他需要报告的事项", "六、其他需要报告的事项：", "六、其他需要报告的事项　"]
)
def test_spaces_and_the_mark_at_the_end_say_nothing(heading):
    assert outcome("S02", headed(golden(JINBEI), "other", heading)).verdict == "passed"


@pytest.mark.parametrize("heading", ["六.其他需要报告的事项", "七、其他需要报告的事项", "六、其他事项"])
def test_another_number_or_other_words_differ(heading):
    assert outcome("S02", headed(golden(LUZHU), "other", heading)).verdict == "failed"


def test_a_heading_that_no_form_knows_differs_unless_it_is_an_addition_at_the_end():
    report = golden(JINBEI)
    assert outcome("S02", with_unknown_part(report, "七、附件")).verdict == "passed"
    inside = with_unknown_part(report, "四、工作亮点").sections[-1]
    found = outcome("S02", replace(report, sections=(inside, *report.sections)))
    assert found.quotes == ("四、工作亮点",)


def test_a_single_part_is_enough_to_judge_its_heading():
    (only,) = (part for part in golden(WANGDIAN).sections if part.key == "overview")
    assert outcome("S02", replace(golden(WANGDIAN), sections=(only,))).quotes == ("总体情况",)


def test_a_text_in_which_no_part_was_found_is_our_problem():
    assert outcome("S02", replace(golden(JINBEI), sections=())).verdict == "not_assessable"
