"""S05. Seed 000 fails as published; the rest is constructed."""

import pytest

from checks.outcome import Severity
from parsers.document import Place
from tests.checks.constructed import CHANGHUA, LUZHU, WANGDIAN, golden, outcome, with_tables


def test_headings_with_a_year_differ_and_are_named_once():
    found = outcome("S05", golden(CHANGHUA))
    assert (found.verdict, found.severity) == ("failed", Severity.INFO)
    assert found.quotes == ("2019年项目数量", "2020年增/减")
    assert found.message_zh == "表头与统一格式不一致：2019年项目数量；2020年增/减"
    assert found.message_en == "column headings differ from the form: 2019年项目数量; 2020年增/减"


def test_a_line_break_inside_a_heading_is_no_difference():
    assert outcome("S05", golden(WANGDIAN)).verdict == "passed"


@pytest.mark.parametrize("printed", ["本年收费金额(单位:万元)", "本年收费金额 （单位：万元）"])
def test_kinds_of_brackets_and_spaces_are_no_difference(printed):
    labels = ((printed, "本年收费金额（单位：万元）", Place()),)
    assert outcome("S05", with_tables(golden(LUZHU), "proactive", labels=labels)).verdict == "passed"


def test_another_unit_in_a_heading_is_a_difference():
    labels = (("本年收费金额（单位：元）", "本年收费金额（单位：万元）", Place()),)
    assert outcome("S05", with_tables(golden(LUZHU), "proactive", labels=labels)).verdict == "failed"


def test_without_a_table_there_are_no_headings_to_judge():
    tables = ("proactive", "requests", "review_litigation")
    pictures = with_tables(golden(CHANGHUA), *tables, is_present=False, is_picture=True, labels=())
    assert outcome("S05", pictures).verdict == "not_assessable"
