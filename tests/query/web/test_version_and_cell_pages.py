"""Every version of a report has its page, every figure too: with its place, its history and its citation."""

import pytest
from parsel import Selector

from tests.query.seeds import CHANGHUA, EDITS, truth_of
from tests.query.web.test_report_page import EDITED, NAMES, SHOWN

pytestmark = pytest.mark.needs("web")
NEW = "requests.new@natural_person"


def text_of(selector):
    return "".join(selector.xpath(".//text()").getall()).strip()


def fact(page, name):
    """What stands beside a name in the list of facts."""
    return text_of(page.xpath("//dl/dt[text()=$name]/following-sibling::dd[1]", name=name))


def test_an_earlier_version_reads_as_it_was(see):
    first, second = (Selector(see(f"/r/昌化镇/2020/{name}")) for name in ("1v1", "1v2"))
    told = [text_of(page.xpath("//td[@id=$key]/a[1]", key=NEW)) for page in (first, second)]
    printed = next(one["text"] for one in truth_of(CHANGHUA)["cells"] if one["key"] == NEW)
    assert told == [printed, "5"]
    old, new = EDITS[0]
    assert old in text_of(first.css("#text ~ div"))
    assert new in text_of(second.css("#text ~ div"))


def test_versions_lead_to_one_another_and_to_what_is_shown(see):
    page = Selector(see("/r/昌化镇/2020/1v1", lang="en"))
    links = page.css("nav.versions a::attr(href)").getall()
    assert [one.partition("?")[0].rpartition("/")[2] for one in links] == ["2020", "1v2", "1v2"]
    assert "not the one" in text_of(page.css("nav.versions"))


def test_figures_of_a_version_lead_to_their_cells_in_it(see):
    page = Selector(see("/r/昌化镇/2020/1v1"))
    (path,) = page.xpath("//td[@id=$key]/a[1]/@href", key=NEW).getall()
    assert path.endswith(f"/2020/1v1/cell/{NEW}")
    assert text_of(Selector(see(path)).css("p.figure")) == "4"


def test_every_figure_leads_to_its_cell_and_a_cell_prints_what_the_document_prints(see, site, case, truth):
    report = Selector(see(f"/r/{NAMES[case]}/{truth['year']}"))
    links = {one.attrib["id"]: one.css("a::attr(href)").get() for one in report.css("table.form td[id]")}
    assert set(links) >= {cell["key"] for cell in truth["cells"]}
    for cell in truth["cells"][:: len(truth["cells"]) // 9]:
        page = Selector(see(links[cell["key"]], lang="zh"))
        printed = EDITED.get((case, cell["key"]), cell["text"])
        blank = "［空白］" if cell["mark"] == "blank" else SHOWN.get(cell["mark"])
        assert text_of(page.css("p.figure")) == (printed or blank), cell["key"]
        assert cell["mark"] in fact(page, "标记")
        if "line" in cell:
            assert f"第{cell['line']}行文字" in fact(page, "在原文件中的位置")


def test_a_cell_tells_its_value_in_every_version_and_its_findings(see):
    page = Selector(see(f"/r/昌化镇/2020/cell/{NEW}", lang="en"))
    rows = page.xpath("//h2[@id='versions']/following-sibling::div[1]//tbody/tr")
    assert [(row.css("th a::text").get(), text_of(row.css("td:last-child"))) for row in rows] == [
        ("1v1", "4"),
        ("1v2", "5"),
    ]
    assert {one.css("code::text").get() for one in page.css("ol.findings li")} >= {"R01", "R02"}


def test_a_cell_of_a_picture_tells_the_problem_that_names_it(see):
    page = Selector(see("/r/昌化镇/2020/cell/review.total", lang="en"))
    assert (
        "table_is_picture"
        in page.xpath("//h2[@id='problems']/following-sibling::ul[1]//code/text()").getall()
    )
    assert fact(page, "Value").startswith("none")


def test_a_citation_names_version_file_and_permanent_address(see):
    page = Selector(see(f"/r/昌化镇/2020/cell/{NEW}"))
    file = page.css("dl.facts a[href^='/blobs/'] code::text").get()
    for said in (text_of(one) for one in page.css("section.cite p[lang]")):
        assert file in said
        assert "1v2" in said
        assert "2026-03-10" in said  # when it was captured, not when it was read
    address = page.css("section.cite a[rel=bookmark]::attr(href)").get()
    assert text_of(Selector(see(address.removeprefix("http://testserver"))).css("p.figure")) == "5"


def test_an_error_is_reported_on_a_page_that_says_how(see, site):
    page = Selector(see(f"/r/昌化镇/2020/cell/{NEW}", lang="en"))
    said = Selector(site.get(page.css("a.report-error::attr(href)").get()).text)
    assert said.css("main li code::text").get().endswith(f"/cell/{NEW}")


@pytest.mark.parametrize("about", ["//elsewhere.example/x", "https://elsewhere.example/", "x"])
def test_the_page_of_errors_repeats_no_address_of_others(see, about):
    assert "elsewhere" not in text_of(Selector(see("/report-an-error", about=about)).css("main"))


@pytest.mark.parametrize(
    "path", ["/r/昌化镇/2020/1v9", "/r/昌化镇/2020/cell/requests.new@moon", "/r/昌化镇/2020/1v9/cell/x"]
)
def test_versions_and_cells_that_there_are_not_are_not_found(site, path):
    assert site.get(path).status_code == 404


def test_the_timeline_tells_changes_and_what_is_gone(see):
    changed, gone = (Selector(see(path, lang="en")) for path in ("/r/昌化镇/2020", "/r/王店镇/2020"))
    for page, expected in (
        (changed, ["seen for the first time", "its content changed"]),
        (gone, ["seen for the first time", "gone"]),
    ):
        rows = page.xpath("//h2[@id='history']/following-sibling::div[1]//tbody/tr/td[3]")
        assert [text_of(row).partition("  ")[0].strip() for row in rows] == expected


def test_mentions_are_marked_in_the_text_by_their_words(see, case, truth):
    page = Selector(see(f"/r/{NAMES[case]}/{truth['year']}"))
    marked = text_of(page.css("#text + div")).replace("\n", "")
    quotes = [
        text_of(row.css("td:nth-last-child(2)")) for row in page.css("#mentions ~ div tr[id^=mention-]")
    ]
    assert quotes
    linked = page.css("tr[id^=mention-] th a::attr(href)").getall()
    assert len(linked) >= len(quotes) * 0.8
    assert {one.lstrip("#") for one in linked} == set(page.css("a.note[id^=quote-]::attr(id)").getall())
    assert marked
