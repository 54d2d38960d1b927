"""P11. Every series of years here is constructed."""

from dataclasses import replace

import pytest

from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.constructed import CHANGHUA, LUZHU, golden, outcome, printing

LICENSING, PENALTIES = "proactive.licensing.decisions", "proactive.penalties.decisions"


def year(number, licensing="0", penalties="0"):
    """Construct the report of a year in the form of 2021."""
    texts = {LICENSING: licensing, PENALTIES: penalties}
    return replace(printing(golden(LUZHU), texts), year=number)


def judged(now, *past):
    return outcome("P11", now, past[0] if past else None, tuple(past[1:]))


def test_decisions_after_three_years_without_any_are_a_sudden_change():
    found = judged(year(2024, "35"), year(2023), year(2022), year(2021))
    assert (found.verdict, found.severity, found.cells) == ("failed", Severity.WARNING, (LICENSING,))
    assert (found.left, found.right) == ("35", "0/0/0")
    assert found.message_zh == "行政许可·本年处理决定数量：本年为35，前三年为0/0/0"
    assert found.message_en.endswith(": 35 this year, 0/0/0 in the three years before")


def test_no_decisions_after_three_years_with_some_are_a_sudden_change():
    past = [year(number, "0", "12") for number in (2023, 2022, 2021)]
    found = judged(year(2024), *past)
    assert (found.verdict, found.cells, found.left, found.right) == ("failed", (PENALTIES,), "0", "12/12/12")


def test_one_year_alike_is_enough_to_pass():
    assert judged(year(2024, "35"), year(2023, "2")).verdict == "passed"
    assert judged(year(2024, "35"), year(2023), year(2022, "1"), year(2021)).verdict == "passed"


def test_fewer_than_three_years_are_not_enough_to_blame():
    assert judged(year(2024, "35")).verdict == "not_assessable"
    assert judged(year(2024, "35"), year(2023), year(2022)).verdict == "not_assessable"


def test_years_that_do_not_follow_on_are_not_those_before():
    assert judged(year(2024, "35"), year(2022), year(2021), year(2020)).verdict == "not_assessable"


def test_a_year_in_the_form_of_2019_tells_the_same_figures():
    assert judged(year(2021, "35"), golden(CHANGHUA)).verdict == "not_assessable"
    assert judged(year(2021), golden(CHANGHUA)).verdict == "passed"


def test_a_blank_in_the_years_before_leaves_it_doubtful():
    found = judged(year(2024, "35"), year(2023, "/"), year(2022), year(2021))
    assert (found.verdict, found.severity, found.assumed_zero) == ("failed", Severity.DOUBTFUL, True)


@pytest.mark.parametrize("mark", [Mark.PICTURE, Mark.ABSENT])
def test_a_picture_is_not_assessable_this_year_or_before(mark):
    series = year(2023), year(2022), year(2021)
    assert judged(year(2024, mark), *series).verdict == "not_assessable"
    assert judged(year(2024, "35"), year(2023, mark), *series[1:]).verdict == "not_assessable"


def test_a_report_of_no_known_year_has_no_years_before():
    report = replace(year(2024, "35"), year=None)
    assert judged(report, year(2023), year(2022), year(2021)).verdict == "not_assessable"


def test_the_form_of_2019_is_not_concerned():
    assert outcome("P11", golden(CHANGHUA)).verdict == "not_applicable"
