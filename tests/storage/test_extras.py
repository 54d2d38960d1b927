"""What an archive is read with beside the core: chosen in it, and pictures of pages handed to the reader."""

from dataclasses import replace
from pathlib import Path

import pytest

from parsers.document import Document, Picture, Place
from storage.archive import ArchiveIsReadOnly
from storage.capture import Part
from storage.reader import CORE, Extras
from storage.reread_scope import RereadScope
from storage.rereading import Reread
from storage.withdrawal import withdraw_content
from tests.storage.commanding import gongkai
from tests.storage.plain_reader import NOON, PLAIN, crawl_once, fetched, parse, report_body

DOCUMENTS = Path(__file__).parents[2] / "demo" / "documents"
ALL = RereadScope()
ADDRESS = "https://www.linan.gov.cn/picture/1.png"
SHOWN = b"requests.pictured@total=7\n"
BODY = report_body(3)


def parse_with_pictures(body, media_type, hints, pictures=None):
    """Read a page as if each of its pictures showed a line of it."""
    return parse(b"".join([body, *(pictures or {}).values()]), media_type, hints)


def document_with_a_picture(body, media_type, hints):
    return Document((Picture(ADDRESS, Place(block=0)),))


WITH_OCR = replace(PLAIN, fingerprint="plain+ocr", parse_with_pictures=parse_with_pictures)


def page(picture=SHOWN, **rest):
    return fetched(BODY, parts=(Part(ADDRESS, picture, "image/png"),), **rest)


@pytest.fixture
def pictured(rows):
    return lambda: rows("SELECT num FROM cells WHERE key = 'requests.pictured@total'")


def test_nothing_is_chosen_at_first_and_the_last_choice_holds(archive, open_archive, rows):
    assert archive.extras == CORE
    archive.choose_extras(Extras(ocr=True))
    archive.choose_extras(Extras(ocr=True))
    assert open_archive().extras == Extras(ocr=True)
    archive.choose_extras(Extras(convert=True))
    assert open_archive(is_read_only=True).extras == Extras(convert=True)
    assert rows("SELECT count(*) FROM reading_choice") == [(2,)]


def test_an_archive_opened_for_reading_chooses_nothing(archive, open_archive):
    with pytest.raises(ArchiveIsReadOnly):
        open_archive(is_read_only=True).choose_extras(Extras(ocr=True))


def test_the_reader_is_made_with_what_the_archive_chose(archive, open_archive):
    archive.choose_extras(Extras(ocr=True))
    asked = []
    crawl_once(open_archive(reader=lambda extras: asked.append(extras) or PLAIN), page())
    assert asked == [Extras(ocr=True)]


def test_the_pictures_of_a_page_are_handed_to_a_reader_that_reads_them(open_archive, archive, pictured):
    crawl_once(archive, page())
    assert pictured() == []
    crawl_once(open_archive(reader=WITH_OCR), page(url="https://www.linan.gov.cn/2.html"))
    assert pictured() == [(7,)]


def test_reading_again_with_ocr_proposes_a_reading_and_makes_no_version(
    archive, open_archive, counts, pictured
):
    crawl_once(archive, page())
    before = counts()
    reading = open_archive(reader=WITH_OCR)
    assert reading.reingest(ALL).counts[Reread.CHANGED] == 1
    assert pictured() == []
    ((gained,),) = [proposal.change.cells_gained for proposal in reading.proposals(ALL)]
    assert gained == "requests.pictured@total"
    assert reading.accept(ALL) == 1
    assert pictured() == [(7,)]
    after = counts()
    assert {name: after[name] - before[name] for name in ("version", "blob", "parse_run", "result")} == {
        "version": 0, "blob": 0, "parse_run": 1, "result": 1,
    }  # fmt: skip


def test_a_crawl_with_ocr_finds_the_version_of_one_without(archive, open_archive, counts, pictured):
    crawl_once(archive, page())
    (recorded,) = crawl_once(open_archive(reader=WITH_OCR), page(day=2))
    assert (recorded.is_new_version, recorded.is_newly_parsed, counts()["version"]) == (False, True, 1)
    assert pictured() == [(7,)]
    (again,) = crawl_once(open_archive(reader=WITH_OCR), page(day=3))
    assert (again.is_new_version, again.is_newly_parsed) == (False, False)


def test_another_picture_is_a_new_version_however_it_is_read(archive, open_archive, counts):
    crawl_once(archive, page())
    crawl_once(open_archive(reader=WITH_OCR), page(b"requests.pictured@total=8\n", day=2))
    assert counts()["version"] == 2


def test_a_page_is_told_by_its_pictures_bytes_and_not_by_what_ocr_reads_in_them(open_archive, counts):
    for number, reader in enumerate([PLAIN, WITH_OCR], 1):
        drawn = replace(reader, read_document=document_with_a_picture)
        crawl_once(open_archive(reader=drawn), page(day=number))
    assert counts()["version"] == 1


def test_a_picture_that_was_withdrawn_is_left_out(archive, open_archive, pictured, rows):
    crawl_once(archive, page())
    ((sha256,),) = rows("SELECT sha256 FROM version_part WHERE role = 'picture'")
    withdraw_content(archive.engine, archive.blobs, sha256, "a court order", now=NOON)
    assert open_archive(reader=WITH_OCR).reingest(ALL).counts[Reread.SAME] == 1
    assert pictured() == []


def test_the_command_shows_and_chooses(archive, open_archive, place):
    told = gongkai(place, "read-with", "--convert").output
    assert "OCR: off" in told
    assert "LibreOffice: on" in told
    assert open_archive().extras == Extras(convert=True)
    assert "LibreOffice: on" in gongkai(place, "read-with", "--ocr").output
    assert open_archive().extras == Extras(ocr=True, convert=True)


@pytest.mark.needs("ocr")
def test_the_table_that_a_page_of_a_portal_shows_as_a_picture_is_read_in_the_end(open_archive, rows):
    """The page of 昌化镇 and its picture, as a crawl keeps them: read by the parsers of the house."""
    page_url = "https://www.linan.gov.cn/art/2021/1/20/art_1.html"
    name = "/picture/0/881c0d47cd8426b6f58f1a9882e61c54.png"
    body, drawn = ((DOCUMENTS / f"000_changhua_2020.{suffix}").read_bytes() for suffix in ("html", "png"))
    part = Part(f"https://www.linan.gov.cn{name}", drawn, "image/png")
    archive = open_archive(reader=None)
    crawl_once(archive, fetched(body, url=page_url, parts=(part,)))
    counted = "SELECT mark, count(*) FROM cells WHERE mark = 'picture' GROUP BY mark"
    assert rows(counted) == [("picture", 15)]
    archive.choose_extras(Extras(ocr=True))
    assert archive.reingest(ALL).counts[Reread.CHANGED] == 1
    assert rows(counted) == [("picture", 15)]
    (waiting,) = archive.proposals(ALL)
    assert len(waiting.change.cells_gained) == 15
    assert archive.accept(ALL) == 1
    assert rows(counted) == []
    assert rows("SELECT count(*) FROM version") == [(1,)]
