"""Publishers over time: the events of publishers.yaml as links between publishers."""

from datetime import date

import pytest

from parsers.publisher_links import Link, LinkKind, links

CITY_TO_DISTRICT, MERGER = date(2017, 9, 15), date(2021, 4, 9)


@pytest.mark.parametrize(
    "link",
    [
        Link("杭州-临安市-人民政府", "杭州-临安区-人民政府", LinkKind.RENAMED, CITY_TO_DISTRICT),
        Link("杭州-富阳市-政府办公室", "杭州-富阳区-政府办公室", LinkKind.RENAMED, date(2015, 2, 15)),
        Link("杭州-拱墅区-人民政府", "杭州-拱墅区(2021)-人民政府", LinkKind.SUCCESSOR, MERGER),
        Link("杭州-下城区-人民政府", "杭州-拱墅区(2021)-人民政府", LinkKind.MERGED_INTO, MERGER),
        Link("杭州-下城区-长庆街道", "杭州-拱墅区-长庆街道", LinkKind.SUCCESSOR, MERGER),
        Link("杭州-余杭区-人民政府", "杭州-临平区-人民政府", LinkKind.SPLIT_FROM, MERGER),
        Link("杭州-江干区-人民政府", "杭州-钱塘区-人民政府", LinkKind.SPLIT_FROM, MERGER),
        Link("杭州-萧山区-人民政府", "杭州-钱塘区-人民政府", LinkKind.SPLIT_FROM, MERGER),
    ],
)
def test_the_known_changes_are_links_with_their_dates(link):
    assert link in links()


def test_a_change_that_only_the_snapshots_tell_says_that_its_day_is_not_known():
    link = Link(
        "淮安-洪泽县-人民政府",
        "淮安-洪泽区-人民政府",
        LinkKind.RENAMED,
        date(2016, 7, 31),
        is_date_known=False,
    )
    assert link in links(codes=["320813"])


def test_links_may_be_asked_for_some_divisions_only():
    assert {link.effective_on for link in links(codes=["330112"])} == {CITY_TO_DISTRICT}


def test_departments_are_linked_when_they_are_asked_for():
    link = Link("杭州-下城区-教育局", "杭州-拱墅区(2021)-教育局", LinkKind.MERGED_INTO, MERGER)
    assert link not in links()
    assert link in links(["教育局"])


def test_a_town_that_only_changed_its_code_needs_no_link():
    assert not [link for link in links() if "昌化镇" in link.earlier + link.later]


def test_no_publisher_is_linked_to_itself_and_no_link_is_told_twice():
    found = links(["教育局"])
    assert all(link.earlier != link.later for link in found)
    assert len(set(found)) == len(found)
