"""Figures added up from the Parquet of a release are those that its database adds up."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import create_engine

from query.archive import Archive
from query.indicators import By, IndicatorSearch, KeyUnknown, add_up
from query.series import SeriesSearch, series_of
from query.wide_tables import WideTables
from storage.archive import Archive as KeptArchive
from storage.release.making import make_release

pytestmark = pytest.mark.needs("analysis")


@pytest.fixture(scope="module")
def folder(archive_path, tmp_path_factory):
    with KeptArchive.open(archive_path, archive_path.parent, is_read_only=True) as kept:
        return make_release(kept.engine, kept.blobs, tmp_path_factory.mktemp("releases"))[0]


@pytest.fixture(scope="module")
def wide(folder):
    found = WideTables.of_release(folder / "archive.sqlite")
    assert found is not None
    return found


@pytest.fixture
def connection(folder):
    with create_engine(f"sqlite:///{folder / 'archive.sqlite'}").connect() as opened:
        yield opened


@pytest.mark.parametrize(
    "search",
    [
        IndicatorSearch(("requests.new@total",)),
        IndicatorSearch(("requests.new@total",), by=(By.COUNTY, By.YEAR)),
        IndicatorSearch(("requests.new@total",), by=(By.PROVINCE, By.FORM)),
        IndicatorSearch(("outcome.denied.*@total",), by=(By.KEY, By.YEAR)),
        IndicatorSearch(("litigation.*.total", "review.total"), by=(By.PUBLISHER,), top=3),
        IndicatorSearch(("proactive.procurement.amount",), by=(By.PUBLISHER, By.YEAR)),
        IndicatorSearch(("*@total",), division_code="330100", years=(2020, 2020)),
        IndicatorSearch(("*",), division_code="33", by=(By.CITY, By.YEAR)),
        IndicatorSearch(("requests.*",), years=(1999, 1999)),
    ],
    ids=lambda search: f"{'+'.join(search.keys)} by {'+'.join(search.by)}",
)
def test_both_ways_to_add_up_give_the_same(wide, connection, search):
    assert wide.add_up(connection, search) == add_up(connection, search)


def test_money_is_added_up_in_yuan(wide, connection):
    search = IndicatorSearch(("proactive.procurement.amount",), by=(By.PUBLISHER,))
    sums = {line.publisher.id: line.total for line in wide.add_up(connection, search)}
    # Seeds 001 and 004 print 108万元 and 230.37万; seed 003 prints 207204.99 without a unit.
    assert sums["嘉兴-秀洲区-王店镇"] == Decimal(1080000)
    assert sums["杭州-拱墅区-政府办公室"] == Decimal(2303700)
    assert sums["杭州-临安区-锦北街道"] is None


@pytest.mark.parametrize(
    "figure", ["rate.disclosure", "outcome.denied", "litigation.decided", "requests.new@total"]
)
@pytest.mark.parametrize("by", [None, By.COUNTY, By.PUBLISHER])
def test_series_are_the_same_whoever_adds_up(wide, connection, figure, by):
    search = SeriesSearch(figure, by=by)
    assert series_of(connection, search, wide.add_up_each) == series_of(connection, search)


def test_a_release_is_opened_by_its_folder_and_answers_from_its_parquet(folder):
    with Archive.open(folder) as release, Archive.open(folder / "archive.sqlite") as database:
        search = IndicatorSearch(("outcome.*@total",), by=(By.KEY, By.YEAR))
        assert release.indicator(search) == database.indicator(search)
        assert release.series(SeriesSearch("rate.granted")) == database.series(SeriesSearch("rate.granted"))


def test_a_figure_that_nobody_prints_is_unknown_to_both(wide, connection):
    search = IndicatorSearch(("requests.newest@total",))
    for ask in (wide.add_up, add_up):
        with pytest.raises(KeyUnknown, match="newest"):
            ask(connection, search)


def test_the_past_is_asked_of_the_database(folder):
    with Archive.open(folder) as release:
        search = replace(IndicatorSearch(("requests.new@total",)), as_of=date(1999, 1, 1))
        assert release.indicator(search) == ()
