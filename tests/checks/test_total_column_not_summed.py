"""R07. Seed 002 fails as published; the rest is constructed."""

from parsers.report import Mark
from tests.checks.constructed import GONGSHU, LUZHU, golden, outcome, printing

ROWS = ("outcome.granted", "outcome.partial", "outcome.total")


def test_luzhu_leaves_its_total_column_at_zero():
    found = outcome("R07", golden(LUZHU))
    assert (found.verdict, found.cells) == ("failed", tuple(f"{row}@total" for row in ROWS))
    assert found.message_zh.startswith("“总计”列未汇总，涉及3行：（一）予以公开·总计")
    assert found.message_en.startswith("the total column is not summed up in 3 rows: granted, total")


def test_one_row_alone_is_a_slip_that_another_check_tells():
    assert outcome("R07", printing(golden(GONGSHU), {"outcome.granted@total": "0"})).verdict == "passed"


def test_two_rows_are_one_cause_whether_zero_or_empty():
    report = printing(golden(GONGSHU), {"outcome.granted@total": "0", "outcome.partial@total": ""})
    assert outcome("R07", report).verdict == "failed"


def test_a_table_that_is_a_picture_is_not_assessable():
    report = golden(GONGSHU)
    pictured = {cell.key: Mark.PICTURE for cell in report.cells if cell.key.startswith("outcome.")}
    assert outcome("R07", printing(report, pictured)).verdict == "not_assessable"
