"""What a release answers from its Parquet is what its database says, over reports with everything that may stand in a box."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from query.distributions import DistributionSearch, distribution_of
from query.figures import figures
from query.indicators import By, IndicatorSearch, add_up
from query.series import SeriesSearch, series_of
from query.wide_tables import WideTables
from storage.archive import Archive as KeptArchive
from storage.release.making import make_release
from storage.release.names import known_keys
from tests.query.random_reports import YEARS, fill_at_random

pytestmark = pytest.mark.needs("analysis")
often = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
DIVISIONS = st.sampled_from([None, "33", "330000", "3301", "330112", "330112103", "11", "99", "浙江"])
PERIODS = st.none() | st.sampled_from([(year, last) for year in YEARS for last in YEARS if year <= last])
KEYS = st.lists(
    st.sampled_from([*known_keys(), "outcome.denied.*@total", "requests.*", "*.amount"]),
    min_size=1,
    max_size=4,
)
NAMED = ("outcome.denied", "rate.disclosure", "rate.granted", "rate.review_corrected", "litigation.decided",
         "proactive.procurement.amount", "requests.new@total", "outcome.other@total")  # fmt: skip
FIGURES = st.sampled_from(NAMED) | st.sampled_from(sorted(figures()))
PLACES = st.sampled_from([None, By.PROVINCE, By.CITY, By.COUNTY])


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    folder = tmp_path_factory.mktemp("random")
    path = fill_at_random(folder, seed=2007)
    with KeptArchive.open(path, folder, is_read_only=True) as kept:
        return make_release(kept.engine, kept.blobs, folder / "releases")[0] / "archive.sqlite"


@pytest.fixture(scope="module")
def wide(database):
    found = WideTables.of_release(database)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def connection(database):
    engine = create_engine(f"sqlite:///{database}")
    with engine.connect() as opened:
        yield opened
    engine.dispose()


@st.composite
def sums(draw):
    by = draw(st.lists(st.sampled_from(By), min_size=1, max_size=3, unique=True))
    if sum(one in {By.PROVINCE, By.CITY, By.COUNTY} for one in by) > 1:
        by = [By.CITY, By.YEAR]  # a line has one division
    return IndicatorSearch(
        tuple(draw(KEYS)),
        tuple(by),
        division_code=draw(DIVISIONS),
        years=draw(PERIODS),
        top=draw(st.none() | st.integers(1, 5)),
    )


@often
@given(search=sums())
def test_sums_are_those_of_the_database(wide, connection, search):
    assert wide.add_up(connection, search) == add_up(connection, search)


@often
@given(
    search=st.builds(
        SeriesSearch, FIGURES, by=PLACES | st.just(By.PUBLISHER), division_code=DIVISIONS, years=PERIODS
    )
)
def test_series_are_those_of_the_database(wide, connection, search):
    assert series_of(connection, search, wide.add_up_each) == series_of(connection, search)


@often
@given(search=st.builds(DistributionSearch, FIGURES, by=PLACES, division_code=DIVISIONS, years=PERIODS))
def test_distributions_are_those_of_the_database(wide, connection, search):
    assert distribution_of(connection, search, wide.spread) == distribution_of(connection, search)
