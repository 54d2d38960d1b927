"""P02. Every report here that fails is constructed."""

from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.constructed import GONGSHU, LUZHU, golden, outcomes, printing, verdicts

MADE = "proactive.normative_documents.made"
PUBLISHED = "proactive.normative_documents.published"


def test_as_many_published_as_made_pass_in_both_rows():
    assert verdicts("P02", golden(GONGSHU)) == {"rules": "passed", "normative_documents": "passed"}


def test_more_published_than_made_is_worth_knowing():
    _, found = outcomes("P02", printing(golden(GONGSHU), {PUBLISHED: "12"}))
    assert (found.verdict, found.severity, found.left, found.right) == ("failed", Severity.INFO, 12, 10)
    assert found.message_zh == "规范性文件：本年新公开12件，多于本年新制作10件"
    assert found.message_en == (
        "administrative normative documents: 12 published in the year, more than the 10 made in it"
    )


def test_what_was_made_left_blank_leaves_it_doubtful():
    _, found = outcomes("P02", printing(golden(GONGSHU), {MADE: ""}))
    assert (found.verdict, found.severity, found.assumed_zero) == ("failed", Severity.DOUBTFUL, True)


def test_nothing_published_of_what_was_made_passes():
    _, found = outcomes("P02", printing(golden(GONGSHU), {PUBLISHED: "/"}))
    assert (found.verdict, found.left, found.right, found.assumed_zero) == ("passed", 0, 10, True)


def test_a_picture_is_not_assessable():
    found = verdicts("P02", printing(golden(GONGSHU), {MADE: Mark.PICTURE}))
    assert found == {"rules": "passed", "normative_documents": "not_assessable"}


def test_the_form_of_2021_has_no_such_columns():
    assert verdicts("P02", golden(LUZHU)) == {None: "not_applicable"}
