"""S04. Every report here that fails is constructed."""

from dataclasses import replace

from checks.outcome import Severity
from parsers.report import Problem, ProblemKind
from tests.checks.constructed import CHANGHUA, LUZHU, golden, outcome, with_tables


def test_the_old_form_for_a_new_year_fails():
    found = outcome("S04", replace(golden(CHANGHUA), year=2022))
    assert (found.verdict, found.severity) == ("failed", Severity.ERROR)
    assert (found.left, found.right, found.quotes) == ("2019", "2021", ("2022",))
    assert found.message_zh == "2022年的报告使用了2019年格式，应使用的格式为2021"
    assert found.message_en == "the report of 2022 fills the form 2019; the form due is 2021"


def test_the_new_form_for_an_old_year_fails():
    found = outcome("S04", replace(golden(LUZHU), year=2020))
    assert (found.verdict, found.left, found.right) == ("failed", "2021", "2019")


def test_the_form_of_2021_is_due_for_every_later_year():
    assert outcome("S04", replace(golden(LUZHU), year=2025)).verdict == "passed"


def test_before_2019_none_of_the_two_forms_was_due():
    found = outcome("S04", replace(golden(CHANGHUA), year=2018))
    assert found.verdict == "failed"
    assert found.right not in {"2019", "2021"}


def test_a_year_that_we_inferred_leaves_it_doubtful():
    inferred = (Problem(ProblemKind.YEAR_INFERRED, "constructed"),)
    found = outcome("S04", replace(golden(CHANGHUA), year=2022, problems=inferred))
    assert (found.verdict, found.severity) == ("failed", Severity.DOUBTFUL)


def test_a_report_of_no_known_year_is_not_assessable():
    assert outcome("S04", replace(golden(CHANGHUA), year=None)).verdict == "not_assessable"


def test_tables_that_look_alike_in_both_forms_convict_nobody():
    pictured = with_tables(golden(CHANGHUA), "proactive", is_present=False, is_picture=True)
    assert outcome("S04", replace(pictured, year=2022)).verdict == "not_assessable"
    alone = with_tables(golden(LUZHU), "proactive", "requests", is_present=False, is_picture=True)
    assert outcome("S04", alone).verdict == "not_assessable"
