"""Figures over the years: sums and rates of the five seed reports, and what compares with what."""

from decimal import Decimal

import pytest

from parsers.crosswalk import Comparability
from query.indicators import By
from query.series import Amount, FigureUnknown, SeriesSearch, steps_of

OFFICE = "杭州-拱墅区-政府办公室"


def points(archive, figure, **rest):
    """The values of the one series by year."""
    (series,) = archive.series(SeriesSearch(figure, **rest)).series
    return {point.year: point.value for point in series.points}


def test_a_printed_figure_is_added_up_over_all_reports_of_a_year(archive):
    # Verified by hand: 000 has 4 (5 in its second version), 001 has 2, 003 has 2, 004 has 41; 002 prints 1 for 2021.
    assert points(archive, "requests.new@total")[2021] == 1
    assert points(archive, "requests.new@total", publisher_id=OFFICE) == {2020: 41}


def test_a_rate_has_its_numerator_and_its_denominator_beside_it(archive):
    (series,) = archive.series(SeriesSearch("rate.disclosure", publisher_id=OFFICE)).series
    (point,) = series.points
    # Seed 004: granted 5, partial 2, outcomes 41.
    assert (point.of.total, point.among.total, point.value) == (7, 41, Decimal(7) / Decimal(41))
    assert point.level is Comparability.EXACT


def test_pending_cases_are_taken_away_and_nothing_is_divided_by_nothing(archive):
    # Seed 004: two reconsiderations, both pending; one direct suit, upheld.
    (series,) = archive.series(SeriesSearch("rate.review_corrected", publisher_id=OFFICE)).series
    (point,) = series.points
    assert (point.among.total, point.value) == (0, None)
    assert points(archive, "litigation.decided", publisher_id=OFFICE) == {2020: 1}


def test_a_sum_counts_every_box_that_is_added_or_taken_away_and_each_report_once(archive):
    # Seed 004 prints a number in both totals of litigation and in both boxes of what is pending.
    answer = archive.series(SeriesSearch("litigation.decided", publisher_id=OFFICE))
    assert (answer.zh, answer.en) == ("行政诉讼已审结", "suits that were decided")
    (point,) = answer.series[0].points
    assert point.of == Amount(Decimal(1), number_count=4, no_number_count=0, report_count=1)


def test_a_blank_adds_nothing_and_is_counted(archive):
    (series,) = archive.series(
        SeriesSearch("requests.carried_forward@total", publisher_id="杭州-富阳区-渌渚镇")
    ).series
    (point,) = series.points
    # Seed 002 leaves 结转下年度 blank.
    assert (point.value, point.of.number_count, point.of.no_number_count) == (None, 0, 1)


def test_each_county_has_its_own_series(archive):
    answer = archive.series(SeriesSearch("requests.new@total", by=By.COUNTY, years=(2020, 2020)))
    assert {one.group: [point.value for point in one.points] for one in answer.series}["330411"] == [2]


@pytest.mark.parametrize(
    ("figure", "levels"),
    [
        ("requests.new@total", {"stats2014": "approximate", "2019": "exact", "2021": "exact"}),
        ("outcome.other@total", {"stats2014": "none", "2019": "exact", "2021": "derived"}),
        ("proactive.procurement.amount", {"stats2014": "none", "2019": "exact", "2021": "none"}),
        (
            "proactive.normative_documents.made",
            {"stats2014": "approximate", "2019": "approximate", "2021": "exact"},
        ),
        ("outcome.denied", {"stats2014": "none", "2019": "exact", "2021": "exact"}),
    ],
)
def test_each_form_says_how_well_it_compares(figure, levels):
    assert {step.form: step.level.value for step in steps_of(figure)} == levels


def test_what_no_form_prints_and_nobody_named_is_said(archive):
    with pytest.raises(FigureUnknown, match=r"requests\.newest"):
        archive.series(SeriesSearch("requests.newest@total"))
