"""D09. Every report here is constructed: no golden text carries the date of its page."""

from dataclasses import replace

import pytest

from tests.checks.constructed import CHANGHUA, GONGSHU, golden
from tests.checks.told import of, one, verdict


def published(day, number=GONGSHU):
    return replace(golden(number), published_on=day)


def test_an_office_after_the_end_of_january_is_late():
    found = one("D09", published("2021-02-01"))
    assert (found.verdict, found.severity) == ("failed", "warning")
    assert (found.left, found.right) == ("2021-02-01", "2021-01-31")
    assert found.message_zh == "发布日期2021-02-01不在规定期限内（界限2021-01-31）"
    assert found.message_en == "published on 2021-02-01, outside the time allowed (bound 2021-01-31)"


@pytest.mark.parametrize("day", ["2021-01-01", "2021-01-31"])
def test_both_ends_of_january_are_in_time(day):
    assert verdict("D09", published(day)) == "passed"


def test_before_the_year_is_over_is_too_early():
    assert one("D09", published("2020-12-31")).right == "2021-01-01"


def test_governments_have_until_the_end_of_march():
    county = of(golden(GONGSHU), "杭州市拱墅区人民政府", "county_government")
    assert verdict("D09", replace(county, published_on="2021-03-31")) == "passed"
    assert verdict("D09", replace(county, published_on="2021-04-01")) == "failed/warning"


def test_towns_keep_a_custom_and_are_only_told():
    assert verdict("D09", published("2021-01-31", CHANGHUA)) == "passed"
    assert verdict("D09", published("2021-02-20", CHANGHUA)) == "failed/info"


def test_without_a_date_or_with_one_that_is_none_nothing_is_said():
    assert verdict("D09", published(None)) == "not_assessable"
    assert verdict("D09", published("2021-02-31")) == "not_assessable"
    assert verdict("D09", replace(published("2021-01-20"), publisher=None, title=None)) == "not_assessable"
