"""How figures of the five seed reports are spread over their publishers."""

from decimal import Decimal

import pytest

from parsers.crosswalk import Comparability
from query.distributions import PERCENTS, DistributionSearch
from query.indicators import By
from query.series import FigureUnknown


def spread(archive, figure, year, **rest):
    """The one spread of a figure in a year."""
    (found,) = archive.distribution(DistributionSearch(figure, years=(year, year), **rest)).spreads
    return found


def test_quantiles_are_values_that_reports_have(archive):
    # Verified by hand, for 2020: 000 has 4, 001 has 2, 003 has 2, 004 has 41.
    found = spread(archive, "requests.new@total", 2020)
    told = {one.percent: one.value for one in found.quantiles}
    assert told == {10: 2, 25: 2, 50: 2, 75: 4, 90: 41, 99: 41}
    assert tuple(told) == PERCENTS
    assert (found.minimum, found.maximum, found.mean) == (2, 41, Decimal("12.25"))
    assert (found.report_count, found.value_count, found.level) == (4, 4, Comparability.EXACT)


def test_a_report_without_a_number_has_no_value_and_is_counted(archive):
    # Seed 002, the only one for 2021, leaves 结转下年度 blank.
    found = spread(archive, "requests.carried_forward@total", 2021)
    assert (found.report_count, found.value_count, found.no_number_count) == (1, 0, 1)
    assert (found.quantiles, found.mean, found.minimum) == ((), None, None)


def test_a_rate_without_a_denominator_has_no_value_and_is_counted(archive):
    # Seed 004: two reconsiderations, both pending, so that none was decided.
    found = spread(archive, "rate.review_corrected", 2020, division_code="330105")
    assert (found.report_count, found.value_count, found.no_denominator_count) == (1, 0, 1)


def test_each_county_has_its_own_spread_and_its_name(archive):
    search = DistributionSearch("requests.new@total", by=By.COUNTY, years=(2020, 2020))
    found = {one.group: one for one in archive.distribution(search).spreads}
    assert found["330105"].maximum == 41
    assert found["330105"].name.endswith("拱墅区")


def test_what_no_form_prints_has_no_distribution(archive):
    with pytest.raises(FigureUnknown, match=r"requests\.newest"):
        archive.distribution(DistributionSearch("requests.newest@total"))
