"""Inspecting an archive: a sound one has nothing to tell, each kind of damage is named, nothing changes."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.fsck import fsck
from storage.soundness import NOTES, Trouble
from storage.withdrawal import withdraw_content
from tests.storage.commanding import gongkai
from tests.storage.plain_reader import NOON, crawl_once, fetched, report_body


@pytest.fixture
def kept(archive):
    """An archive of one report in two versions, and one that came back."""
    crawl_once(archive, fetched(report_body(3)))
    crawl_once(
        archive,
        fetched(report_body(4), day=2),
        fetched(report_body(5, year=2019), url="https://www.linan.gov.cn/2"),
    )
    return archive


@pytest.fixture
def first_sha(rows, kept):
    return rows("SELECT sha256 FROM version_part WHERE version_id = 1")[0][0]


@pytest.fixture
def break_(kept):
    """Change rows behind the back of the archive."""

    def change(sql):
        with kept.engine.connect() as connection:
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute(text(sql))
            connection.commit()
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys = ON")

    return change


@pytest.fixture
def found(kept):
    return lambda: [(one.trouble, one.name) for one in fsck(kept.engine, kept.blobs)]


def overwrite(path: Path, body: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(body)


def test_a_sound_archive_has_nothing_to_tell(found):
    assert found() == []


def test_how_far_it_is_is_told(kept):
    told = []
    list(fsck(kept.engine, kept.blobs, lambda *so_far: told.append(so_far)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_missing_bytes_are_named(kept, found, first_sha):
    kept.blobs.path_of(first_sha).unlink()
    assert found() == [(Trouble.BLOB_MISSING, first_sha)]


@pytest.mark.parametrize("body", [b"", b"other", report_body(3).replace(b"=3", b"=8")])
def test_other_bytes_are_named(kept, found, first_sha, body):
    overwrite(kept.blobs.path_of(first_sha), body)
    assert found() == [(Trouble.BLOB_DAMAGED, first_sha)]


def test_a_row_with_another_size_is_named(break_, found, first_sha):
    break_(f"UPDATE blob SET byte_count = 1 WHERE sha256 = '{first_sha}'")
    assert found() == [(Trouble.BLOB_DAMAGED, first_sha)]


def test_bytes_without_a_row_are_told_and_no_damage(kept, found):
    path = kept.blobs.path_of(kept.blobs.put(b"stray"))
    (kept.blobs.root / "ab").mkdir(exist_ok=True)
    note = kept.blobs.root / "ab" / "note.txt"
    note.write_text("x")
    assert sorted(found()) == sorted((Trouble.BLOB_WITHOUT_ROW, str(one)) for one in (path, note))
    assert Trouble.BLOB_WITHOUT_ROW in NOTES


def test_drafts_of_a_killed_writer_are_told(kept, found):
    draft = kept.blobs.root / "incoming" / "half"
    draft.write_bytes(b"ha")
    assert found() == [(Trouble.LEFTOVER, str(draft))]


@pytest.mark.parametrize(
    ("damage", "name"),
    [
        ("UPDATE version_part SET sha256 = 'f' WHERE version_id = 1", "version_part 1/0"),
        ("UPDATE selection SET result_id = 99 WHERE seq = 2", "selection 1/2"),
        ("UPDATE parse_run SET parser_id = 9 WHERE version_id = 3", "parse_run 3/9/"),
        ("INSERT INTO proposal VALUES (1, 1, 'x', '2026-01-01 00:00:00', NULL)", "proposal 1/1/x"),
        ("DELETE FROM publisher", "publisher_alias "),
    ],
)
def test_a_row_that_names_what_is_not_there_is_named(break_, found, damage, name):
    break_(damage)
    assert any(one.startswith(name) for trouble, one in found() if trouble is Trouble.REFERENCE_BROKEN)


def test_a_neighbour_that_is_not_there_is_named(break_, found):
    break_("UPDATE neighbour_outcome SET result_ids = '[77]'")
    assert (Trouble.REFERENCE_BROKEN, "neighbour_outcome 2/0") in found()


@pytest.mark.parametrize("shown", [1, "NULL"])
def test_a_report_that_shows_another_result_than_was_selected_is_named(break_, found, shown):
    break_(f"UPDATE report SET result_id = {shown} WHERE id = 1")
    assert found() == [(Trouble.SELECTION_NOT_SHOWN, "report 1")]


def test_a_version_without_bytes_is_named(break_, found):
    break_("DELETE FROM version_part WHERE version_id = 2")
    assert found() == [(Trouble.VERSION_WITHOUT_BLOB, "version 2")]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE result SET digest = 'f' WHERE id = 2",
        "UPDATE result SET document = x'00' WHERE id = 2",
        "DELETE FROM cell WHERE result_id = 2 AND cell_id = 1",
    ],
)
def test_a_result_that_says_something_else_than_it_said_is_named(break_, found, damage):
    break_(damage)
    assert found() == [(Trouble.RESULT_DAMAGED, "result 2")]


def test_an_unfinished_withdrawal_is_named(break_, found, first_sha):
    break_(f"INSERT INTO withdrawal VALUES ('{first_sha}', 'order', '2026-01-01 00:00:00')")
    assert found() == [(Trouble.INDEX_INCOMPLETE, "section 1"), (Trouble.WITHDRAWAL_UNFINISHED, first_sha)]


def test_a_tombstone_that_nobody_recorded_is_named(kept, break_, found, first_sha):
    withdraw_content(kept.engine, kept.blobs, first_sha, "order", now=NOON)
    assert found() == [(Trouble.WITHDRAWN, first_sha)]
    break_("DELETE FROM withdrawal")
    assert found() == [(Trouble.INDEX_INCOMPLETE, "section 1"), (Trouble.WITHDRAWAL_UNRECORDED, first_sha)]


def test_the_command_changes_nothing_and_its_exit_code_tells(kept, tmp_path, monkeypatch, first_sha):
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path))
    kept.blobs.put(b"stray")
    database = tmp_path / "archive.sqlite"
    before = database.read_bytes()
    sound = gongkai(database, "fsck")
    assert (sound.exit_code, sound.stderr) == (0, "")
    assert "blob_without_row" in sound.stdout
    kept.blobs.path_of(first_sha).unlink()
    damaged = gongkai(database, "fsck", "--json")
    assert (damaged.exit_code, damaged.stderr) == (1, "gongkai: 1 things are missing or damaged\n")
    said = json.loads(damaged.stdout)
    assert [(one["trouble"], one["name"]) for one in said["damage"]] == [("blob_missing", first_sha)]
    assert len(said["notes"]) == 1
    assert database.read_bytes() == before
    assert gongkai(tmp_path / "nowhere.sqlite", "fsck").exit_code == 1
    assert gongkai(database, "fsck", "--fix").exit_code == 2
