"""S03. Seed 000 fails as published; the rest is constructed."""

from tests.checks.constructed import CHANGHUA, GONGSHU, golden, outcome, with_tables


def test_changhua_shows_its_fourth_part_as_a_picture():
    found = outcome("S03", golden(CHANGHUA))
    assert (found.verdict, len(found.cells)) == ("failed", 15)
    assert found.message_zh == "表格缺失或为图片：政府信息公开行政复议、行政诉讼情况（图片）"
    assert found.message_en == "a table is missing or a picture: 政府信息公开行政复议、行政诉讼情况（图片）"


def test_a_table_that_is_nowhere_fails_by_its_name():
    found = outcome("S03", with_tables(golden(GONGSHU), "requests", is_present=False))
    assert (found.verdict, found.quotes) == ("failed", ("收到和处理政府信息公开申请情况（缺失）",))


def test_three_tables_pass():
    assert outcome("S03", golden(GONGSHU)).verdict == "passed"
