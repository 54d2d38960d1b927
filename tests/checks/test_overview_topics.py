"""S09. Every report here that fails is constructed."""

import pytest

from checks.outcome import Severity
from tests.checks.constructed import CHANGHUA, LUZHU, golden, outcome, saying, without_part

ALL = "主动公开工作扎实。依申请公开规范。政府信息管理有序。平台建设推进。监督保障有力。"


def overview(text):
    return outcome("S09", saying(golden(LUZHU), "overview", text))


def test_subjects_that_the_overview_leaves_out_are_named():
    found = overview("主动公开372条，依申请公开1件，监督保障有力。")
    assert (found.verdict, found.severity) == ("failed", Severity.WARNING)
    assert found.quotes == ("政府信息管理", "平台建设")
    assert found.message_zh == "总体情况未提及：政府信息管理；平台建设"
    assert found.message_en == "the overview does not speak of: 政府信息管理; 平台建设"


def test_subjects_need_no_sub_heading():
    assert overview(ALL).verdict == "passed"
    assert outcome("S09", saying(golden(CHANGHUA), "overview", ALL)).verdict == "passed"


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("平台建设", "平台的规范化建设"),
        ("监督保障", "监督和组织保障"),
        ("主动公开", "主动向社会公开"),
        ("政府信息管理", "信息的日常管理"),
    ],
)
def test_the_words_of_a_subject_may_stand_a_little_apart(word, other):
    assert overview(ALL.replace(word, other)).verdict == "passed"
    assert overview(ALL.replace(word, "……")).verdict == "failed"


def test_the_halves_of_a_subject_in_two_sentences_are_not_that_subject():
    assert overview(ALL.replace("监督保障", "加强监督。后勤保障")).verdict == "failed"


def test_a_line_break_between_words_is_no_end_of_a_sentence():
    assert overview(ALL.replace("监督保障", "监督\n保障")).verdict == "passed"


def test_an_overview_that_was_not_found_is_not_assessable():
    assert outcome("S09", without_part(golden(LUZHU), "overview")).verdict == "not_assessable"
