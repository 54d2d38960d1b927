"""S11. Seed 000 fails as published; the rest is constructed."""

from dataclasses import replace

import pytest

from checks.outcome import Severity
from parsers.forms.form import forms
from parsers.report import Mark, Problem, ProblemKind
from tests.checks.constructed import CHANGHUA, LUZHU, WANGDIAN, golden, lacking, outcome, printing

GRANTED = "outcome.granted@total"


def with_one_row_of_other_handling():
    """Construct a report in the form of 2021 that prints 其他处理 as one row, as some do."""
    report = golden(LUZHU)
    leaves = [cell for cell in report.cells if cell.key.startswith("outcome.other.")]
    single = [replace(cell, key=cell.key.replace(".misc", "")) for cell in leaves if ".misc@" in cell.key]
    return replace(report, cells=(*lacking(report, *(cell.key for cell in leaves)).cells, *single))


def test_a_table_that_is_a_picture_leaves_its_cells_out():
    found = outcome("S11", golden(CHANGHUA))
    assert (found.verdict, found.severity) == ("failed", Severity.ERROR)
    assert (found.left, found.right, len(found.cells)) == (183, 198, 15)
    assert found.message_zh.startswith("数据单元格183个，统一格式为198个，缺：行政复议结果维持、")
    assert found.message_en.startswith("183 data cells of the 198 that the form has; lacking: ")


def test_blank_and_unreadable_cells_are_there():
    report = printing(golden(WANGDIAN), {GRANTED: "", "outcome.total@total": Mark.UNREADABLE})
    assert (outcome("S11", report).verdict, outcome("S11", report).left) == ("passed", 198)
    assert outcome("S11", golden(LUZHU)).left == 200


def test_cells_that_the_document_lacks_are_named():
    for report in (lacking(golden(LUZHU), GRANTED), printing(golden(LUZHU), {GRANTED: Mark.ABSENT})):
        found = outcome("S11", report)
        assert (found.verdict, found.left, found.cells) == ("failed", 199, (GRANTED,))


def test_one_row_of_other_handling_stands_for_its_three():
    report = with_one_row_of_other_handling()
    assert len(report.cells) == 186
    assert (outcome("S11", report).verdict, outcome("S11", report).left) == ("passed", 200)


def test_what_we_could_not_place_may_be_what_is_lacking():
    for kind in (ProblemKind.ROW_UNMATCHED, ProblemKind.COLUMN_UNMATCHED):
        report = replace(lacking(golden(LUZHU), GRANTED), problems=(Problem(kind, "constructed"),))
        found = outcome("S11", report)
        assert (found.verdict, found.cells) == ("not_assessable", (GRANTED,))


def test_a_picture_is_lacking_whatever_else_we_could_not_place():
    problem = Problem(ProblemKind.ROW_UNMATCHED, "constructed")
    assert outcome("S11", replace(golden(CHANGHUA), problems=(problem,))).verdict == "failed"


def test_an_extra_row_leaves_a_complete_report_complete():
    problem = Problem(ProblemKind.ROW_UNMATCHED, "constructed")
    assert outcome("S11", replace(golden(LUZHU), problems=(problem,))).verdict == "passed"


@pytest.mark.parametrize(("form", "cells"), [("2019", 198), ("2021", 200)])
def test_the_forms_have_as_many_cells_as_they_say(form, cells):
    tables = forms()[form].tables
    assert sum(len(table.cells()) for table in tables) == forms()[form].data_cells == cells
