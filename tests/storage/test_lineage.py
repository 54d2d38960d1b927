"""Which publishers are one authority, by the events of shared/domain/publishers.yaml."""

import pytest

from parsers.publishers import resolve
from storage.lineage import lineage


def ids(*names_of_years):
    """Resolve (name, year, division code) as reports of these years would."""
    return [resolve(*one) for one in names_of_years]


def lineage_of(publisher):
    return lineage(publisher.id, publisher.canonical, publisher.division_code)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("富阳市财政局", 2013, "330111"), ("富阳区财政局", 2016, "330111")),
        (("临安市财政局", 2016, "330112"), ("临安区财政局", 2017, "330112")),
        (("临安市市场监管局", 2016, "330112"), ("临安区市场监督管理局", 2017, "330112")),
        (("国家税务总局临安市税务局", 2016, "330112"), ("国家税务总局杭州市临安区税务局", 2018, "330112")),
        (("临安市人民政府", 2016, "330112"), ("临安区人民政府", 2017, "330112")),
        (("富阳市政府办公室", 2013, "330111"), ("富阳区政府办公室", 2016, "330111")),
    ],
)
def test_an_organ_of_a_county_that_became_a_district_is_one_series(before, after):
    earlier, later = ids(before, after)
    assert earlier.id != later.id
    assert lineage_of(earlier) == lineage_of(later) == {earlier.id, later.id}


@pytest.mark.parametrize("organ", ["财政局", "人民政府", "政府办公室"])
def test_a_merger_breaks_the_series(organ):
    before, after, gone = ids(
        (f"拱墅区{organ}", 2020, "330105"),
        (f"拱墅区{organ}", 2021, "330105"),
        (f"下城区{organ}", 2020, "330103"),
    )
    assert len({before.id, after.id, gone.id}) == 3
    for one in (before, after, gone):
        assert lineage_of(one) == {one.id}


def test_different_organs_of_one_county_are_never_one():
    finance, education = ids(("临安区财政局", 2020, "330112"), ("临安区教育局", 2020, "330112"))
    assert not lineage_of(finance) & lineage_of(education)


def test_a_town_keeps_its_id_over_the_renaming_of_its_county():
    before, after = ids(("昌化镇", 2016, "330112"), ("昌化镇", 2017, "330112"))
    assert before.id == after.id
    assert lineage_of(after) == {after.id}


def test_a_publisher_whose_division_nobody_knows_is_itself():
    assert lineage("unresolved-nowhere-某局", "某局", None) == {"unresolved-nowhere-某局"}
