"""S06. Seeds 000 and 003 fail as published; the rest is constructed."""

from dataclasses import replace

from checks.outcome import Severity
from parsers.document import Place
from parsers.report import Mark, Problem, ProblemKind
from tests.checks.constructed import CHANGHUA, JINBEI, LUZHU, golden, outcome, printing, with_tables

WHERE = Place(block=3, row=9, column=0)
ROW = (("属于工作秘密 | 3", WHERE),)
UNMATCHED = (Problem(ProblemKind.ROW_UNMATCHED, "constructed", place=WHERE),)


def test_title_rows_are_extra():
    found = outcome("S06", golden(CHANGHUA))
    assert (found.verdict, found.severity) == ("failed", Severity.INFO)
    assert found.quotes == ("一、主动公开政府信息相关情况", "二、收到和处理政府信息公开申请情况")
    assert found.message_zh == (
        "表内有2行多余：一、主动公开政府信息相关情况；二、收到和处理政府信息公开申请情况"
    )
    assert found.message_en.startswith("rows of the tables that are not in the form: 一、主动公开")


def test_a_blank_row_is_extra_and_has_a_name():
    assert outcome("S06", golden(JINBEI)).quotes == ("（空行）",)


def test_a_row_of_figures_beside_a_complete_table_is_extra():
    report = replace(with_tables(golden(LUZHU), "requests", extra_rows=ROW), problems=UNMATCHED)
    assert outcome("S06", report).quotes == ("属于工作秘密 | 3",)


def test_a_row_of_figures_beside_a_table_that_lacks_cells_may_be_the_row_that_we_miss():
    lacking = printing(golden(LUZHU), {"outcome.granted@total": Mark.ABSENT})
    report = replace(with_tables(lacking, "requests", extra_rows=ROW), problems=UNMATCHED)
    assert outcome("S06", report).verdict == "not_assessable"


def test_tables_as_the_form_has_them_pass_and_no_table_is_not_assessable():
    assert outcome("S06", golden(LUZHU)).verdict == "passed"
    tables = ("proactive", "requests", "review_litigation")
    assert outcome("S06", with_tables(golden(LUZHU), *tables, is_present=False)).verdict == "not_assessable"
