"""P09. Seed 000 fails as published; the rest is constructed."""

from dataclasses import replace

import pytest

from tests.checks.constructed import CHANGHUA, GONGSHU, golden, outcome

KEY = "requests.new@total"


def annotated(report, annotation):
    cells = (replace(cell, annotation=annotation) if cell.key == KEY else cell for cell in report.cells)
    return replace(report, cells=tuple(cells))


def test_changhua_says_what_kind_of_projects_it_counts():
    found = outcome("P09", golden(CHANGHUA))
    assert (found.verdict, found.quotes) == ("failed", ("4（项目采购）",))
    assert found.message_zh == "数字单元格内夹注文字：4（项目采购）"
    assert found.message_en == "a numeric cell carries an annotation: 4（项目采购）"


@pytest.mark.parametrize(("annotation", "verdict"), [("其中修订16件", "failed"), (None, "passed")])
def test_words_beside_a_number_fail_and_a_bare_number_passes(annotation, verdict):
    assert outcome("P09", annotated(golden(GONGSHU), annotation)).verdict == verdict
