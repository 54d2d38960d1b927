"""A figure read from a PDF is shown on its page, with a frame around its box."""

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from parsel import Selector

from query.web.app import create_app
from storage.archive import Archive
from storage.withdrawal import withdraw_content
from tests.query.seeds import FIRST, JINBEI, PORTALS, capture, truth_of

pytestmark = pytest.mark.needs("web")
SAMPLES = Path(__file__).parents[2] / "samples" / "pdf"
PDF = (SAMPLES / "003_jinbei_2020.libreoffice.pdf").read_bytes()
PATH = "/r/锦北街道/2020/cell/requests.new@natural_person"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pdf")
    portal, _ = PORTALS["linan"]
    with Archive.open(folder / "archive.sqlite", folder) as archive:
        crawl = archive.begin_crawl(portal, "incremental", {}, "0.1.0")
        headers = (("Content-Type", "application/pdf"),)
        archive.record(crawl, replace(capture(portal, JINBEI, FIRST), body=PDF, headers=headers))
    return folder


@pytest.fixture(scope="module")
def pdf_site(folder):
    with TestClient(create_app(folder / "archive.sqlite", folder)) as client:
        yield client


def test_the_page_is_shown_with_a_frame_inside_it(pdf_site):
    page = Selector(pdf_site.get(PATH).text)
    printed = next(c for c in truth_of(JINBEI)["cells"] if PATH.endswith(c["key"]))["text"]
    assert page.css("p.figure::text").get() == printed
    style = page.css("figure.original span.box::attr(style)").get()
    shares = {name: float(share.rstrip("%")) for name, share in (one.split(":") for one in style.split(";"))}
    assert set(shares) == {"left", "top", "width", "height"}
    assert 0 < shares["left"] < shares["left"] + shares["width"] < 100
    assert 0 < shares["top"] < shares["top"] + shares["height"] < 100


def test_the_picture_of_a_page_is_kept_for_ever(pdf_site):
    source = Selector(pdf_site.get(PATH).text).css("figure.original img::attr(src)").get()
    picture = pdf_site.get(source)
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert "immutable" in picture.headers["cache-control"]
    assert picture.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("number", ["0", "99", "-1"])
def test_a_page_that_there_is_not_is_not_found(pdf_site, number):
    source = Selector(pdf_site.get(PATH).text).css("figure.original img::attr(src)").get()
    missing = pdf_site.get(f"{source.rpartition('/')[0]}/{number}.png")
    assert missing.status_code == 404
    assert "no page" in missing.text


def test_a_file_without_pages_is_not_drawn_and_its_place_is_told_in_words(site, see):
    page = Selector(see("/r/昌化镇/2020/cell/requests.new@total", lang="en"))
    assert not page.css("figure.original")
    assert "line" in "".join(page.css("dl.facts ::text").getall())
    file = page.css("dl.facts a[href^='/blobs/']::attr(href)").get()
    assert site.get(f"{file}/page/1.png").status_code == 404


def test_a_figure_of_a_withdrawn_file_is_told_without_its_page(folder, tmp_path):
    copy = shutil.copytree(folder, tmp_path / "withdrawn")
    sha256 = hashlib.sha256(PDF).hexdigest()
    with Archive.open(copy / "archive.sqlite", copy) as archive:
        withdraw_content(archive.engine, archive.blobs, sha256, "a court order", now=FIRST)
    with TestClient(create_app(copy / "archive.sqlite", copy)) as client:
        page = client.get(PATH)
        assert page.status_code == 200
        assert not Selector(page.text).css("figure.original")
        gone = client.get(f"/blobs/{sha256}/page/1.png")
        assert gone.status_code == 410
        assert "a court order" in gone.text
