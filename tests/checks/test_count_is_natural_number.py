"""R06. Every failure here is constructed."""

import pytest

from tests.checks.constructed import GONGSHU, golden, outcome, printing

KEY = "requests.new@natural_person"


@pytest.mark.parametrize("text", ["1.5", "-3"])
def test_a_count_that_is_broken_or_negative_fails(text):
    found = outcome("R06", printing(golden(GONGSHU), {KEY: text}))
    assert (found.verdict, found.cells, found.quotes) == ("failed", (KEY,), (text,))
    assert found.message_zh == "数量不是非负整数：一、本年新收政府信息公开申请数量·自然人"
    assert found.message_en == "not a non-negative integer: requests received in the year, natural persons"


@pytest.mark.parametrize("text", ["0", "12", "/", "", "无"])
def test_a_whole_number_or_a_known_mark_passes(text):
    assert outcome("R06", printing(golden(GONGSHU), {KEY: text})).verdict == "passed"


def test_a_change_of_items_may_be_negative_but_not_broken():
    key = "proactive.licensing.items_change"
    assert outcome("R06", printing(golden(GONGSHU), {key: "-3"})).verdict == "passed"
    assert outcome("R06", printing(golden(GONGSHU), {key: "-0.5"})).verdict == "failed"


def test_an_amount_of_money_is_no_count():
    assert (
        outcome("R06", printing(golden(GONGSHU), {"proactive.procurement.amount": "1.5万元"})).verdict
        == "passed"
    )
