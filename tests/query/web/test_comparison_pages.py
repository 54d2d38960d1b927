"""Comparison shows what differs where it does: in the cells, in the words, between reports."""

import pytest
from parsel import Selector

from tests.query.seeds import CHANGHUA, EDITS, JINBEI, truth_of

pytestmark = pytest.mark.needs("web")
NEW = "requests.new@natural_person"


def text_of(selector):
    return "".join(selector.xpath(".//text()").getall()).strip()


def test_two_versions_show_the_cells_and_characters_that_changed(see):
    page = Selector(see("/r/昌化镇/2020/compare/1v1/1v2", lang="en"))
    (row,) = page.xpath("//h2[@id='cells']/following-sibling::div[1]//tbody/tr")
    assert row.attrib["id"] == NEW
    assert (row.css("del::text").get(), row.css("ins::text").get()) == ("4", "5")
    words = page.xpath("//h2[@id='text']/following-sibling::section")
    assert (words.css("del::text").getall(), words.css("ins::text").getall()) == (["8", "4"], ["9", "5"])
    for old, _ in EDITS:
        assert old[:4] in text_of(words)


def test_two_versions_show_the_findings_that_came(see):
    page = Selector(see("/r/昌化镇/2020/compare/1v1/1v2", lang="en"))
    come = page.xpath(
        "//h2[@id='findings']/following-sibling::ul[1]/li[span[@class='error']]/code/text()"
    ).getall()
    assert {"R01", "R02", "R04"} <= set(come)


def test_a_comparison_with_a_version_that_there_is_not_is_not_found(site):
    assert site.get("/r/昌化镇/2020/compare/1v1/1v7").status_code == 404


def test_two_publishers_stand_side_by_side_with_what_differs(see):
    page = Selector(see("/compare", a="昌化镇/2020", b="锦北街道/2020", lang="en"))
    one, other = ({c["key"]: c["text"] for c in truth_of(case)["cells"]} for case in (CHANGHUA, JINBEI))
    one[NEW] = "5"  # as edited
    rows = page.css("table.list tbody tr")
    assert len(rows) == len(one)
    for row in rows:
        key = row.css("td a::attr(href)").get().rpartition("/cell/")[2].partition("?")[0]
        assert ("different" in row.attrib.get("class", "")) == (one[key] != other[key]), key


def test_only_what_differs_may_be_asked_for(see):
    page = Selector(see("/compare", a="昌化镇/2020", b="渌渚镇/2021", only="different", lang="en"))
    rows = page.css("table.list tbody tr")
    assert rows
    assert all("different" in row.attrib.get("class", "") for row in rows if row.css("th"))


def test_the_page_asks_which_reports_where_none_are_named(see):
    page = Selector(see("/compare"))
    assert page.css("form input[name=a]")
    assert page.css("form input[name=b]")
    assert not page.css("table")


@pytest.mark.parametrize(("a", "status"), [("昌化镇", 400), ("昌化镇/x", 400), ("没有的镇/2020", 404)])
def test_what_is_no_report_is_said(site, a, status):
    assert site.get("/compare", params={"a": a, "b": "昌化镇/2020"}).status_code == status
