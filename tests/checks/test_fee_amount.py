"""P10. Every report here that fails is constructed."""

from dataclasses import replace

import pytest

from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.constructed import CHANGHUA, LUZHU, golden, of_publisher, outcome, printing

FEES = "proactive.fees.amount"


def charging(amount):
    return printing(golden(LUZHU), {FEES: amount})


def test_a_town_does_not_charge_a_thousand_million_yuan():
    found = outcome("P10", charging("100001"))
    assert (found.verdict, found.severity, found.left) == ("failed", Severity.WARNING, 100001)
    assert (found.cells, found.quotes) == ((FEES,), ("100001",))
    assert found.message_zh == "收费金额为负数、单位不是万元，或数量级异常：100001"
    assert found.message_en.endswith("beyond what a town charges: 100001")


@pytest.mark.parametrize("amount", ["0", "7545", "100000", "12.5", "3万元"])
def test_an_amount_in_units_of_ten_thousand_passes(amount):
    assert outcome("P10", charging(amount)).verdict == "passed"


@pytest.mark.parametrize("amount", ["-3", "7545元", "2亿元"])
def test_a_negative_amount_or_another_unit_than_that_of_the_heading_fails(amount):
    found = outcome("P10", charging(amount))
    assert (found.verdict, found.quotes) == ("failed", (amount,))


def test_an_amount_under_a_heading_without_unit_fails():
    cells = (
        replace(cell, unit=None, unit_source="missing", amount_yuan=None) if cell.key == FEES else cell
        for cell in charging("35").cells
    )
    assert outcome("P10", replace(golden(LUZHU), cells=tuple(cells))).verdict == "failed"


def test_a_county_may_charge_that_much_and_of_somebody_unknown_nothing_is_said():
    assert outcome("P10", of_publisher(charging("200000"), "county_government")).verdict == "passed"
    assert outcome("P10", of_publisher(charging("200000"), None)).verdict == "not_assessable"
    assert outcome("P10", of_publisher(charging("20"), None)).verdict == "passed"


def test_a_blank_passes_and_says_so():
    found = outcome("P10", charging(""))
    assert (found.verdict, found.assumed_zero) == ("passed", True)


@pytest.mark.parametrize("mark", [Mark.PICTURE, Mark.ABSENT, Mark.UNREADABLE])
def test_what_cannot_be_read_is_not_assessable(mark):
    assert outcome("P10", charging(mark)).verdict == "not_assessable"


def test_the_form_of_2019_counts_fees_and_prints_no_amount():
    assert outcome("P10", golden(CHANGHUA)).verdict == "not_applicable"
