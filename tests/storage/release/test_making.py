"""A release is made whole or not at all, never overwritten, and the same bytes every time."""

import fcntl
import os
import re
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.archive import Archive
from storage.blobs import BlobMissing
from tests.storage.plain_reader import crawl_once, fetched, report_body
from tests.storage.release.conftest import release_of

pytestmark = pytest.mark.needs("analysis")
LEASE = (
    "INSERT INTO portal_lease (portal_id, owner, machine, pid, taken_at, expires_at) "
    "VALUES ('linan', 'o', 'secret-host', 1, '2026-11-01', '2026-11-01')"
)


def bytes_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def filled(archive, tmp_path):
    crawl_once(archive, fetched(report_body()))
    return tmp_path


def test_the_same_archive_gives_the_same_bytes(seeds, made, tmp_path):
    again = release_of(seeds, tmp_path, has_originals=True)
    assert bytes_of(again) == bytes_of(made)
    assert {"archive.sqlite", "cells.parquet", "reports.csv", "stata/reports_2020.dta"} <= set(bytes_of(made))


def test_nothing_in_a_release_comes_from_the_clock(made, seeds):
    """The archive was filled today, its last row says when; no file may say another moment."""
    with closing(sqlite3.connect(seeds / "archive.sqlite")) as connection:
        latest = max(
            connection.execute(f"SELECT max(recorded_at) FROM {table}").fetchone()[0]
            for table in ("capture", "selection", "comparison", "result")
        )
    (stated,) = re.findall(r"截至 (\S+ \S+)（UTC）", (made / "README.md").read_text(encoding="utf-8"))
    assert stated == latest[:19]


def test_labels_count_the_releases_of_the_month_in_which_the_archive_last_changed(filled, tmp_path):
    out = tmp_path / "releases"
    made = [release_of(filled, out).name for _ in range(2)]
    assert made == ["2026.11.1", "2026.11.2"]  # the clock of the archive stands in November 2026


def test_a_release_is_never_overwritten(filled, tmp_path):
    from storage.release.making import ReleaseRefused

    made = release_of(filled, tmp_path / "releases", label="2026.11.1")
    before = bytes_of(made)
    with pytest.raises(ReleaseRefused, match="never changed"):
        release_of(filled, tmp_path / "releases", label="2026.11.1")
    assert bytes_of(made) == before


def test_nobody_may_write_to_a_release(made):
    for path in (made, *made.rglob("*")):
        assert not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH), path


def test_the_draft_of_a_killed_run_is_removed_by_the_next(filled, tmp_path):
    draft = tmp_path / "releases" / "2026.10.7.draft"
    (draft / "stata").mkdir(parents=True)
    (draft / "stata" / "half.dta").write_bytes(b"half")
    (draft / "stata").chmod(0o555)
    made = release_of(filled, tmp_path / "releases")
    assert [path.name for path in made.parent.iterdir()] == [made.name]


def test_two_releases_are_not_made_in_one_folder_at_once(filled, tmp_path):
    from storage.release.making import ReleaseRefused

    out = tmp_path / "releases"
    out.mkdir()
    descriptor = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        with pytest.raises(ReleaseRefused, match="another release is being made"):
            release_of(filled, out)
    finally:
        os.close(descriptor)
    assert list(out.iterdir()) == []


def test_an_archive_that_holds_nothing_is_not_released(archive, tmp_path):
    from storage.release.snapshot import NothingToRelease

    with pytest.raises(NothingToRelease):
        release_of(tmp_path, tmp_path / "releases")


def test_who_crawls_on_which_machine_is_left_out(filled, tmp_path):
    with closing(sqlite3.connect(filled / "archive.sqlite")) as connection:
        connection.execute(LEASE)
        connection.commit()
    made = release_of(filled, tmp_path / "releases")
    assert b"secret-host" in (filled / "archive.sqlite").read_bytes()
    assert b"secret-host" not in (made / "archive.sqlite").read_bytes()


def test_nothing_is_written_to_the_archive(filled, tmp_path):
    before = (filled / "archive.sqlite").read_bytes()
    release_of(filled, tmp_path / "releases", has_originals=True)
    assert (filled / "archive.sqlite").read_bytes() == before


def test_originals_that_were_withdrawn_are_left_out_and_listed(filled, archive, tmp_path):
    from storage.withdrawal import withdraw_content

    (sha256,) = (path.name for path in (filled / "blobs").rglob("*") if path.is_file())
    withdraw_content(archive.engine, archive.blobs, sha256, "court order 7", now=archive._clock())
    made = release_of(filled, tmp_path / "releases", has_originals=True)
    assert list((made / "originals").rglob("*")) == []
    assert sha256 in (made / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "court order 7" in (made / "withdrawals.csv").read_text(encoding="utf-8-sig")


def test_originals_that_the_archive_lost_stop_a_release_that_wants_them(filled, tmp_path):
    for path in (filled / "blobs").rglob("*"):
        if path.is_file():
            path.unlink()
    with pytest.raises(BlobMissing):
        release_of(filled, tmp_path / "releases", has_originals=True)
    assert not (tmp_path / "releases" / "2026.11.1").exists()


def test_many_reports_are_written_in_batches_and_none_twice(archive, filled, tmp_path, monkeypatch):
    import pyarrow.parquet as pq

    from storage.release import batches, stata

    urls = [f"https://www.linan.gov.cn/{number}" for number in range(5)]
    crawl_once(
        archive, *(fetched(report_body(n, publisher=f"第{n}镇"), url=url) for n, url in enumerate(urls))
    )
    monkeypatch.setattr(batches, "AT_ONCE", 2)
    monkeypatch.setattr(stata, "AT_MOST", 4)
    made = release_of(filled, tmp_path / "releases")
    rows = pq.read_table(made / "reports.parquet").to_pylist()
    with archive.engine.connect() as connection:
        asked = "SELECT publisher_id, year FROM shown_reports ORDER BY year, publisher_id"
        shown = [tuple(row) for row in connection.execute(text(asked))]
    assert [(row["publisher_id"], row["year"]) for row in rows] == shown
    assert len(shown) == 6
    assert sorted(path.name for path in (made / "stata").iterdir()) == [
        "reports_2020.dta",
        "reports_2020_part2.dta",
    ]


@pytest.mark.needs("postgres")
def test_postgres_gives_the_same_tables(seeds, made, tmp_path, postgres):
    from storage.copying import copy_archive
    from storage.database import open_engine
    from storage.release.making import make_release

    url = postgres.new_database(is_empty=True)
    source, target = open_engine(seeds / "archive.sqlite", is_read_only=True), open_engine(url)
    try:
        copy_archive(source, target)
    finally:
        source.dispose()
        target.dispose()
    with Archive.open(url, seeds, is_read_only=True) as archive:
        path, _ = make_release(archive.engine, archive.blobs, tmp_path, has_originals=True)
    ours, theirs = bytes_of(path), bytes_of(made)
    differing = {name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)}
    # The database is laid out by who wrote it; these name its digest.
    assert differing <= {"archive.sqlite", "croissant.json", "datapackage.json", "SHA256SUMS"}


def test_a_release_says_who_hears_of_an_error(filled, tmp_path):
    made = release_of(filled, tmp_path / "releases", contact="https://example.org/errors")
    assert (made / "README.md").read_text(encoding="utf-8").count("https://example.org/errors") == 2
    assert (
        Path(made / "LICENSE-DATA").read_text(encoding="utf-8").startswith("Creative Commons Attribution 4.0")
    )


def test_a_run_that_is_killed_leaves_no_release_and_the_next_makes_the_same_one(filled, tmp_path):
    out, whole = tmp_path / "releases", release_of(filled, tmp_path / "elsewhere")
    program = "from query.cli import main; main()"
    words = ["--archive", filled / "archive.sqlite", "release", "--out", out]
    command = [sys.executable, "-c", program, *words]
    running = subprocess.Popen(command)
    while running.poll() is None and not list(out.glob("*.draft/cells.parquet")):
        time.sleep(0.002)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert [path.suffix for path in out.iterdir()] == [".draft"]
    assert bytes_of(release_of(filled, out)) == bytes_of(whole)
    assert [path.name for path in out.iterdir()] == ["2026.11.1"]
