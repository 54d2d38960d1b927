"""Bytes in a bucket, on a server of S3 that runs here (moto: a simulator, not the real one)."""

import hashlib
import threading
import urllib.request
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from storage.archive import Archive
from storage.backup import back_up
from storage.blob_bucket import BucketUnusable, open_bucket
from storage.blob_inspection import inspect_blob
from storage.blobs import BlobDamaged, BlobMissing, BlobWithdrawn, name_of
from storage.fsck import fsck
from storage.place import Place, find_place, open_blobs
from storage.restore import restore
from storage.soundness import Trouble
from storage.tombstone import Tombstone
from storage.withdrawal import withdraw_content
from tests.storage.plain_reader import NOON, PLAIN, Clock, crawl_once, fetched, report_body

pytestmark = pytest.mark.needs("s3")
SHA = hashlib.sha256(b"body").hexdigest()


@pytest.fixture(scope="session")
def endpoint():
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def url(endpoint, monkeypatch, request):
    """A bucket of this test."""
    for name, value in {
        "AWS_ENDPOINT": endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
        "AWS_ALLOW_HTTP": "true",
    }.items():
        monkeypatch.setenv(name, value)
    bucket = f"b{hashlib.sha256(request.node.name.encode()).hexdigest()[:12]}"
    urllib.request.urlopen(urllib.request.Request(f"{endpoint}/{bucket}", method="PUT"), timeout=10)
    return f"s3://{bucket}/blobs"


@pytest.fixture
def blobs(url):
    return open_bucket(url)


class Refusing(BaseHTTPRequestHandler):
    """A server of buckets that lets nobody in."""

    def refuse(self):
        self.send_response(403)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = do_PUT = refuse  # noqa: N815

    def log_message(self, *_said):
        """Say nothing."""


@pytest.fixture
def refused(url, monkeypatch):
    """The bucket of a server that refuses everything."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("AWS_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
        yield open_bucket(url)
        server.shutdown()


@pytest.mark.parametrize(
    "ask",
    [
        lambda blobs: blobs.get(SHA),
        lambda blobs: blobs.put(b"body"),
        lambda blobs: blobs.size_of(name_of(SHA)),
        lambda blobs: blobs.tombstone_of(SHA),
        lambda blobs: list(blobs.names()),
    ],
)
def test_a_bucket_that_lets_nobody_in_fails_as_a_folder_would(refused, ask):
    with pytest.raises(OSError, match="s3://"):
        ask(refused)


def test_bytes_that_the_bucket_does_not_give_are_told_by_fsck_and_do_not_end_it(refused):
    (found,) = inspect_blob(refused, SHA, 4, is_withdrawn=False)
    assert found.trouble is Trouble.BLOB_DAMAGED
    assert "cannot be read" in found.detail


def test_a_blob_is_an_object_named_by_its_digest(blobs, url):
    assert blobs.put(b"body") == SHA
    assert (list(blobs.names()), SHA in blobs, blobs.get(SHA)) == ([name_of(SHA)], True, b"body")
    assert blobs.where(name_of(SHA)) == f"{url}/{name_of(SHA)}"


def test_two_writers_may_put_the_same_bytes(blobs, url):
    blobs.put(b"body")
    open_bucket(url).write(name_of(SHA), b"body")  # it did not see the first
    assert blobs.get(SHA) == b"body"


def test_an_object_that_is_missing_is_called_missing(blobs):
    with pytest.raises(BlobMissing, match=SHA):
        blobs.get(SHA)
    assert SHA not in blobs


@pytest.mark.parametrize("body", [b"bodY", b"", b"body and more"])
def test_damage_is_found_on_reading_and_mended_by_writing(blobs, body):
    blobs.put(b"body")
    blobs.write(name_of(SHA), body)
    with pytest.raises(BlobDamaged, match="is damaged"):
        blobs.get(SHA)
    blobs.write(name_of(SHA), b"body")
    assert blobs.get(SHA) == b"body"


def test_what_was_withdrawn_stays_withdrawn(blobs):
    blobs.put(b"body")
    blobs.bury(Tombstone(SHA, datetime(2026, 1, 1, tzinfo=UTC), "an order of a court"))
    blobs.put(b"body")
    with pytest.raises(BlobWithdrawn, match="order of a court"):
        blobs.get(SHA)


def test_an_archive_may_have_its_bytes_in_a_bucket(tmp_path, url, monkeypatch):
    monkeypatch.setenv("GONGKAI_ARCHIVE", str(tmp_path / "archive.sqlite"))
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path))
    monkeypatch.setenv("GONGKAI_BLOBS", url)
    with Archive.open(reader=PLAIN, clock=Clock()) as archive:
        crawl_once(archive, fetched(report_body(3)))
        crawl_once(archive, fetched(report_body(4), day=2))
        assert [one for one in fsck(archive.engine, archive.blobs) if one.is_damage] == []
        first, second = sorted(archive.blobs.names())
        back_up(archive.engine, archive.blobs, tmp_path / "saved", clock=Clock())
        withdraw_content(archive.engine, archive.blobs, first[-64:], "an order", now=NOON)
        archive.blobs.write(second, b"other")
        assert {one.trouble for one in fsck(archive.engine, archive.blobs)} == {
            Trouble.WITHDRAWN,
            Trouble.BLOB_DAMAGED,
        }
    assert not (tmp_path / "blobs").exists()
    elsewhere = Place(tmp_path / "again" / "archive.sqlite", tmp_path, f"{url}/again")
    restore(tmp_path / "saved", elsewhere)
    assert len(list(open_blobs(elsewhere).names())) == 2


def test_a_folder_that_is_named_wins_over_the_bucket_of_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_BLOBS", "s3://elsewhere")
    assert find_place(None, tmp_path).blobs is None


def test_an_address_that_is_none_is_refused_with_the_reason():
    with pytest.raises(BucketUnusable, match="carrier-pigeon://coop"):
        open_bucket("carrier-pigeon://coop")
