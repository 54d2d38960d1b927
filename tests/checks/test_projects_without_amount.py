"""P06. Every report here that fails is constructed."""

import pytest

from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.constructed import GONGSHU, LUZHU, golden, outcome, printing

PROJECTS, AMOUNT = "proactive.procurement.projects", "proactive.procurement.amount"


def procuring(projects, amount):
    return outcome("P06", printing(golden(GONGSHU), {PROJECTS: projects, AMOUNT: amount}))


def test_projects_without_an_amount_fail():
    found = procuring("22", "0元")
    assert (found.verdict, found.severity, found.left, found.right) == ("failed", Severity.WARNING, 22, 0)
    assert found.quotes == ("22", "0元")
    assert found.message_zh == "采购项目数量为22，采购总金额为0，应同为零或同不为零"
    assert found.message_en == (
        "22 projects of procurement beside an amount of 0: both should be 0, or neither"
    )


def test_an_amount_without_projects_fails():
    assert procuring("0", "5万元").verdict == "failed"


@pytest.mark.parametrize(("projects", "amount"), [("22", ""), ("/", "5万元"), ("—", "5万元")])
def test_a_blank_beside_a_number_is_doubtful(projects, amount):
    found = procuring(projects, amount)
    assert (found.verdict, found.severity, found.assumed_zero) == ("failed", Severity.DOUBTFUL, True)


@pytest.mark.parametrize(("projects", "amount"), [("22", "5万元"), ("0", "0"), ("/", "/"), ("0", "无")])
def test_both_or_neither_pass(projects, amount):
    assert procuring(projects, amount).verdict == "passed"


@pytest.mark.parametrize("mark", [Mark.PICTURE, Mark.ABSENT, Mark.UNREADABLE])
def test_what_cannot_be_read_is_not_assessable(mark):
    assert procuring("22", mark).verdict == "not_assessable"
    assert procuring(mark, "0").verdict == "not_assessable"


def test_the_form_of_2021_has_no_procurement():
    assert outcome("P06", golden(LUZHU)).verdict == "not_applicable"
