"""A figure is chosen, drawn, told with what it stands on, downloaded, cited, and followed to its reports."""

import csv
import io
from urllib.parse import parse_qs, urlsplit

import pytest
from parsel import Selector

pytestmark = pytest.mark.needs("web", "chart")
OFFICE = "杭州-拱墅区-政府办公室"


@pytest.fixture
def page(see):
    return lambda path="/explore", **query: Selector(see(path, **query))


def rows(page):
    return [
        [" ".join(cell.xpath(".//text()").getall()).strip() for cell in row.xpath("./th|./td")]
        for row in page.css("table.figures")[0].css("tbody tr")
    ]


def test_every_table_its_figures_and_the_rates_can_be_chosen(page):
    found = page(lang="en")
    groups = found.css("select[name=figure] optgroup")
    assert {"rates", "sums", "requests received and handled"} <= set(groups.xpath("@label").getall())
    assert len(groups.css("option")) > 250
    for field in found.css("form.find select, form.find input:not([type=hidden])"):
        assert field.xpath("ancestor::label"), field.get()


def test_a_rate_is_shown_with_its_parts_and_the_boxes_behind_them(page):
    found = page(figure="rate.disclosure", publisher=OFFICE, first="", last="")
    ((year, value, above, below, with_number, without, reports, level),) = rows(found)
    # Seed 004: granted 5, partial 2, outcomes 41.
    assert (year, value, above, below) == ("2020", "17.1%", "7", "41")
    assert (with_number, without, reports, level) == ("2 / 1", "0 / 0", "1", "相同")


def test_a_blank_has_no_value_and_is_counted(page):
    found = page(figure="requests.carried_forward@total", division="富阳区")
    # Seed 002 leaves 结转下年度 blank.
    assert [row[:4] for row in rows(found)] == [["2021", "—", "0", "1"]]


def test_the_chart_stands_in_the_page_and_has_its_texts(page, site):
    (picture,) = page(figure="requests.new@total", by="county").css("figure.chart img")
    assert "新收" in picture.attrib["alt"]
    chart = Selector(site.get(picture.attrib["src"]).text)
    texts = ["".join(text.xpath(".//text()").getall()) for text in chart.css("text")]
    assert "浙江省嘉兴市秀洲区" in texts
    assert any(text.startswith("来源：公开 Gongkai") for text in texts)


def test_a_form_that_tells_it_otherwise_says_why(page):
    found = page(figure="outcome.other@total", lang="en")
    levels = {
        row[0]: row[1]
        for row in (
            [c.xpath("string()").get().strip() for c in tr.xpath("./th|./td")]
            for tr in found.xpath("//h2[@id='comparability']/following::table[1]").css("tbody tr")
        )
    }
    assert levels == {"stats2014": "none", "2019": "exact", "2021": "derived"}


def test_the_csv_has_the_lines_of_the_table(site):
    response = site.get(
        "/explore.csv", params={"figure": "requests.new@total", "by": "county", "first": 2020}
    )
    assert response.content.startswith("\ufeff".encode())  # spreadsheets take it for UTF-8
    lines = {row["group"]: row for row in csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))}
    assert (lines["330411"]["value"], lines["330411"]["name"]) == ("2", "浙江省嘉兴市秀洲区")  # seed 001
    assert lines["330105"]["value"] == "41"  # seed 004
    assert "attachment" in response.headers["content-disposition"]


@pytest.mark.parametrize(("ending", "begin"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_the_chart_is_a_file_too(site, ending, begin):
    response = site.get(f"/explore.{ending}", params={"figure": "rate.disclosure"})
    assert response.content.startswith(begin)


def test_every_sum_leads_to_the_boxes_it_is_made_of(site, page):
    found = page(figure="requests.new@total", by="county", first=2020, last=2020)
    for row in found.css("table.figures")[0].css("tbody tr"):
        shown = row.xpath("./td[2]").xpath("string()").get().replace(",", "")
        behind = Selector(site.get(row.css("td a[href*='/explore/reports']::attr(href)").get()).text)
        added = [cell.xpath("string()").get() for cell in behind.css("tbody tr > td:nth-of-type(3)")]
        assert sum(map(int, added)) == int(shown)
        for link in behind.css("td.text a::attr(href)").getall():
            assert "/cell/requests.new@total" in link


def test_boxes_come_page_by_page(site, monkeypatch):
    monkeypatch.setattr("query.web.pages.explore.REPORTS", 2)
    path, seen = "/explore/reports?figure=requests.new@total", []
    while path:
        found = Selector(site.get(path).text)
        seen += found.css("tbody tr th a::text").getall()
        path = found.css("a[rel=next]::attr(href)").get()
    assert len(seen) == len(set(seen)) == 5


def test_the_permanent_link_asks_the_same_with_codes_and_a_day(site, page):
    found = page(figure="requests.new@total", division="秀洲区", lang="en")
    link = found.css("section.cite a[rel=bookmark]::attr(href)").get()
    query = parse_qs(urlsplit(link).query)
    assert (query["division"], query["figure"]) == (["330411"], ["requests.new@total"])
    assert "asof" in query
    again = Selector(site.get(f"/explore?{urlsplit(link).query}&lang=en").text)
    assert rows(again) == rows(found)


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ({"figure": "no.such@total"}, 404, "no.such@total"),
        ({"figure": "requests.new@total", "division": "无此区"}, 404, "无此区"),
        ({"figure": "requests.new@total", "division": "朝阳区"}, 300, "220104"),
        ({"figure": "requests.new@total", "by": "key"}, 422, "by"),
        ({"figure": "requests.new@total", "publisher": "没有的镇"}, 404, "没有的镇"),
    ],
)
def test_what_cannot_be_answered_is_said_on_a_page(site, query, status, words):
    response = site.get("/explore", params=query)
    assert response.status_code == status
    assert words in response.text


def test_without_the_extra_the_table_stands_alone(see, monkeypatch, site):
    monkeypatch.setattr("query.web.pages.explore.has_charts", lambda: False)
    found = Selector(see("/explore", figure="requests.new@total", lang="en"))
    assert not found.css("figure.chart")
    assert "its extra chart is not installed" in found.css("main").xpath("string()").get()
    assert rows(found)
    assert site.get("/explore.svg", params={"figure": "requests.new@total"}).status_code == 501
