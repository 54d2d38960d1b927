"""Pending cases are taken away from the cases of the same report: reports made by hand, asked in every way."""

import csv
import io
from decimal import Decimal

import pytest
from fastapi.testclient import TestClient

from query.boxes import BoxSearch
from query.distributions import DistributionSearch
from query.indicators import By
from query.series import Amount, SeriesSearch
from query.web.app import create_app
from tests.query.made_rows import MadeRows, empty_box, number_box

BLANK = empty_box("blank")
# Corrected, total and pending of reconsiderations, as three reports of 2020 print them.
PRINTED = {
    "a": ("330112", 1, 5, 2),  # 3 are decided
    "b": ("330112", 1, None, 2),  # nobody can say how many are decided
    "c": ("330111", 0, 4, None),  # none said to be pending: 4
}
DECIDED = Amount(Decimal(7), number_count=3, no_number_count=2, report_count=3)


@pytest.fixture(scope="module")
def made_path(tmp_path_factory):
    rows = MadeRows()
    for owner, (division, *numbers) in PRINTED.items():
        rows.add_owner(owner, division)
        boxes = [BLANK if number is None else number_box(number) for number in numbers]
        keys = ("review.corrected", "review.total", "review.pending")
        rows.add_report(owner, 2020, "2019", dict(zip(keys, boxes, strict=True)))
    rows.add_owner("d", "330112")
    # And no box that it could be taken from.
    rows.add_report("d", 2020, "2019", {"review.pending": number_box(6)})
    return rows.keep(tmp_path_factory.mktemp("made"))


def test_a_report_without_a_total_takes_nothing_from_its_neighbours(made):
    (series,) = made.series(SeriesSearch("review.decided")).series
    assert [(point.value, point.of) for point in series.points] == [(7, DECIDED)]


def test_each_county_loses_only_what_its_own_reports_take_away(made):
    found = made.series(SeriesSearch("review.decided", by=By.COUNTY)).series
    assert {one.group: one.points[0].value for one in found} == {"330112": 3, "330111": 4}


def test_a_publisher_of_whom_nobody_can_say_it_has_no_value(made):
    (series,) = made.series(SeriesSearch("review.decided", publisher_id="b")).series
    assert [(point.value, point.of) for point in series.points] == [(None, Amount(None, 0, 1, 1))]


def test_the_denominator_of_a_rate_is_what_was_decided(made):
    (series,) = made.series(SeriesSearch("rate.review_corrected")).series
    (point,) = series.points
    assert (point.of.total, point.among, point.value) == (2, DECIDED, Decimal(2) / Decimal(7))


def test_a_distribution_and_the_boxes_tell_the_same(made):
    (spread,) = made.distribution(DistributionSearch("review.decided")).spreads
    assert (spread.minimum, spread.maximum, spread.mean) == (3, 4, Decimal("3.5"))
    assert (spread.report_count, spread.no_number_count, spread.partial_count) == (3, 1, 1)
    boxes = made.boxes(BoxSearch("review.decided"), 9).reports
    assert {one.publisher.id: one.total for one in boxes} == {"a": 3, "b": None, "c": 4, "d": None}


def test_a_report_without_a_box_to_take_from_is_counted_nowhere(made):
    (spread,) = made.distribution(
        DistributionSearch("review.decided", by=By.COUNTY, division_code="330112")
    ).spreads
    assert (spread.report_count, spread.value_count, spread.no_number_count) == (2, 1, 1)  # a and b
    (series,) = made.series(SeriesSearch("review.decided", by=By.COUNTY, division_code="330112")).series
    assert series.points[0].of.report_count == 2


def test_a_report_without_a_box_of_the_numerator_is_counted_nowhere(made):
    (spread,) = made.distribution(DistributionSearch("rate.review_corrected")).spreads
    (series,) = made.series(SeriesSearch("rate.review_corrected")).series
    assert spread.report_count == series.points[0].of.report_count == 3
    # a has 1 of 3, c none of 4; of b nobody can say how many were decided.
    assert (spread.value_count, spread.no_number_count, spread.maximum) == (
        2,
        1,
        Decimal("0.333333333333333"),
    )


def test_the_command_the_page_and_the_interface_say_it(run, made_path):
    said = run("series", "review.decided", "--csv", "--archive", made_path)
    (line,) = csv.DictReader(io.StringIO(said.stdout))
    assert (line["value"], line["number_count"], line["no_number_count"]) == ("7", "3", "2")
    with TestClient(create_app(made_path, made_path.parent)) as site:
        answer = site.get("/api/v1/series", params={"figure": "review.decided"}).json()
        page = site.get("/explore.csv", params={"figure": "review.decided"}).text
    assert [point["value"] for one in answer["series"] for point in one["points"]] == ["7"]
    assert [row["value"] for row in csv.DictReader(io.StringIO(page))] == ["7"]
