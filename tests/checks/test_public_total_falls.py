"""X04. Every pair of years here is constructed."""

from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.beside import findings, of_year, said, verdicts
from tests.checks.constructed import GONGSHU, golden, printing

KEY = "proactive.normative_documents.public_total"


def year(number, text):
    return of_year(printing(golden(GONGSHU), {KEY: text}), number)


def test_a_total_that_grows_or_stays_passes():
    assert verdicts("X04", year(2020, "106"), previous=year(2019, "100"))["normative_documents"] == "passed"
    assert verdicts("X04", year(2020, "100"), previous=year(2019, "100"))["normative_documents"] == "passed"


def test_a_total_that_falls_is_worth_knowing():
    found = findings("X04", year(2020, "90"), previous=year(2019, "100"))["normative_documents"]
    assert (found.left, found.right, found.severity, found.cells) == (90, 100, Severity.INFO, (KEY,))


def test_a_blank_total_is_doubtful():
    found = findings("X04", year(2020, "/"), previous=year(2019, "100"))["normative_documents"]
    assert found.severity is Severity.DOUBTFUL


def test_a_picture_or_no_year_before_is_not_assessable():
    found = verdicts("X04", year(2020, Mark.PICTURE), previous=year(2019, "100"))
    assert found["normative_documents"] == "not_assessable"
    assert said("X04", year(2020, "90")).verdict == "not_assessable"
