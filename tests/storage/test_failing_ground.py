"""A full disk, one that may not be written, a database server that is killed: told, nothing half, and then completed."""

import errno
import os

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from storage.archive import Archive
from storage.crawl import CrawlVerdict
from storage.fsck import fsck
from storage.unit_of_work import run_in_transaction
from tests.postgres_server import kill_at_once, server_to_kill
from tests.storage.plain_reader import PLAIN, crawl_once, fetched, next_crawl, report_body

URL = "https://www.linan.gov.cn/{}.html"
BODIES = [report_body(number, year=2015 + number, furniture="x" * 4000) for number in range(5)]


def captures():
    return [fetched(body, url=URL.format(number)) for number, body in enumerate(BODIES)]


def record_all(archive, crawl, captured):
    for capture in captured:
        archive.record(crawl, capture)


def is_sound(archive):
    return [one for one in fsck(archive.engine, archive.blobs) if one.is_damage] == []


def complete(archive, counts):
    """Do again what failed, in the crawl that was left open, and count what there is then."""
    crawl = next_crawl(archive)
    assert crawl.is_resumed
    for capture in captures():
        if capture.url.removeprefix("https://") not in archive.captured_in(crawl):
            archive.record(crawl, capture)
    archive.finish_crawl(crawl, CrawlVerdict.COMPLETE)
    assert is_sound(archive)
    assert (counts()["version"], counts()["observation"], counts()["result"]) == (5, 5, 5)


def test_a_database_that_may_not_grow_says_so_and_goes_on_when_there_is_room(archive, counts):
    crawl = next_crawl(archive)
    first, *rest = captures()
    archive.record(crawl, first)
    before = counts()

    def may_not_grow(connection, _record, _proxy):
        connection.execute(
            "PRAGMA max_page_count = 1"
        )  # as many as there are already: SQLITE_FULL at the next

    event.listen(archive.engine, "checkout", may_not_grow)
    with pytest.raises(OperationalError, match="database or disk is full"):
        record_all(archive, crawl, rest)
    event.remove(archive.engine, "checkout", may_not_grow)
    archive.engine.dispose()
    assert counts()["version"] < 5
    assert counts()["version"] >= before["version"]
    assert is_sound(archive)
    complete(archive, counts)


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EIO])
def test_a_disk_that_takes_no_bytes_leaves_no_row_of_them(archive, counts, monkeypatch, reason):
    crawl = next_crawl(archive)
    archive.record(crawl, captures()[0])
    before = counts()

    def refuse(*_arguments, **_rest):
        raise OSError(reason, os.strerror(reason))

    with monkeypatch.context() as broken:
        broken.setattr("storage.blob_folder.tempfile.mkstemp", refuse)
        with pytest.raises(OSError, match=os.strerror(reason)):
            archive.record(crawl, captures()[1])
    assert counts() == before
    assert is_sound(archive)
    complete(archive, counts)


@pytest.mark.needs("postgres")
def test_a_database_server_that_is_killed_is_named_and_the_next_run_completes(tmp_path, monkeypatch):
    monkeypatch.setattr(run_in_transaction, "__kwdefaults__", {"patience_seconds": 0.5})
    with server_to_kill() as server:
        with Archive.open(server.get_uri(), tmp_path, reader=PLAIN) as archive:
            crawl = next_crawl(archive)
            archive.record(crawl, captures()[0])
            kill_at_once(server)
            with pytest.raises(OperationalError, match="connection"):
                archive.record(crawl, captures()[1])
        server.ensure_postgres_running()
        with Archive.open(server.get_uri(), tmp_path, reader=PLAIN) as archive:
            crawl = next_crawl(archive)
            assert crawl.is_resumed
            assert archive.captured_in(crawl) == {URL.format(0).removeprefix("https://")}
            record_all(archive, crawl, captures()[1:])
            archive.finish_crawl(crawl, CrawlVerdict.COMPLETE)
            assert is_sound(archive)
            assert [one.is_new_version for one in crawl_once(archive, *captures())] == [False] * 5
