"""P07. Seed 003 fails as published; the rest is constructed."""

import pytest

from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.constructed import GONGSHU, JINBEI, LUZHU, golden, outcome, printing

AMOUNT = "proactive.procurement.amount"


def test_the_amount_of_jinbei_has_no_unit():
    found = outcome("P07", golden(JINBEI))
    assert (found.verdict, found.severity) == ("failed", Severity.WARNING)
    assert (found.cells, found.quotes) == ((AMOUNT,), ("207204.99",))
    assert found.message_zh == "采购总金额缺少计量单位：207204.99"
    assert found.message_en == "the amount of procurement has no unit: 207204.99"


@pytest.mark.parametrize("amount", ["230.37万", "5元", "5（万元）", "5（单位：元）", "0", "", "/", "无"])
def test_a_unit_anywhere_in_the_cell_or_no_amount_passes(amount):
    assert outcome("P07", printing(golden(GONGSHU), {AMOUNT: amount})).verdict == "passed"


@pytest.mark.parametrize("amount", ["5", "5件", "5（项目采购）"])
def test_what_counts_things_is_no_unit_of_money(amount):
    assert outcome("P07", printing(golden(GONGSHU), {AMOUNT: amount})).verdict == "failed"


def test_a_blank_amount_is_said_to_be_read_as_zero():
    assert outcome("P07", printing(golden(GONGSHU), {AMOUNT: "/"})).assumed_zero


@pytest.mark.parametrize("mark", [Mark.PICTURE, Mark.ABSENT, Mark.UNREADABLE])
def test_what_cannot_be_read_is_not_assessable(mark):
    assert outcome("P07", printing(golden(GONGSHU), {AMOUNT: mark})).verdict == "not_assessable"


def test_the_form_of_2021_has_no_procurement():
    assert outcome("P07", golden(LUZHU)).verdict == "not_applicable"
