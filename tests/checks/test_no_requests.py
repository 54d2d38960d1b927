"""R09. Every failure here is constructed."""

import pytest

from parsers.report import Mark
from tests.checks.constructed import GONGSHU, golden, outcome, printing


def all_of(report, text):
    return printing(report, {cell.key: text for cell in report.cells if "@" in cell.key})


@pytest.mark.parametrize("text", ["0", "/", ""])
def test_a_table_of_nothing_is_told(text):
    found = outcome("R09", all_of(golden(GONGSHU), text))
    assert (found.verdict, found.severity) == ("failed", "info")
    assert found.message_zh == "全表为零或空，未收到申请"
    assert found.message_en == "every figure of the table is zero or empty: no request was received"


def test_one_request_is_enough():
    report = printing(all_of(golden(GONGSHU), "0"), {"requests.new@org.other": "1"})
    assert outcome("R09", report).verdict == "passed"


def test_a_cell_that_cannot_be_read_may_hold_the_one_request():
    report = printing(all_of(golden(GONGSHU), "0"), {"requests.new@org.other": Mark.UNREADABLE})
    assert outcome("R09", report).verdict == "not_assessable"
