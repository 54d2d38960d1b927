"""S16. Seeds 000, 002 and 003 fail as published; the rest is constructed."""

from dataclasses import replace

import pytest

from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.constructed import CHANGHUA, JINBEI, LUZHU, WANGDIAN, golden, outcome, printing

NEW = "requests.new@total"


@pytest.mark.parametrize(("number", "count"), [(CHANGHUA, 14), (LUZHU, 77), (JINBEI, 192)])
def test_padded_cells_are_counted(number, count):
    found = outcome("S16", golden(number))
    assert (found.verdict, found.severity, len(found.cells)) == ("failed", Severity.INFO, count)
    assert found.message_zh == f"{count}个数据单元格内有空格填充"
    assert found.message_en == f"{count} data cells are padded with spaces"


@pytest.mark.parametrize("text", [" 2", "2\u00a0", "\u30002", "   "])
def test_every_kind_of_space_is_padding_also_in_a_blank_cell(text):
    assert outcome("S16", printing(golden(WANGDIAN), {NEW: text})).cells == (NEW,)


@pytest.mark.parametrize("text", ["", "2", Mark.PICTURE])
def test_an_empty_cell_and_one_that_is_not_there_are_not_padded(text):
    assert outcome("S16", printing(golden(WANGDIAN), {NEW: text})).verdict == "passed"


def test_in_other_formats_padding_is_our_reading():
    assert outcome("S16", replace(golden(CHANGHUA), is_converted=False)).verdict == "not_applicable"
