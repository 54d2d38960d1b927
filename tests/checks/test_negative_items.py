"""P04. Every report here that fails is constructed."""

from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.constructed import GONGSHU, LUZHU, golden, outcomes, printing, verdicts

BEFORE, CHANGE = "proactive.penalties.items_prev_year", "proactive.penalties.items_change"
ROWS = ["licensing", "other_services", "penalties", "coercion", "fees"]


def penalties(texts):
    (found,) = [one for one in outcomes("P04", printing(golden(GONGSHU), texts)) if one.member == "penalties"]
    return found


def test_each_row_of_items_gives_an_outcome_of_its_own():
    assert verdicts("P04", golden(GONGSHU)) == dict.fromkeys(ROWS, "passed")


def test_more_items_dropped_than_there_were_fails():
    found = penalties({BEFORE: "10", CHANGE: "-12"})
    assert (found.verdict, found.severity, found.left, found.right) == ("failed", Severity.ERROR, -2, 0)
    assert found.message_zh == "行政处罚：上一年项目数量与本年增/减之和为-2，不应为负"
    assert found.message_en == (
        "administrative penalties: the items of last year and their change add up to -2, which is negative"
    )


def test_all_items_dropped_leaves_none():
    assert penalties({BEFORE: "12", CHANGE: "-12"}).verdict == "passed"


def test_last_year_left_blank_leaves_it_doubtful():
    found = penalties({BEFORE: "/", CHANGE: "-12"})
    assert (found.verdict, found.severity, found.assumed_zero) == ("failed", Severity.DOUBTFUL, True)


def test_two_blanks_pass_and_say_that_they_were_read_as_zero():
    found = penalties({BEFORE: "", CHANGE: "—"})
    assert (found.verdict, found.assumed_zero) == ("passed", True)


def test_a_picture_is_not_assessable():
    assert penalties({CHANGE: Mark.PICTURE}).verdict == "not_assessable"


def test_the_form_of_2021_counts_no_items():
    assert verdicts("P04", golden(LUZHU)) == {None: "not_applicable"}
