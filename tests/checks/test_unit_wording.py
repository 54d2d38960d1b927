"""P13. Seed 004 fails as published; the rest is constructed."""

import pytest

from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.constructed import GONGSHU, JINBEI, LUZHU, golden, outcome, printing

AMOUNT, FEES = "proactive.procurement.amount", "proactive.fees.amount"


def test_the_office_of_gongshu_writes_wan_alone():
    found = outcome("P13", golden(GONGSHU))
    assert (found.verdict, found.severity) == ("failed", Severity.INFO)
    assert (found.cells, found.quotes) == ((AMOUNT,), ("230.37万",))
    assert found.message_zh == "金额单位写法不规范，应为元或万元：230.37万"
    assert found.message_en == "the unit of an amount is not written 元 or 万元: 230.37万"


@pytest.mark.parametrize("amount", ["5千元", "5亿", "5（万）"])
def test_other_units_fail(amount):
    assert outcome("P13", printing(golden(GONGSHU), {AMOUNT: amount})).verdict == "failed"


@pytest.mark.parametrize("amount", ["5元", "5万元", "5（万元）", "0", "/", ""])
def test_the_two_standard_units_or_no_amount_pass(amount):
    assert outcome("P13", printing(golden(GONGSHU), {AMOUNT: amount})).verdict == "passed"


def test_the_unit_of_the_heading_counts_and_one_in_the_cell_goes_before_it():
    assert outcome("P13", printing(golden(LUZHU), {FEES: "35"})).verdict == "passed"
    assert outcome("P13", printing(golden(LUZHU), {FEES: "35万"})).verdict == "failed"


def test_an_amount_without_unit_is_told_by_another_check():
    assert outcome("P13", golden(JINBEI)).verdict == "not_assessable"


@pytest.mark.parametrize("mark", [Mark.PICTURE, Mark.ABSENT, Mark.UNREADABLE])
def test_what_cannot_be_read_is_not_assessable(mark):
    assert outcome("P13", printing(golden(GONGSHU), {AMOUNT: mark})).verdict == "not_assessable"
