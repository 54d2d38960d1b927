"""X09. Every series here is constructed."""

from checks.neighbours import Series
from checks.outcome import Severity
from tests.checks.beside import of_year, said
from tests.checks.constructed import LUZHU, golden


def judged(years, sought):
    series = Series(frozenset(years), frozenset(sought))
    return said("X09", of_year(golden(LUZHU), 2024), series=series)


def test_a_year_between_two_reports_that_was_looked_for_is_missing():
    found = judged({2021, 2024}, range(2019, 2025))
    assert (found.verdict, found.severity, found.quotes) == ("failed", Severity.WARNING, ("2022", "2023"))
    assert found.message_zh == "两份年报之间缺少年度：2022；2023（上一份为2021年）"


def test_a_series_without_gaps_passes_and_so_does_its_first_report():
    assert judged({2022, 2023, 2024}, ()).verdict == "passed"
    assert judged({2024, 2026}, range(2008, 2027)).verdict == "passed"


def test_a_year_that_nobody_looked_for_says_nothing():
    assert judged({2021, 2024}, ()).verdict == "not_assessable"
    assert judged({2021, 2024}, {2023}).quotes == ("2023",)


def test_without_a_series_it_is_not_assessable():
    assert said("X09", golden(LUZHU)).verdict == "not_assessable"
