"""P03. Every report here that fails is constructed."""

from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.constructed import CHANGHUA, LUZHU, golden, outcomes, printing, verdicts

ROW = "proactive.normative_documents"
MADE, REPEALED, IN_FORCE = f"{ROW}.made", f"{ROW}.repealed", f"{ROW}.in_force"


def constructed(made, repealed, in_force):
    return printing(golden(LUZHU), {MADE: made, REPEALED: repealed, IN_FORCE: in_force})


def test_a_stock_of_the_change_of_the_year_or_more_passes():
    assert verdicts("P03", constructed("3", "1", "2")) == {"rules": "passed", "normative_documents": "passed"}


def test_a_stock_below_the_change_of_the_year_fails():
    _, found = outcomes("P03", constructed("5", "1", "3"))
    assert (found.verdict, found.severity, found.left, found.right) == ("failed", Severity.WARNING, 3, 4)
    assert found.cells == (IN_FORCE, MADE, REPEALED)
    assert found.message_zh == "规范性文件：现行有效3件，少于本年制发减本年废止（4件）"
    assert "3 in force, fewer than those made less those repealed in the year (4)" in found.message_en


def test_more_repealed_than_made_asks_for_no_stock():
    assert verdicts("P03", constructed("1", "9", "0"))["normative_documents"] == "passed"


def test_a_blank_that_could_explain_the_shortfall_leaves_it_doubtful():
    for report in (constructed("5", "", "3"), constructed("5", "0", "/")):
        _, found = outcomes("P03", report)
        assert (found.verdict, found.severity, found.assumed_zero) == ("failed", Severity.DOUBTFUL, True)


def test_a_blank_among_what_was_made_explains_no_shortfall():
    _, found = outcomes("P03", constructed("", "0", "0"))
    assert (found.verdict, found.assumed_zero) == ("passed", True)


def test_a_picture_is_not_assessable():
    assert verdicts("P03", constructed("5", Mark.PICTURE, "3"))["normative_documents"] == "not_assessable"


def test_the_form_of_2019_has_no_such_columns():
    assert verdicts("P03", golden(CHANGHUA)) == {None: "not_applicable"}
