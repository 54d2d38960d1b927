"""Bytes on disk."""

import hashlib
import os

import pytest

from storage.blob_folder import BlobFolder
from storage.blobs import BlobDamaged, BlobMissing

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


@pytest.mark.parametrize("name", ["", "../../etc/passwd", SHA.upper(), SHA[:-1]])
def test_only_a_digest_names_a_blob(blobs, name):
    with pytest.raises(ValueError, match="not a SHA-256"):
        blobs.path_of(name)
