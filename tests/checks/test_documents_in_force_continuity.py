"""X02. Every pair of years here is constructed."""

from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.beside import findings, of_year, said, verdicts
from tests.checks.constructed import CHANGHUA, LUZHU, golden, printing

ROW = "proactive.normative_documents"
STOCK, MADE, REPEALED = f"{ROW}.in_force", f"{ROW}.made", f"{ROW}.repealed"


def year(number, in_force, made="0", repealed="0"):
    texts = {STOCK: in_force, MADE: made, REPEALED: repealed}
    return of_year(printing(golden(LUZHU), texts), number)


def test_a_stock_that_follows_from_last_year_s_passes():
    found = verdicts("X02", year(2022, "12", "5", "3"), previous=year(2021, "10"))
    assert found == {"rules": "passed", "normative_documents": "passed"}


def test_a_stock_that_does_not_follow_fails_with_both_sides():
    found = findings("X02", year(2022, "15", "5", "3"), previous=year(2021, "10"))["normative_documents"]
    assert (found.left, found.right, found.severity) == (15, 12, Severity.WARNING)
    assert found.cells == (STOCK, MADE, REPEALED)
    assert "现行有效15件，上年有效加本年制发减本年废止应为12件" in found.message_zh


def test_a_blank_that_could_explain_the_difference_leaves_it_doubtful():
    too_few = findings("X02", year(2022, "8", "0", "/"), previous=year(2021, "10"))
    assert too_few["normative_documents"].severity is Severity.DOUBTFUL
    too_many = findings("X02", year(2022, "12", "0", "/"), previous=year(2021, "10"))
    assert too_many["normative_documents"].severity is Severity.WARNING


def test_a_picture_is_not_assessable():
    found = verdicts("X02", year(2022, "12"), previous=year(2021, Mark.PICTURE))
    assert found["normative_documents"] == "not_assessable"


def test_the_first_year_of_the_form_has_no_stock_before_it():
    assert said("X02", year(2021, "12"), previous=golden(CHANGHUA)).verdict == "not_applicable"
    assert said("X02", year(2022, "12")).verdict == "not_assessable"
