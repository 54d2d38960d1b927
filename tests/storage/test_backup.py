"""Backups, proven by destroying the archive: what comes back is what was there, or says what is not."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.backup import BackupDamaged, BackupRefused, back_up, read_manifest
from storage.fsck import fsck
from storage.place import Place
from storage.restore import restore
from storage.withdrawal import withdraw_content
from tests.storage.commanding import gongkai
from tests.storage.plain_reader import NOON, PLAIN, crawl_once, fetched, report_body

ROOT = Path(__file__).parents[2]
SAME = (
    "SELECT * FROM cells ORDER BY publisher_id, year, key",
    "SELECT * FROM observation ORDER BY 1, 2",
    "SELECT * FROM selection ORDER BY 1, 2",
    "SELECT sha256 FROM blob ORDER BY 1",
)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "backup"


@pytest.fixture
def data(tmp_path):
    """Where the archive of this test is; the backup is beside it."""
    return tmp_path / "data"


@pytest.fixture
def place(data):
    return data / "archive.sqlite"


@pytest.fixture
def kept(place, data, clock):
    """An archive with two versions of a report."""
    with Archive.open(place, data, reader=PLAIN, clock=clock) as archive:
        crawl_once(archive, fetched(report_body(3)))
        crawl_once(archive, fetched(report_body(4), day=2))
        yield archive


@pytest.fixture
def save(kept, folder, clock):
    return lambda **rest: back_up(kept.engine, kept.blobs, folder, clock=clock, **rest)


def content(place, data):
    """Tell what an archive holds, having inspected it."""
    with Archive.open(place, data, is_read_only=True) as archive, archive.engine.connect() as connection:
        assert [one for one in fsck(archive.engine, archive.blobs) if one.is_damage] == []
        return [connection.exec_driver_sql(question).all() for question in SAME]


@pytest.mark.parametrize("has_hard_links", [False, True])
def test_what_was_destroyed_comes_back(save, folder, place, data, has_hard_links):
    before = content(place, data)
    told = []
    manifest = save(has_hard_links=has_hard_links, progress=lambda *so_far: told.append(so_far))
    assert (manifest.is_complete, manifest.blob_count, manifest.lost) == (True, 2, ())
    assert told == [(1, 2), (2, 2)]
    shutil.rmtree(data)
    assert restore(folder, Place(place, data)) == manifest
    assert content(place, data) == before
    assert content(folder / "archive.sqlite", folder) == before


def test_copies_outlive_bytes_that_are_overwritten_in_the_archive(save, folder, place, data):
    save()
    path = next((data / "blobs").glob("??/??/*"))
    path.chmod(0o644)
    path.write_bytes(b"damaged")
    place.unlink()
    restore(folder, Place(place, data))
    content(place, data)


def test_a_second_backup_adds_what_is_new_and_mends_what_was_damaged(save, folder, kept, place, data):
    save()
    damaged = next((folder / "blobs").glob("??/??/*"))
    damaged.chmod(0o644)
    damaged.write_bytes(b"x")
    crawl_once(kept, fetched(report_body(9, year=2019), url="https://www.linan.gov.cn/2"))
    assert save().blob_count == 3
    assert content(folder / "archive.sqlite", folder) == content(place, data)


def test_what_was_withdrawn_goes_from_the_next_backup_and_does_not_come_back(save, folder, kept, place, data):
    save()
    old = folder.with_name("old")
    shutil.copytree(folder, old)
    sha256 = next((folder / "blobs").glob("??/??/*")).name
    withdraw_content(kept.engine, kept.blobs, sha256, "order", now=NOON)
    save()
    assert b"publisher" not in next((folder / "blobs").glob(f"??/??/{sha256}")).read_bytes()
    place.unlink()
    restore(old, Place(place, data))
    assert kept.blobs.tombstone_of(sha256)


def test_what_is_damaged_already_is_named_and_the_rest_is_saved(save, folder, kept, place, data):
    lost = next(kept.blobs.root.glob("??/??/*"))
    lost.unlink()
    manifest = save()
    assert (manifest.blob_count, len(manifest.lost)) == (1, 1)
    assert lost.name in manifest.lost[0]
    shutil.rmtree(data)
    assert lost.name in restore(folder, Place(place, data)).lost[0]


def test_an_archive_is_never_overwritten(save, folder, place, data):
    save()
    with pytest.raises(BackupRefused, match=r"archive\.sqlite is in"):
        restore(folder, Place(place, data))
    place.unlink()
    journal = place.with_name("archive.sqlite-journal")
    journal.write_bytes(b"of the database that is gone")
    with pytest.raises(BackupRefused, match="journal"):
        restore(folder, Place(place, data))
    with pytest.raises(BackupRefused, match="Postgres"):
        restore(folder, Place("postgresql+psycopg://localhost/x", data))


def test_a_folder_of_other_things_is_left_alone(save, folder, data, kept, clock):
    folder.mkdir()
    (folder / "photo.jpg").write_bytes(b"x")
    with pytest.raises(BackupRefused, match="other things"):
        save()
    with pytest.raises(BackupRefused, match="other things"):
        back_up(kept.engine, kept.blobs, data, clock=clock)
    with pytest.raises(BackupRefused, match="no folder"):
        back_up(kept.engine, kept.blobs, folder / "photo.jpg", clock=clock)
    with pytest.raises(BackupRefused, match="no backup"):
        read_manifest(folder)


def unfinish(folder):
    manifest = folder / "backup.json"
    manifest.write_text(manifest.read_text().replace("true", "false"))


def change_database(folder):
    with (folder / "archive.sqlite").open("ab") as file:
        file.write(b"x")


def lose_a_blob(folder):
    next((folder / "blobs").glob("??/??/*")).unlink()


def garble_the_manifest(folder):
    (folder / "backup.json").write_text("{")


@pytest.mark.parametrize(
    "harm",
    [
        unfinish,
        change_database,
        lose_a_blob,
        garble_the_manifest,
        lambda folder: (folder / "archive.sqlite").unlink(),
    ],
)
def test_a_backup_that_is_not_whole_makes_no_archive(save, folder, place, data, harm):
    save()
    shutil.rmtree(data)
    harm(folder)
    with pytest.raises(BackupDamaged):
        restore(folder, Place(place, data))
    assert not place.exists()


def test_a_backup_that_was_killed_is_known_and_completed(save, folder, kept, monkeypatch):
    monkeypatch.setattr("storage.backup.copy_blob", lambda *_args, **_rest: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        save()
    assert not read_manifest(folder).is_complete
    monkeypatch.undo()
    assert save().is_complete


def test_backups_taken_while_crawls_write_are_whole(place, data, tmp_path):
    command = [sys.executable, "-W", "error", "-m", "tests.storage.recording_process", str(data), "--as"]
    data.mkdir()
    Archive.open(place, data, reader=PLAIN).close()
    writers = [subprocess.Popen([*command, name], cwd=ROOT) for name in "ab"]
    count = 0
    with Archive.open(place, data, is_read_only=True) as archive:
        while count < 20 and (count < 2 or any(writer.poll() is None for writer in writers)):
            folder = tmp_path / f"backup {count}"
            assert back_up(archive.engine, archive.blobs, folder, clock=lambda: NOON).lost == ()
            content(folder / "archive.sqlite", folder)
            count += 1
    assert [writer.wait(120) for writer in writers] == [0, 0]


def test_the_commands_save_and_restore_and_their_exit_codes_tell(kept, place, data, folder, monkeypatch):
    monkeypatch.setenv("GONGKAI_DATA", str(data))
    before = content(place, data)
    saved = gongkai(place, "backup", folder)
    assert (saved.exit_code, saved.stderr) == (0, "")
    assert "database and 2 blobs" in saved.stdout
    assert json.loads((folder / "backup.json").read_text())["is_complete"]
    assert gongkai(place, "restore", folder).exit_code == 2
    assert gongkai(place, "backup", data).exit_code == 2
    assert gongkai(place, "backup").exit_code == 2
    shutil.rmtree(data)
    assert gongkai(place, "backup", folder).exit_code == 1
    restored = gongkai(place, "restore", folder)
    assert (restored.exit_code, restored.stderr) == (0, "")
    assert content(place, data) == before
    shutil.rmtree(data)
    unfinish(folder)
    assert gongkai(place, "restore", folder).exit_code == 1
