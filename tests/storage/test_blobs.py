"""Bytes on disk."""

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.blob_folder import BlobFolder
from storage.blobs import BlobDamaged, BlobMissing, BlobWithdrawn
from storage.tombstone import BEGINNING, MAX_BYTES, Tombstone

SHA = hashlib.sha256(b"body").hexdigest()


@pytest.fixture
def blobs(tmp_path):
    return BlobFolder(tmp_path / "blobs")


def test_a_blob_is_named_by_its_digest_and_cannot_be_written_to(blobs):
    assert blobs.put(b"body") == SHA
    path = blobs.root / SHA[:2] / SHA[2:4] / SHA
    assert path.read_bytes() == b"body"
    assert path.stat().st_mode & 0o777 == 0o444
    assert SHA in blobs


def test_putting_the_same_bytes_again_touches_nothing(blobs):
    blobs.put(b"body")
    before = blobs.path_of(SHA).stat()
    blobs.put(b"body")
    assert blobs.path_of(SHA).stat() == before
    assert list((blobs.root / "incoming").iterdir()) == []


def test_no_bytes_are_a_blob_too(blobs):
    assert blobs.get(blobs.put(b"")) == b""


def test_a_blob_that_is_missing_is_called_missing(blobs):
    with pytest.raises(BlobMissing, match=SHA):
        blobs.get(SHA)


def damage(path, body):
    path.chmod(0o644)
    path.write_bytes(body)


@pytest.mark.parametrize("body", [b"bod", b"bodY", b"", b"body and more"])
def test_damage_is_found_on_reading(blobs, body):
    blobs.put(b"body")
    damage(blobs.path_of(SHA), body)
    with pytest.raises(BlobDamaged, match=r"is damaged"):
        blobs.get(SHA)


def test_a_truncated_blob_is_written_anew_when_its_bytes_come_again(blobs):
    blobs.put(b"body")
    damage(blobs.path_of(SHA), b"bo")
    blobs.put(b"body")
    assert blobs.get(SHA) == b"body"


def test_a_disk_that_fills_up_leaves_no_half_blob(blobs, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        blobs.put(b"body")
    assert SHA not in blobs
    assert list((blobs.root / "incoming").iterdir()) == []


def test_bytes_are_on_disk_before_they_have_a_name_and_the_name_before_it_is_told(blobs, monkeypatch):
    events, sync, rename = [], os.fsync, Path.replace

    def syncing(descriptor):
        place = Path(f"/proc/self/fd/{descriptor}").readlink()
        events.append(place if place.is_dir() else place.stat().st_size)
        sync(descriptor)

    def renaming(draft, path):
        events.append("renamed")
        return rename(draft, path)

    monkeypatch.setattr(os, "fsync", syncing)
    monkeypatch.setattr(Path, "replace", renaming)
    blobs.put(b"body")
    folder = blobs.path_of(SHA).parent
    assert events == [4, "renamed", folder, folder.parent, blobs.root]
    events.clear()
    damage(blobs.path_of(SHA), b"bo")
    blobs.put(b"body")
    assert events == [4, "renamed", folder]  # whose name was there already
    assert folder not in {one.resolve() for one in Path("/proc/self/fd").iterdir()}  # nothing is left open


def test_names_are_those_of_files_and_of_links_that_lead_nowhere(blobs):
    blobs.put(b"body")
    (blobs.root / "link").symlink_to("nowhere")
    assert sorted(blobs.names()) == [f"{SHA[:2]}/{SHA[2:4]}/{SHA}", "link"]


def test_a_withdrawn_blob_says_so_and_stays_withdrawn_when_its_bytes_come_again(blobs):
    tombstone = Tombstone(SHA, datetime(2026, 11, 1, tzinfo=UTC), "a court order")
    blobs.put(b"body")
    assert blobs.tombstone_of(SHA) is None
    blobs.bury(tombstone)
    blobs.put(b"body")
    assert blobs.tombstone_of(SHA) == tombstone
    with pytest.raises(BlobWithdrawn, match="withdrawn on 2026-11-01: a court order") as raised:
        blobs.get(SHA)
    assert raised.value.tombstone == tombstone


def test_what_was_never_there_can_be_buried_and_has_no_tombstone_before(blobs):
    assert blobs.tombstone_of(SHA) is None
    blobs.bury(Tombstone(SHA, datetime(2026, 11, 1, tzinfo=UTC), "a court order"))
    assert blobs.tombstone_of(SHA) is not None


def test_the_tombstone_of_other_bytes_is_damage(blobs):
    other = hashlib.sha256(b"other").hexdigest()
    blobs.put(b"body")
    damage(blobs.path_of(SHA), Tombstone(other, datetime(2026, 11, 1, tzinfo=UTC), "an order").to_bytes())
    assert blobs.tombstone_of(SHA) is None
    with pytest.raises(BlobDamaged):
        blobs.get(SHA)
    blobs.put(b"body")
    assert blobs.get(SHA) == b"body"


def test_content_that_begins_like_a_tombstone_and_goes_on_is_content(blobs):
    long = BEGINNING + b" " * MAX_BYTES
    sha256 = blobs.put(long)
    assert blobs.tombstone_of(sha256) is None
    assert blobs.get(sha256) == long


@pytest.mark.parametrize("name", ["", "../../etc/passwd", SHA.upper(), SHA[:-1]])
def test_only_a_digest_names_a_blob(blobs, name):
    with pytest.raises(ValueError, match="not a SHA-256"):
        blobs.path_of(name)
