"""S08. Seed 003 fails as published; the rest is constructed."""

import pytest

from tests.checks.constructed import GONGSHU, JINBEI, golden, outcome, printing

KEY = "requests.carried_over@total"


def test_jinbei_prints_187_slashes():
    found = outcome("S08", golden(JINBEI))
    assert (found.verdict, len(found.cells)) == ("failed", 187)
    assert found.message_zh == "187个数据单元格以“/”“—”代替数字"
    assert found.message_en == "187 data cells print a slash or a dash instead of a number"


@pytest.mark.parametrize("text", ["/", "／", "—", "-"])
def test_one_slash_or_dash_fails(text):
    assert outcome("S08", printing(golden(GONGSHU), {KEY: text})).cells == (KEY,)


@pytest.mark.parametrize("text", ["0", "", "无"])
def test_a_number_a_blank_and_a_word_are_no_slash(text):
    assert outcome("S08", printing(golden(GONGSHU), {KEY: text})).verdict == "passed"
