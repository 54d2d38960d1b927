"""P01. Every report here that fails is constructed."""

import pytest

from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.constructed import GONGSHU, LUZHU, golden, outcomes, printing, verdicts

PUBLISHED = "proactive.normative_documents.published"
TOTAL = "proactive.normative_documents.public_total"


def test_each_row_of_documents_gives_an_outcome_of_its_own():
    assert verdicts("P01", golden(GONGSHU)) == {"rules": "passed", "normative_documents": "passed"}


def test_fewer_documents_public_than_published_contradict_each_other():
    _, found = outcomes("P01", printing(golden(GONGSHU), {TOTAL: "9"}))
    assert (found.verdict, found.severity) == ("failed", Severity.ERROR)
    assert (found.left, found.right, found.cells) == (9, 10, (TOTAL, PUBLISHED))
    assert found.message_zh == "规范性文件：对外公开总数量9，少于本年新公开数量10"
    assert found.message_en == (
        "administrative normative documents: 9 public in total, fewer than the 10 published in the year"
    )


def test_as_many_public_as_published_is_no_contradiction():
    assert set(verdicts("P01", printing(golden(GONGSHU), {TOTAL: "10"})).values()) == {"passed"}


@pytest.mark.parametrize("blank", ["", "/", "—"])
def test_a_total_left_blank_leaves_the_contradiction_doubtful(blank):
    _, found = outcomes("P01", printing(golden(GONGSHU), {TOTAL: blank}))
    assert (found.verdict, found.severity, found.assumed_zero) == ("failed", Severity.DOUBTFUL, True)


def test_a_total_of_none_is_no_blank():
    _, found = outcomes("P01", printing(golden(GONGSHU), {TOTAL: "无"}))
    assert (found.verdict, found.severity) == ("failed", Severity.ERROR)


def test_two_blanks_pass_and_say_that_they_were_read_as_zero():
    _, found = outcomes("P01", printing(golden(GONGSHU), {TOTAL: "/", PUBLISHED: "/"}))
    assert (found.verdict, found.assumed_zero) == ("passed", True)


@pytest.mark.parametrize("mark", [Mark.PICTURE, Mark.ABSENT, Mark.UNREADABLE])
def test_what_cannot_be_read_leaves_only_its_own_row_open(mark):
    found = verdicts("P01", printing(golden(GONGSHU), {PUBLISHED: mark}))
    assert found == {"rules": "passed", "normative_documents": "not_assessable"}


def test_the_form_of_2021_has_no_such_columns():
    assert verdicts("P01", golden(LUZHU)) == {None: "not_applicable"}
