"""X01. Every pair of years here is constructed."""

import pytest

from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.beside import findings, of_year, said, verdicts
from tests.checks.constructed import GONGSHU, LUZHU, golden, lacking, printing

COLUMNS = (
    "natural_person", "org.business", "org.research", "org.nonprofit", "org.legal_service", "org.other", "total",
)  # fmt: skip
OVER, FORWARD = "requests.carried_over@total", "requests.carried_forward@total"


def now(text):
    return printing(golden(GONGSHU), {OVER: text})


def before(text):
    return of_year(printing(golden(GONGSHU), {FORWARD: text}), 2019)


def test_what_was_carried_forward_is_carried_over():
    assert verdicts("X01", now("3"), previous=before("3")) == dict.fromkeys(COLUMNS, "passed")


def test_another_number_is_an_error_in_its_column():
    assert verdicts("X01", now("3"), previous=before("2"))["natural_person"] == "passed"
    found = findings("X01", now("3"), previous=before("2"))["total"]
    assert (found.left, found.right, found.severity, found.cells) == (3, 2, Severity.ERROR, (OVER,))
    assert found.message_zh == "总计：本年“上年结转”为3，上年“结转下年度继续办理”为2"


def test_a_year_in_another_form_is_compared_all_the_same():
    previous = of_year(printing(golden(GONGSHU), {FORWARD: "2"}), 2020)
    found = findings("X01", golden(LUZHU), previous=previous)
    assert (found["total"].left, found["total"].right) == (0, 2)


@pytest.mark.parametrize("text", ["", "/"])
def test_a_blank_that_could_explain_the_difference_leaves_it_doubtful(text):
    assert findings("X01", now("3"), previous=before(text))["total"].severity is Severity.DOUBTFUL
    assert findings("X01", now(text), previous=before("3"))["total"].severity is Severity.DOUBTFUL


def test_a_blank_beside_a_zero_passes_and_says_so():
    assert verdicts("X01", now(""), previous=before("0"))["total"] == "passed"


def test_a_picture_or_a_lost_cell_is_not_assessable():
    assert verdicts("X01", now(Mark.PICTURE), previous=before("3"))["total"] == "not_assessable"
    lost = lacking(before("3"), FORWARD)
    assert verdicts("X01", now("3"), previous=lost)["total"] == "not_assessable"


def test_without_the_year_before_it_is_not_assessable():
    assert said("X01", now("3")).verdict == "not_assessable"
