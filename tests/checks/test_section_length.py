"""S15. Every report here that fails is constructed."""

from dataclasses import replace

from checks.outcome import Severity
from parsers.document import Place
from parsers.report import OtherTable
from tests.checks.constructed import CHANGHUA, LUZHU, golden, outcome, saying, without_part


def test_an_overview_above_three_thousand_characters_is_too_long():
    found = outcome("S15", saying(golden(LUZHU), "overview", "公" * 3001))
    assert (found.verdict, found.severity) == ("failed", Severity.INFO)
    assert (found.left, found.right, found.quotes) == (3001, 3000, ("一、总体情况",))
    assert found.message_zh == "“一、总体情况”过长或空白"
    assert found.message_en == "“一、总体情况” is too long or empty"


def test_spaces_and_line_breaks_do_not_count():
    found = outcome("S15", saying(golden(LUZHU), "overview", "公开\n　" * 1500))
    assert (found.verdict, found.left) == ("passed", 3000)


def test_a_last_part_without_a_character_is_empty():
    found = outcome("S15", saying(golden(CHANGHUA), "other", " 　\n"))
    assert (found.verdict, found.quotes) == ("failed", ("六、其他需要报告的事项",))
    assert outcome("S15", saying(golden(CHANGHUA), "other", "无")).verdict == "passed"


def test_a_last_part_that_holds_a_table_is_not_empty():
    table = OtherTable((("信息处理费", "0"),), Place(block=99))
    report = replace(saying(golden(LUZHU), "other", ""), tables=(table,))
    assert outcome("S15", report).verdict == "passed"
    before = replace(report, tables=(OtherTable(table.rows, Place(block=1)),))
    assert outcome("S15", before).verdict == "failed"


def test_a_table_somewhere_in_a_text_without_places_is_not_known_to_fill_the_last_part():
    table = OtherTable((("信息处理费", "0"),), Place(block=99))
    report = replace(saying(golden(LUZHU), "other", ""), tables=(table,))
    parts = tuple(replace(part, place=Place()) for part in report.sections)
    assert outcome("S15", replace(report, sections=parts)).verdict == "failed"


def test_a_part_that_was_not_found_is_not_assessable_unless_the_other_fails():
    assert outcome("S15", without_part(golden(LUZHU), "other")).verdict == "not_assessable"
    assert outcome("S15", without_part(golden(LUZHU), "overview")).verdict == "not_assessable"
    long = saying(without_part(golden(LUZHU), "other"), "overview", "公" * 3001)
    assert outcome("S15", long).verdict == "failed"
