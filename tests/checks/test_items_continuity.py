"""X03. Every pair of years here is constructed."""

from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.beside import findings, of_year, said, verdicts
from tests.checks.constructed import GONGSHU, LUZHU, golden, printing

STOCK, CHANGE = "proactive.licensing.items_prev_year", "proactive.licensing.items_change"


def year(number, items, change="0"):
    return of_year(printing(golden(GONGSHU), {STOCK: items, CHANGE: change}), number)


def test_the_items_of_last_year_with_their_change_are_those_now_called_last_year_s():
    found = verdicts("X03", year(2020, "90"), previous=year(2019, "100", "-10"))
    assert found["licensing"] == "passed"


def test_other_items_fail():
    found = findings("X03", year(2020, "100"), previous=year(2019, "100", "-10"))["licensing"]
    assert (found.left, found.right, found.severity, found.cells) == (100, 90, Severity.WARNING, (STOCK,))


def test_a_blank_change_leaves_it_doubtful_when_it_could_be_more():
    found = findings("X03", year(2020, "90"), previous=year(2019, "80", "/"))["licensing"]
    assert found.severity is Severity.DOUBTFUL


def test_a_picture_is_not_assessable():
    found = verdicts("X03", year(2020, "90"), previous=year(2019, Mark.PICTURE))
    assert found["licensing"] == "not_assessable"


def test_without_the_year_before_it_is_not_assessable_and_in_another_form_not_applicable():
    assert said("X03", year(2020, "90")).verdict == "not_assessable"
    assert said("X03", golden(LUZHU), previous=year(2020, "90")).verdict == "not_applicable"
    assert said("X03", year(2020, "90"), previous=golden(LUZHU)).verdict == "not_applicable"
