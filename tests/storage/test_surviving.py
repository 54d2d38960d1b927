"""Crashes and company: the archive is whole after a kill, and with several writers at once."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storage.archive import Archive
from tests.storage.plain_reader import PLAIN
from tests.storage.recording_process import MOMENTS

ROOT = Path(__file__).parents[2]
ROUNDS = int(os.environ.get("GONGKAI_ROUNDS", "3"))  # many in `make soak`

# What "the same archive" means (contract): not ids, times or numbers of visits.
SAME = (
    """SELECT p.url_key, v.seq, v.digest
       FROM version v JOIN publication p ON p.id = v.publication_id ORDER BY 1, 2""",
    """SELECT p.url_key, c.arguments, o.verdict, v.seq
       FROM observation o JOIN crawl c ON c.id = o.crawl_id JOIN publication p ON p.id = o.publication_id
       LEFT JOIN version v ON v.id = o.version_id ORDER BY 1, 2""",
    "SELECT publisher_id, year, key, num, text, mark FROM cells ORDER BY 1, 2, 3",
    "SELECT publisher_id, year, kind, cell_keys FROM problems ORDER BY 1, 2, 3",
    "SELECT arguments, verdict FROM crawl ORDER BY 1",
)


def start(folder, *arguments):
    command = [
        sys.executable,
        "-W",
        "error",
        "-m",
        "tests.storage.recording_process",
        str(folder),
        *arguments,
    ]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def wait(process):
    _, errors = process.communicate(timeout=120)
    return process.returncode, errors


def content(folder):
    with Archive.open(folder / "archive.sqlite", folder, is_read_only=True, reader=PLAIN) as archive:
        with archive.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").all() == [("ok",)]
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            blobs = connection.exec_driver_sql("SELECT sha256 FROM blob").scalars().all()
            same = [[tuple(row) for row in connection.exec_driver_sql(question)] for question in SAME]
        for sha256 in blobs:
            archive.blobs.get(sha256)  # raises when missing or damaged
    return same


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed")
    assert wait(start(folder)) == (0, "")
    return content(folder)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_crawl_is_whole_and_the_next_run_completes_it(tmp_path, undisturbed, moment):
    for count in ("2", "4"):  # the second kill meets a crawl that was resumed
        assert wait(start(tmp_path, moment, count))[0] == -signal.SIGKILL
        content(tmp_path)
    assert wait(start(tmp_path)) == (0, "")
    assert content(tmp_path) == undisturbed


@pytest.mark.timeout(60 + 10 * ROUNDS)
def test_kills_at_any_moment_lose_nothing(tmp_path, undisturbed):
    luck = random.Random(20261120)
    for _ in range(ROUNDS):
        process = start(tmp_path)
        time.sleep(luck.uniform(0.3, 1.2))
        process.kill()
        wait(process)
    assert wait(start(tmp_path)) == (0, "")
    again = content(tmp_path)
    assert again[:1] + again[2:4] == undisturbed[:1] + undisturbed[2:4]  # days may have been crawled twice


def test_several_writers_at_once_make_one_archive(tmp_path, undisturbed):
    writers = [start(tmp_path, "--as", name) for name in "abcd"]  # they also create it at once
    assert [wait(writer) for writer in writers] == [(0, "")] * 4
    versions, observations, *_ = content(tmp_path)
    assert {(key, digest) for key, _, digest in versions} == {
        (key, digest) for key, _, digest in undisturbed[0]
    }
    assert len(versions) == len(undisturbed[0])
    assert len(observations) == 4 * 5
