"""X07. Every pair of years here is constructed."""

import pytest

from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.beside import of_year, said
from tests.checks.constructed import CHANGHUA, GONGSHU, LUZHU, WANGDIAN, golden, printing


def nothing(number):
    """A year in which every cell prints 0."""
    report = golden(LUZHU)
    return of_year(printing(report, {cell.key: "0" for cell in report.cells}), number)


def test_the_same_figures_as_last_year_are_a_finding():
    found = said("X07", golden(GONGSHU), previous=of_year(golden(GONGSHU), 2019))
    assert (found.verdict, found.severity, len(found.cells)) == ("failed", Severity.WARNING, 31)
    assert found.message_zh == "全部数据与上年完全相同：31个非零数据"


def test_one_other_figure_is_enough_to_pass():
    before = of_year(printing(golden(GONGSHU), {"review.total": "3"}), 2019)
    assert said("X07", golden(GONGSHU), previous=before).verdict == "passed"


@pytest.mark.parametrize(("then", "now"), [("0", "2"), ("2", "0")])
def test_a_figure_that_was_nothing_or_became_nothing_tells_the_years_apart(then, now):
    before = of_year(printing(golden(GONGSHU), {"review.total": then}), 2019)
    after = printing(golden(GONGSHU), {"review.total": now})
    assert said("X07", after, previous=before).verdict == "passed"


def test_a_slash_where_a_zero_was_is_no_other_figure():
    before = of_year(printing(golden(GONGSHU), {"review.upheld": "/"}), 2019)
    assert said("X07", golden(GONGSHU), previous=before).verdict == "failed"


def test_nothing_in_both_years_is_no_copy():
    assert said("X07", nothing(2022), previous=nothing(2021)).verdict == "passed"


def test_few_figures_may_be_alike_by_chance():
    found = said("X07", golden(LUZHU), previous=of_year(golden(LUZHU), 2020))
    assert (found.verdict, found.severity) == ("failed", Severity.DOUBTFUL)
    assert len(found.cells) == 5


def test_a_picture_is_not_assessable_unless_another_figure_tells_the_years_apart():
    same = of_year(golden(CHANGHUA), 2019)
    assert said("X07", golden(CHANGHUA), previous=same).verdict == "not_assessable"
    other = printing(same, {"requests.new@total": "5"})
    assert said("X07", golden(CHANGHUA), previous=other).verdict == "passed"
    hidden = printing(same, {"requests.new@total": Mark.PICTURE})
    assert said("X07", golden(CHANGHUA), previous=hidden).verdict == "not_assessable"


def test_another_form_is_not_applicable_and_no_year_before_not_assessable():
    assert said("X07", golden(LUZHU), previous=golden(WANGDIAN)).verdict == "not_applicable"
    assert said("X07", golden(LUZHU)).verdict == "not_assessable"
