"""P08. Every report here that fails is constructed."""

from decimal import Decimal

import pytest

from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.constructed import CHANGHUA, GONGSHU, JINBEI, LUZHU, WANGDIAN, golden, outcome, printing

PROJECTS, AMOUNT = "proactive.procurement.projects", "proactive.procurement.amount"


def procuring(projects, amount):
    return outcome("P08", printing(golden(GONGSHU), {PROJECTS: projects, AMOUNT: amount}))


@pytest.mark.parametrize(
    ("number", "average"),
    [(CHANGHUA, "1233510.50"), (WANGDIAN, "26341.46"), (GONGSHU, "104713.64")],
)
def test_the_averages_of_the_golden_reports_are_those_of_the_specification(number, average):
    found = outcome("P08", golden(number))
    assert (found.verdict, found.left) == ("passed", Decimal(average))


def test_a_project_of_a_few_yuan_is_not_plausible():
    found = procuring("22", "230.37元")
    assert (found.verdict, found.severity) == ("failed", Severity.INFO)
    assert (found.left, found.right) == (Decimal("10.47"), 1000)
    assert found.message_zh == "单个采购项目平均金额为10.47元，超出合理范围（界限1000元）：22；230.37元"
    assert found.message_en == (
        "an average project of procurement costs 10.47 yuan, beyond the plausible bound of 1000 yuan: 22; 230.37元"
    )


def test_a_project_of_thousands_of_millions_is_not_plausible():
    found = procuring("1", "23亿元")
    assert (found.verdict, found.right) == ("failed", 100_000_000)


@pytest.mark.parametrize("amount", ["1000元", "1亿元", "0.1（万元）"])
def test_the_bounds_themselves_are_plausible(amount):
    assert procuring("1", amount).verdict == "passed"


@pytest.mark.parametrize(("projects", "amount"), [("0", "0"), ("/", "/"), ("0", "")])
def test_no_procurement_passes(projects, amount):
    found = procuring(projects, amount)
    assert (found.verdict, found.assumed_zero) == ("passed", (projects, amount) != ("0", "0"))


@pytest.mark.parametrize(
    ("projects", "amount"),
    [
        ("22", "5"),
        ("22", ""),
        ("0", "5元"),
        ("22", "0元"),
        (Mark.PICTURE, "5元"),
        (Mark.PICTURE, "0"),
        ("22", Mark.UNREADABLE),
        ("0", Mark.PICTURE),
    ],
)
def test_an_average_that_cannot_be_known_is_not_assessable(projects, amount):
    assert procuring(projects, amount).verdict == "not_assessable"


def test_an_amount_without_unit_has_no_average_in_yuan():
    assert outcome("P08", golden(JINBEI)).verdict == "not_assessable"


def test_the_form_of_2021_has_no_procurement():
    assert outcome("P08", golden(LUZHU)).verdict == "not_applicable"
