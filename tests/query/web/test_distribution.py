"""How a figure is spread over publishers: chosen, drawn, told with what says nothing, downloaded and cited."""

import csv
import io

import pytest
from parsel import Selector

pytestmark = pytest.mark.needs("web", "chart")
PATH = "/explore/distribution"


@pytest.fixture
def page(see):
    return lambda path=PATH, **query: Selector(see(path, **query))


def rows(page):
    return [
        [" ".join(cell.xpath(".//text()").getall()).strip() for cell in row.xpath("./th|./td")]
        for row in page.css("table.figures tbody tr")
    ]


def test_quantiles_stand_beside_how_many_reports_they_are_of(page):
    found = page(figure="requests.new@total", first="2020", last="2020")
    # Verified by hand, for 2020: 4, 2, 2 and 41.
    assert rows(found) == [
        ["2020", "2", "2", "2", "4", "41", "41", "12.25", "41", "4", "4", "0", "0", "0", "相同"]
    ]
    assert "机关间的分布" in found.css(".cite").xpath("string()").get()


def test_a_blank_has_no_value_and_is_counted(page):
    found = page(figure="requests.carried_forward@total", division="富阳区", lang="en")
    # Seed 002 leaves 结转下年度 blank.
    ((year, *values, reports, with_value, zero, partial, without, _),) = rows(found)
    assert (year, set(values), reports, with_value, zero, partial, without) == (
        "2021",
        {"—"},
        "1",
        "0",
        "0",
        "0",
        "1",
    )
    assert not found.css("figure.chart")


def test_the_chart_draws_each_county_of_the_last_year(page, site):
    (picture,) = page(figure="requests.new@total", by="county", last="2020").css("figure.chart img")
    texts = Selector(site.get(picture.attrib["src"]).text).css("text")
    told = ["".join(text.xpath(".//text()").getall()) for text in texts]
    assert any("来源：公开 Gongkai" in text for text in told)
    assert any("中位数" in text for text in told)


def test_the_table_is_sent_as_csv(site):
    answer = site.get(f"{PATH}.csv", params={"figure": "rate.disclosure", "division": "拱墅区"})
    (line,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    # Seed 004: granted 5, partial 2, outcomes 41.
    assert float(line["p50"]) == pytest.approx(7 / 41)
    assert (line["report_count"], line["value_count"]) == ("1", "1")


@pytest.mark.parametrize("query", [{"by": "publisher"}, {"publisher": "昌化镇"}])
def test_publishers_are_not_told_apart(site, query):
    assert site.get(PATH, params={"figure": "requests.new@total", **query}).status_code == 422


def test_the_page_of_a_series_leads_to_the_distribution(page):
    found = page("/explore", figure="requests.new@total")
    assert any(href.startswith(PATH) for href in found.css("a::attr(href)").getall())
