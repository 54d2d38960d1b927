"""其他处理 printed as one cell counts as its three cells: reports made by hand, asked in every way."""

from decimal import Decimal

import pytest

from query.boxes import BoxSearch
from query.distributions import DistributionSearch
from query.indicators import By, IndicatorSearch
from query.series import SeriesSearch
from query.years import cell_over_years, years_of
from tests.query.made_rows import MadeRows, empty_box, number_box

ONE = "outcome.other@total"
LEAVES = tuple(f"outcome.other.{part}@total" for part in ("not_corrected", "fee_unpaid", "misc"))
# 其他处理 as one cell, then its three cells, as four reports of 2022 print them. None: the report has no such cell.
PRINTED = {
    "one": (5, None, None, None),  # 5
    "three": (None, 1, 2, 4),  # 7
    "both": (6, 1, 2, 3),  # 6: the three are in it
    "dash": ("dash", 1, 1, 0),  # 2
}
VALUES = {"one": 5, "three": 7, "both": 6, "dash": 2}
TOTAL = 5 + 7 + 6 + 2


@pytest.fixture(scope="module")
def made_path(tmp_path_factory):
    rows = MadeRows()
    for owner, printed in PRINTED.items():
        rows.add_owner(owner, "330112")
        boxes = {
            key: empty_box(found) if isinstance(found, str) else number_box(found)
            for key, found in zip((ONE, *LEAVES), printed, strict=True)
            if found is not None
        }
        rows.add_report(owner, 2022, "2021", boxes)
    return rows.keep(tmp_path_factory.mktemp("made"))


def test_a_series_adds_each_report_once(made):
    (series,) = made.series(SeriesSearch(ONE)).series
    (point,) = series.points
    # 1 + 3 + 1 + 3 boxes have a number, the dash has none.
    assert (point.value, point.of.number_count, point.of.no_number_count) == (TOTAL, 8, 1)
    assert point.of.report_count == 4


def test_a_distribution_has_the_value_of_each_report(made):
    (spread,) = made.distribution(DistributionSearch(ONE)).spreads
    assert (spread.report_count, spread.value_count, spread.partial_count) == (4, 4, 1)
    assert (spread.minimum, spread.maximum, spread.mean) == (2, 7, Decimal(TOTAL) / 4)


def test_the_boxes_are_those_that_count(made):
    found = {one.publisher.id: one for one in made.boxes(BoxSearch(ONE), 9).reports}
    assert {owner: one.total for owner, one in found.items()} == VALUES
    assert {owner: [box.key for box in one.boxes] for owner, one in found.items()} == {
        "one": [ONE],
        "three": [*LEAVES],
        "both": [ONE],
        "dash": [*LEAVES, ONE],
    }


def test_a_pattern_that_fits_both_adds_each_report_once(made):
    (line,) = made.indicator(IndicatorSearch(("outcome.other*@total",)))
    assert (line.total, line.number_count, line.no_number_count, line.report_count) == (TOTAL, 8, 1, 4)


def test_told_apart_by_key_each_cell_is_what_is_printed(made):
    lines = made.indicator(IndicatorSearch(("outcome.other*@total",), by=(By.KEY,)))
    assert {line.key: line.total for line in lines} == dict(zip((ONE, *LEAVES), (11, 3, 5, 7), strict=True))


def test_a_part_is_not_told_by_the_cell_that_stands_for_it(made):
    (series,) = made.series(SeriesSearch(LEAVES[0])).series
    assert [(point.value, point.of.report_count) for point in series.points] == [(3, 3)]


@pytest.mark.parametrize(
    ("owner", "printed"), [("one", {ONE: 5}), ("three", dict(zip(LEAVES, (1, 2, 4), strict=True)))]
)
def test_the_other_years_of_the_one_box_of_the_older_form_show_what_is_printed(made, owner, printed):
    with made.engine.connect() as connection:
        years = years_of(connection, made.choose_publisher(owner, 2022).publisher)
        (found,) = cell_over_years(connection, years, ONE, "2019")
    assert (found.level, {one.key: one.value for one in found.cells}) == ("derived", printed)
