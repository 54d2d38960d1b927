"""Crashes and company: the archive is whole after a kill, and with several writers at once; on both databases."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.fsck import fsck
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


def start(ground, *arguments):
    command = [
        sys.executable,
        "-W",
        "error",
        "-m",
        "tests.storage.recording_process",
        str(ground.folder),
        *arguments,
    ]
    environment = {**os.environ, "GONGKAI_ARCHIVE": str(ground.place)}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)


def wait(process):
    _, errors = process.communicate(timeout=120)
    return process.returncode, errors


@dataclass(frozen=True)
class Ground:
    """Where an archive stands: its database, and the folder of its blobs."""

    place: str | Path
    folder: Path


def content(ground):
    with Archive.open(ground.place, ground.folder, is_read_only=True, reader=PLAIN) as archive:
        assert [one for one in fsck(archive.engine, archive.blobs) if one.is_damage] == []
        with archive.engine.connect() as connection:
            return [[plain(row) for row in connection.exec_driver_sql(question)] for question in SAME]


def plain(row):
    return tuple(json.dumps(value) if isinstance(value, dict | list) else value for value in row)


@pytest.fixture
def ground(place, tmp_path):
    return Ground(place, tmp_path)


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed")
    ground = Ground(folder / "archive.sqlite", folder)
    assert wait(start(ground)) == (0, "")
    return content(ground)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_crawl_is_whole_and_the_next_run_completes_it(ground, undisturbed, moment):
    for count in ("2", "4"):  # the second kill meets a crawl that was resumed
        assert wait(start(ground, moment, count))[0] == -signal.SIGKILL
        content(ground)
    assert wait(start(ground)) == (0, "")
    assert content(ground) == undisturbed


@pytest.mark.timeout(60 + 10 * ROUNDS)
def test_kills_at_any_moment_lose_nothing(ground, undisturbed):
    luck = random.Random(20261120)
    for _ in range(ROUNDS):
        process = start(ground)
        time.sleep(luck.uniform(0.3, 1.2))
        process.kill()
        wait(process)
    assert wait(start(ground)) == (0, "")
    again = content(ground)
    assert again[:1] + again[2:4] == undisturbed[:1] + undisturbed[2:4]  # days may have been crawled twice


def test_several_writers_at_once_make_one_archive(ground, undisturbed):
    writers = [start(ground, "--as", name) for name in "abcd"]  # they also create it at once
    assert [wait(writer) for writer in writers] == [(0, "")] * 4
    assert same_but_for_the_order_of_versions(content(ground), undisturbed)
    assert len(content(ground)[1]) == 4 * 5


@pytest.mark.timeout(120 + 30 * ROUNDS)
def test_three_writers_that_are_killed_again_and_again_make_the_same_archive(ground, undisturbed):
    luck = random.Random(20261121)
    Archive.open(ground.place, ground.folder, reader=PLAIN).close()
    for _ in range(ROUNDS):
        writers = [start(ground, "--as", name) for name in "abc"]
        time.sleep(luck.uniform(0.3, 1.2))
        for writer in writers:
            writer.kill()
        for writer in writers:
            wait(writer)
        content(ground)  # whole, however far it came
    writers = [start(ground, "--as", name) for name in "abc"]
    assert [wait(writer) for writer in writers] == [(0, "")] * 3
    assert same_but_for_the_order_of_versions(content(ground), undisturbed)
    visits, crawls = content(ground)[1], content(ground)[4]
    # A writer that was done before it was killed crawls once more: five visits in each crawl, and none is left open.
    assert {arguments for arguments, _ in crawls} == {f'{{"writer": "{name}"}}' for name in "abc"}
    assert {verdict for _, verdict in crawls} == {"complete"}
    assert len(visits) == 5 * len(crawls)


def same_but_for_the_order_of_versions(found, expected):
    """Who comes first numbers the versions; what they are, and how many, does not depend on it."""
    unordered = [sorted((key, digest) for key, _, digest in versions) for versions, *_ in (found, expected)]
    return unordered[0] == unordered[1]
