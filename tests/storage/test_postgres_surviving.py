"""Crashes and company on Postgres: the archive is whole, and the same as on SQLite."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from sqlalchemy import text

from storage.archive import Archive
from tests.storage.conftest import plain
from tests.storage.plain_reader import PLAIN
from tests.storage.test_surviving import ROOT, ROUNDS, SAME, undisturbed, wait

__all__ = ["undisturbed"]  # recorded once, on SQLite
pytestmark = pytest.mark.needs("postgres")


@pytest.fixture
def database():
    return "postgres"


@pytest.fixture
def start(tmp_path, place):
    def start_(*arguments):
        module = [sys.executable, "-W", "error", "-m", "tests.storage.recording_process", str(tmp_path)]
        there = {**os.environ, "GONGKAI_ARCHIVE": place}
        return subprocess.Popen([*module, *arguments], cwd=ROOT, env=there, stderr=subprocess.PIPE, text=True)

    return start_


@pytest.fixture
def content(tmp_path, place):
    """Ask the same of the archive as on SQLite, and look at every blob."""

    def content_():
        with Archive.open(place, tmp_path, is_read_only=True, reader=PLAIN) as archive:
            with archive.engine.connect() as connection:
                blobs = connection.scalars(text("SELECT sha256 FROM blob")).all()
                same = [[tuple(map(plain, row)) for row in connection.execute(text(ask))] for ask in SAME]
            for sha256 in blobs:
                archive.blobs.get(sha256)
        return same

    return content_


@pytest.mark.parametrize("moment", ["within the transaction", "after the commit"])
def test_a_killed_crawl_is_whole_and_the_next_run_completes_it(start, content, undisturbed, moment):
    for count in ("2", "4"):
        assert wait(start(moment, count))[0] == -signal.SIGKILL
        content()
    assert wait(start()) == (0, "")
    assert content() == undisturbed


@pytest.mark.timeout(60 + 10 * ROUNDS)
def test_several_writers_who_are_killed_at_any_moment_make_one_archive(start, content, undisturbed):
    luck = random.Random(20261120)
    for _ in range(ROUNDS // 2):
        writers = [start("--as", name) for name in "abc"]
        time.sleep(luck.uniform(0.8, 2.0))
        for writer in writers:
            writer.kill()
            wait(writer)
        content()
    writers = [start("--as", name) for name in "abc"]
    assert [wait(writer) for writer in writers] == [(0, "")] * 3
    versions, observations, *_ = content()
    assert sorted((key, digest) for key, _, digest in versions) == sorted(
        (key, digest) for key, _, digest in undisturbed[0]
    )
    assert len(observations) == 3 * 5
