"""Pages of the archive as a whole: findings, checks, publishers, portals, coverage, changes, codebook, about."""

from urllib.parse import unquote

import pytest
from parsel import Selector

from checks.catalogue import catalogue
from query.findings import FindingSearch
from tests.query.seeds import CASES, LUZHU, truth_of

pytestmark = pytest.mark.needs("web")
LUZHU_ID = "杭州-富阳区-渌渚镇"
OFFICE = "杭州-拱墅区-政府办公室"


@pytest.fixture
def page(see):
    return lambda path, **query: Selector(see(path, **{"lang": "en", **query}))


def rows(page, table=0):
    return [
        [" ".join(cell.xpath("string()").get().split()) for cell in row.xpath("./th|./td")]
        for row in page.css("table.figures")[table].css("tbody tr")
    ]


ALL = (
    "/", "/?q=镇&year=2020", "/?q=&year=", "/findings", "/findings/counts", "/checks", "/checks/R03", "/publishers",
    f"/publishers/{OFFICE}", "/portals", "/portals/linan", "/coverage", "/coverage/linan", "/changes", "/codebook",
    "/codebook/requests.new@total", "/codebook/rate.disclosure", "/about", "/explore",
    "/explore/reports?figure=requests.new@total", "/explore/ranking?figure=litigation.*.total", "/reports?first=2020",
)  # fmt: skip


@pytest.mark.parametrize("path", ALL)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_has_one_heading_labels_captions_and_keeps_the_language(site, path, lang):
    response = site.get(
        path, params={"lang": lang} if "?" not in path else None, headers={"Accept-Language": lang}
    )
    assert response.status_code == 200, response.text
    found = Selector(response.text)
    assert len(found.css("h1")) == 1
    assert found.css("html::attr(lang)").get().startswith(lang)
    for field in found.css("form input:not([type=hidden]), form select"):
        assert field.xpath("ancestor::label"), field.get()
    for table in found.css("table"):
        assert table.css("caption")
        assert table.xpath("ancestor::div[@tabindex='0' and @role='region' and @aria-label]")
        assert all(head.attrib.get("scope") for head in table.css("th"))
    assert not found.css("script:not([src])")


def test_every_link_within_the_pages_leads_somewhere(site):
    seen = set()
    for path in ALL:
        for link in Selector(site.get(path).text).css("main a::attr(href), nav a::attr(href)").getall():
            if link.startswith("/") and not link.startswith(("/explore", "/codebook/", "/checks/")):
                seen.add(link.partition("#")[0])
    assert len(seen) > 40
    for link in sorted(seen):
        assert site.get(link).status_code == 200, link


def test_a_sum_that_does_not_add_up_is_listed_with_its_report_and_cells(page):
    # Seed 002 counts one request twice and leaves the total of outcomes at zero.
    found = page("/findings", publisher=LUZHU_ID)
    told = {row[2] for row in rows(found)}
    expected = {one["check"] for one in truth_of(LUZHU)["anomalies"] if one["severity"] == "error"}
    assert {"R01", "R03", "R04"} <= expected <= told
    assert all(row[0].endswith("渌渚镇人民政府 2021") for row in rows(found))
    assert {row[1] for row in rows(page("/findings", publisher=LUZHU_ID, severity="error"))} == {"error"}
    assert "/cell/outcome.total@total" in unquote(" ".join(found.css("td.text a::attr(href)").getall()))


def test_filters_leave_only_what_they_say(page, archive):
    alone = page("/findings", check="R03", first="2021", last="2021", division="富阳区")
    assert {row[2] for row in rows(alone)} == {"R03"}
    assert "No finding" not in alone.get()
    assert not page("/findings", division="北京市").css("table.figures")
    assert not page("/findings", review="dismissed").css("table.figures")
    everything = archive.findings(FindingSearch())
    assert all(one.review.value == "open" for one in everything)


def test_findings_come_page_by_page_and_each_once(site, archive, monkeypatch):
    monkeypatch.setattr("query.web.pages.findings.AT_ONCE", 3)
    path, seen = "/findings?lang=en", []
    while path:
        found = Selector(site.get(path).text)
        seen += [(row[0], row[2], row[3]) for row in rows(found)] if found.css("table.figures") else []
        path = found.css("a[rel=next]::attr(href)").get()
    everything = archive.findings(FindingSearch())
    assert len(seen) == len(everything) > 20
    assert len({name for name, _, _ in seen}) == len({(one.publisher.id, one.year) for one in everything})


def test_the_counts_of_checks_add_up_to_the_findings(page, archive):
    counted = sum(int(row[2].replace(",", "")) for row in rows(page("/findings/counts")))
    assert counted == len(archive.findings(FindingSearch()))
    only = rows(page("/findings/counts", publisher=LUZHU_ID, check="R03"))
    assert [row[0].split()[0] for row in only] == ["R03"]


def test_a_check_is_explained_in_both_languages_with_what_it_found(page, site):
    check = catalogue()["R03"]
    found = page("/checks/R03")
    said = found.css("main").xpath("string()").get()
    assert check.zh in said
    assert check.en in said
    assert any("渌渚镇" in row[0] for row in rows(found))
    assert site.get("/checks/Z99").status_code == 404
    assert len(page("/checks").css("main li")) == len(catalogue())


def test_a_publisher_shows_its_reports_and_key_figures(page):
    found = page(f"/publishers/{OFFICE}")
    truth = next(truth_of(case) for case in CASES if "gongshu" in case)
    values = {cell["key"]: cell["value"] for cell in truth["cells"]}
    figures = {row[0]: row[1] for row in rows(found, 1)}
    assert figures["requests received in the year, total"] == str(values["requests.new@total"]) == "41"
    # Seed 004: granted 5, partial 2, outcomes 41.
    assert figures["share of outcomes that are granted in full or in part"] == "17.1%"
    assert rows(found)[0][0] == "2020"


def test_a_publisher_leads_over_a_merger_to_its_successor(page):
    # 拱墅区 and 下城区 became one district on 9 April 2021 (国函〔2021〕34号).
    found = page(f"/publishers/{OFFICE}")
    later = found.xpath("//h2[@id='later']/following-sibling::ul[1]").xpath("string()").get()
    assert "杭州-拱墅区(2021)-政府办公室" in later
    assert "2021-04-09" in later
    assert "no report of it in this archive" in later


def test_publishers_are_found_by_name_division_and_page(page, site, monkeypatch):
    assert [row[0] for row in rows(page("/publishers", q="昌化"))] == ["杭州市临安区昌化镇人民政府"]
    assert len(rows(page("/publishers", division="临安区"))) == 2  # 昌化镇 and 锦北街道
    monkeypatch.setattr("query.web.pages.publishers.AT_ONCE", 2)
    path, seen = "/publishers", []
    while path:
        found = Selector(site.get(path).text)
        seen += found.css("tbody tr th a::text").getall()
        path = found.css("a[rel=next]::attr(href)").get()
    assert len(seen) == len(set(seen)) == 5


def test_a_portal_says_how_its_crawls_went(page, site):
    found = page("/portals/gongshu")
    (last, first), (column,) = rows(found), rows(found, 1)
    assert (last[2], first[2]) == ("blocked", "complete")
    assert "521" in last[4]
    assert (column[1], column[2], column[3]) == ("partial", "40 / 61", "page 3 is missing")
    assert {row[0]: row[3] for row in rows(page("/portals"))}["杭州拱墅"] == "blocked"
    assert site.get("/portals/nowhere").status_code == 404


def test_coverage_counts_the_reports_of_each_portal_and_names_what_is_missing(page, archive):
    assert {row[0]: row[-1] for row in rows(page("/coverage"))}["杭州·临安"] == "2"
    found = page("/coverage/linan")
    told = {row[0]: row[1] for row in rows(found)}
    answer = archive.coverage("linan")
    assert told["present"] == str(answer.counts[2020]["present"]) == "2"
    assert int(told["missing"]) == answer.counts[2020].get("missing", 0) > 10
    matrix = {row[0].split()[0]: row[1] for row in rows(found, 1)}
    assert matrix["杭州市临安区昌化镇人民政府"] == "present"
    assert len(matrix) == len(answer.lines)


def test_a_long_matrix_comes_page_by_page(site, archive, monkeypatch):
    monkeypatch.setattr("query.web.pages.portals.PUBLISHERS", 7)
    path, count = "/coverage/linan", 0
    while path:
        found = Selector(site.get(path).text)
        count += len(found.css("table.matrix tbody tr"))
        path = found.css("a[rel=next]::attr(href)").get()
    assert count == len(archive.coverage("linan").lines)


def test_what_changed_is_told_with_both_values(page):
    # The portal changed one cell of 昌化镇's report between two visits: 4 became 5.
    found = rows(page("/changes", kind="figures"))
    assert len(found) == 1
    assert "昌化镇" in found[0][0]
    assert "4 → 5" in found[0][3]
    assert [row[1] for row in rows(page("/changes", portal="xiuzhou"))] == ["withdrawn"]
    assert not page("/changes", publisher=LUZHU_ID).css("table.figures")


def test_the_codebook_says_what_a_figure_means_and_how_it_compares(page, site):
    found = page("/codebook/proactive.procurement.amount")
    labels = {row[0]: row[2] for row in rows(found)}
    assert set(labels) == {"2019"}  # 政府集中采购 is only in the form of 2019
    assert "采购总金额" in labels["2019"]
    compared = {row[0]: row[1] for row in rows(found, 1)}
    assert compared == {"stats2014": "none", "2019": "exact", "2021": "none"}
    assert site.get("/codebook/no.such").status_code == 404


def test_every_cell_of_the_truth_is_in_the_codebook(page):
    listed = set(page("/codebook").css("table.figures code::text").getall())
    for case in CASES:
        missing = {cell["key"] for cell in truth_of(case)["cells"]} - listed
        assert not missing


def test_the_first_page_counts_what_there_is(page):
    assert page("/").css("ul.dashboard b::text").getall() == ["5", "5", "4", "6"]  # 昌化镇 has two versions
    found = page("/", q="昌化", year=2020)
    assert found.css("table.list td a::attr(href)").getall()
    assert not page("/", q="昌化", year=2019).css("table.list")


def test_the_licence_and_the_way_to_cite_are_said(page):
    found = page("/about")
    assert found.css("a[rel~=license]::attr(href)").get() == "https://creativecommons.org/licenses/by/4.0/"
    assert "archive as of" in found.css("#cite + p::text").get()
