"""`gongkai fsck` proves that each capture's record is where it says, and says what was archived."""

import gzip
from datetime import UTC, datetime

import pytest

from crawler.warc import Exchange, Segment
from storage.archive import Archive
from storage.capture import CaptureVerdict
from storage.fsck import fsck
from storage.soundness import Trouble
from tests.storage.plain_reader import PLAIN, crawl_once, fetched, report_body, visit
from tests.storage.test_bundles import two, zipped

URL = "https://www.linan.gov.cn/art/1.html"


def exchange(body, *, url=URL, status=200, headers=((b"Content-Type", b"text/html"),)):
    return Exchange(url, "GET", (), b"", status, headers, body, datetime(2026, 11, 1, tzinfo=UTC))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "warc" / "linan"


@pytest.fixture
def kept(tmp_path, folder):
    """An archive of four visits with their evidence: sent plain, sent compressed, not modified, a bundle."""
    segment = Segment(folder / "one.warc.gz", {"software": "test"})
    body, other = report_body(3), report_body(4)
    packed = ((b"Content-Type", b"text/html"), (b"Content-Encoding", b"gzip"))
    offsets = [
        segment.write(exchange(body)),
        segment.write(exchange(gzip.compress(other), url=f"{URL}2", headers=packed)),
        segment.write(exchange(b"", status=304)),
        segment.write(exchange(zipped(two()), url=f"{URL}.zip")),
    ]
    segment.close()
    where = [{"warc_file": "linan/one.warc.gz", "warc_offset": offset} for offset in offsets]
    with Archive.open(tmp_path / "archive.sqlite", tmp_path, reader=PLAIN) as archive:
        crawl_once(
            archive,
            fetched(body, url=URL, **where[0]),
            fetched(other, url=f"{URL}2", **where[1]),
            fetched(zipped(two()), url=f"{URL}.zip", **where[3]),
        )
        crawl_once(archive, visit(CaptureVerdict.NOT_MODIFIED, url=URL, status=304, day=2, **where[2]))
        yield archive


@pytest.fixture
def found(kept, tmp_path):
    def inspect():
        told = fsck(kept.engine, kept.blobs, warc=tmp_path / "warc")
        return [(one.trouble, one.name, one.detail) for one in told]

    return inspect


def test_sound_evidence_has_nothing_to_tell(found, kept):
    assert found() == []
    assert {one.trouble for one in fsck(kept.engine, kept.blobs)} == set()


def test_a_segment_that_a_crawl_still_writes_is_read(found, folder):
    (folder / "one.warc.gz").rename(folder / "one.warc.gz.open")
    assert found() == []


def test_a_file_in_cold_storage_is_told_and_is_no_damage(found, folder, tmp_path):
    (folder / "one.warc.gz").rename(tmp_path / "elsewhere.warc.gz")
    ((trouble, name, detail),) = found()
    assert (trouble, name) == (Trouble.EVIDENCE_ABSENT, "linan/one.warc.gz")
    assert "the evidence of 6 captures" in detail


def test_a_file_cut_short_is_damage_of_the_captures_behind_the_cut(found, folder):
    path = folder / "one.warc.gz"
    path.write_bytes(path.read_bytes()[:-900])
    told = found()
    assert {trouble for trouble, _, _ in told} == {Trouble.EVIDENCE_DAMAGED}
    assert "capture 1" not in {name for _, name, _ in told}


def test_a_record_of_another_address_or_of_other_bytes_is_damage(found, kept):
    from sqlalchemy import text

    with kept.engine.begin() as connection:
        connection.execute(
            text(
                "update capture set warc_offset = (select warc_offset from capture where id = 2) where id = 1"
            )
        )
        connection.execute(
            text("update capture set sha256 = (select sha256 from capture where id = 1) where id = 2")
        )
    details = {name: detail for _, name, detail in found()}
    assert f"is of {URL}2, not of {URL}" in details["capture 1"]
    assert "hashes to" in details["capture 2"]
