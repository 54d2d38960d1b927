"""The page of a report shows its figures as printed, and what contradicts itself where it does."""

import hashlib

import pytest
from parsel import Selector

pytestmark = pytest.mark.needs("web")
NAMES = {
    "000_changhua_2020": "昌化镇",
    "001_wangdian_2020": "王店镇",
    "002_luzhu_2021": "渌渚镇",
    "003_jinbei_2020": "锦北街道",
    "004_gongshu_office_2020": "政府办公室",
}
# The second capture of 昌化镇 in the archive of the tests has one figure edited.
EDITED = {("000_changhua_2020", "requests.new@natural_person"): "5"}
SHOWN = {"picture": "［图］", "absent": "［缺］", "unreadable": "［读不出］", "blank": "blank"}


@pytest.fixture
def page(see, case, truth):
    return Selector(see(f"/r/{NAMES[case]}/{truth['year']}"))


def test_every_cell_stands_in_the_tables_as_it_is_printed(page, truth, case):
    for cell in truth["cells"]:
        (box,) = page.xpath("//td[@id=$key]", key=cell["key"])
        text = "".join(box.xpath("./a[1]//text()").getall()).strip()
        printed = EDITED.get((case, cell["key"]), cell["text"])
        assert text == (printed or SHOWN[cell["mark"]]), cell["key"]


def test_findings_are_numbered_and_marked_in_the_very_cells(see):
    page = Selector(see("/r/渌渚镇/2021", lang="en"))
    cell = page.xpath("//td[@id='outcome.total@total']")
    numbers = cell.css("a.note::attr(href)").getall()
    said = [page.css(f"li{number} code::text").get() for number in numbers]
    assert "R03" in said or "R04" in said
    assert cell.attrib["class"] == "error"


def test_findings_beside_earlier_visits_are_marked_in_the_cells_too(see):
    page = Selector(see("/r/昌化镇/2020", lang="en"))
    cell = page.xpath("//td[@id='requests.new@natural_person']")
    said = {page.css(f"li{number} code::text").get() for number in cell.css("a.note::attr(href)").getall()}
    assert {"R01", "V01"} <= said


def test_a_page_is_whole_in_both_languages(see):
    zh, en = (Selector(see("/r/昌化镇/2020", lang=lang)) for lang in ("zh", "en"))
    assert (zh.css("html::attr(lang)").get(), en.css("html::attr(lang)").get()) == ("zh-Hans", "en")
    assert "年度报告" in zh.css("h1::text").get()
    assert "report for 2020" in en.css("h1::text").get()


def test_what_was_seen_before_is_not_sent_again(site):
    first = site.get("/r/昌化镇/2020")
    again = site.get("/r/昌化镇/2020", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_of_the_past_says_when_that_was(site):
    now = site.get("/r/昌化镇/2020")
    assert "timemap" in now.headers["link"]
    assert "memento-datetime" not in now.headers
    then = site.get("/r/昌化镇/2020", params={"asof": "2099-01-01"})
    assert "memento-datetime" in then.headers


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/r/没有的镇/2020", 404, "没有的镇"),
        ("/r/昌化镇/1999", 404, "1999"),
        (f"/r/昌化镇/{2**63}", 404, str(2**63)),
        (f"/r/昌化镇/{2**63}/1v1", 404, str(2**63)),
        (f"/r/昌化镇/{2**63}/timemap", 404, str(2**63)),
        (f"/r/昌化镇/{-(2**63) - 1}/cell/requests.new@total", 404, str(2**63 + 1)),
        (f"/r/昌化镇/{2**63}/compare/1v1/1v2", 404, str(2**63)),
        (f"/compare?a=昌化镇/{2**63}&b=昌化镇/2020", 404, str(2**63)),
        ("/r/昌化镇/x", 422, "year"),
        ("/?asof=yesterday", 400, "yesterday"),
        ("/nowhere", 404, "Not Found"),
    ],
)
def test_what_is_not_there_is_said_on_a_page(site, path, status, words):
    response = site.get(path)
    assert response.status_code == status
    assert words in response.text
    assert Selector(response.text).css("nav a")


def test_a_file_is_sent_as_it_was_captured_and_never_shown_within_the_site(site, see):
    path = Selector(see("/r/昌化镇/2020")).css("dl.facts a[href^='/blobs/']::attr(href)").get()
    response = site.get(path)
    assert response.headers["content-disposition"].startswith("attachment")
    assert response.headers["content-type"] == "application/octet-stream"
    assert hashlib.sha256(response.content).hexdigest() == path.rpartition("/")[2]
    assert site.get(f"/blobs/{'0' * 64}").status_code == 404


def test_nothing_is_loaded_from_elsewhere_and_no_page_may_be_framed(site):
    policy = site.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
