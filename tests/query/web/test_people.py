"""What people bring in: decisions about findings stand on the page, and an address takes reports of errors."""

import shutil
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from parsel import Selector

from parsers.report import ParseHints
from query.web.app import create_app
from storage.archive import Archive
from storage.review import Decision
from tests.query.seeds import FIRST, JINBEI, PORTALS, capture

pytestmark = pytest.mark.needs("web")
CELL = "/r/昌化镇/2020/cell/requests.new@natural_person"


@pytest.fixture
def opened(monkeypatch):
    """The site over an archive, for those who can be reached at an address."""

    def opened_(database, contact=""):
        monkeypatch.setenv("GONGKAI_CONTACT", contact)
        return TestClient(create_app(database, database.parent))

    return opened_


def test_a_mail_address_makes_a_letter_that_names_the_figure(opened, archive_path):
    with opened(archive_path, "archive@example.org") as site:
        page = Selector(site.get(CELL, params={"lang": "en"}).text)
    letter = urlsplit(page.css("a.report-error::attr(href)").get())
    said = parse_qs(letter.query)
    assert (letter.scheme, letter.path) == ("mailto", "archive@example.org")
    assert "昌化镇" in said["subject"][0]
    assert page.css("a[rel=bookmark]::attr(href)").get() in said["body"][0]


def test_a_web_address_stands_on_the_page_that_says_how(opened, archive_path):
    with opened(archive_path, "https://example.org/about") as site:
        page = Selector(site.get("/report-an-error").text)
    assert page.css("main a[href='https://example.org/about']")


def test_what_people_decided_stands_with_the_finding(opened, archive_path, tmp_path):
    folder = shutil.copytree(archive_path.parent, tmp_path / "reviewed")
    database = folder / archive_path.name
    with Archive.open(database, folder) as archive:
        owner = "杭州-临安区-昌化镇"
        archive.review(
            owner, 2020, "R01", "natural_person", decision=Decision.CONFIRMED, note="seen in the scan"
        )
    with opened(database) as site:
        page = Selector(site.get("/r/昌化镇/2020", params={"lang": "en"}).text)
        old = Selector(site.get("/r/昌化镇/2020/1v1", params={"lang": "en"}).text)
    (finding,) = [one for one in page.css("ol.findings > li") if one.css("code::text").get() == "R01"]
    assert "reviewed: confirmed: seen in the scan" in " ".join(finding.css("span.quiet ::text").getall())
    assert "reviewed" not in " ".join(old.css("ol.findings ::text").getall())


def test_a_report_whose_file_cannot_be_read_still_has_its_page(opened, tmp_path):
    database = tmp_path / "archive.sqlite"
    portal, _ = PORTALS["linan"]
    broken = replace(capture(portal, JINBEI, FIRST), body=b"%PDF-1.7 and nothing else", headers=())
    with Archive.open(database, tmp_path) as archive:
        crawl = archive.begin_crawl(portal, "incremental", {}, "0.1.0")
        hints = ParseHints(unit="锦北街道", division_code="330112", title=broken.publication.title)
        archive.record(crawl, broken, hints)
    with opened(database) as site:
        response = site.get("/r/锦北街道/2020")
        assert response.status_code == 200
        page = Selector(response.text)
        assert page.css("#problems + ul code::text").getall() == ["unreadable_document"]
        assert broken.url in page.css("a[rel~=external]::attr(href)").getall()
        assert site.get("/r/锦北街道/2020/cell/requests.new@total").status_code == 404
