"""S07. Seed 002 fails as published; the rest is constructed."""

import pytest

from tests.checks.constructed import GONGSHU, LUZHU, golden, outcome, printing

KEY = "requests.carried_over@total"


def test_luzhu_leaves_what_it_carries_forward_blank():
    found = outcome("S07", golden(LUZHU))
    assert (found.verdict, len(found.cells)) == ("failed", 7)
    assert {key.partition("@")[0] for key in found.cells} == {"requests.carried_forward"}
    assert found.message_zh.startswith("7个数据单元格空白：四、结转下年度继续办理·自然人")
    assert found.message_en.startswith(
        "7 data cells are blank: carried forward to next year, natural persons"
    )


def test_one_blank_cell_fails():
    assert outcome("S07", printing(golden(GONGSHU), {KEY: " "})).cells == (KEY,)


@pytest.mark.parametrize("text", ["0", "/", "无"])
def test_whatever_is_printed_is_not_blank(text):
    assert outcome("S07", printing(golden(GONGSHU), {KEY: text})).verdict == "passed"
