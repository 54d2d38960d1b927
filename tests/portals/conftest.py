"""Crawls of the replica as a user starts them: a process, an archive on disk, an exit code."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from demo.replica import Replica

ROOT = Path(__file__).parents[2]

# "The same archive" by the contract: contents and verdicts, not ids, times or numbers of visits.
WHAT_COUNTS = {
    "versions": "select p.url_key, v.seq, v.digest from version v join publication p on p.id = v.publication_id",
    "publications": "select url_key, kind, edition, unit, title, filename, parent_url, published_on from publication",
    "observations": "select p.url_key, o.verdict from observation o join publication p on p.id = o.publication_id",
    "cells": "select publisher_id, year, key, num, text, mark from cells",
    "problems": "select publisher_id, year, kind, message, cell_keys from problems",
    "outcomes": "select publisher_id, year, check_id, member, severity, left_value, right_value from findings",
    "reports": "select p.url_key, r.year, r.publisher_id from publication p join report r on r.id = p.report_id",
}


@dataclass(frozen=True)
class Crawl:
    """How a crawl ended."""

    code: int
    out: str
    err: str


class Desk:
    """One archive, and the command line beside it."""

    def __init__(self, folder: Path, replica: Replica, forks: subprocess.Popen[str]) -> None:
        self.forks = forks
        self.database = folder / "archive.sqlite"
        self.replica = replica
        self.environment = {
            **os.environ,
            "GONGKAI_ARCHIVE": str(self.database),
            "GONGKAI_DATA": str(folder),
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "default",
        }

    def start(self, portal: str, *options: str) -> subprocess.Popen[str]:
        command = [
            sys.executable,
            "-m",
            "scrapy",
            "crawl",
            portal,
            "-a",
            f"origin={self.replica.origin}",
            *options,
        ]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def crawl(self, portal: str, *options: str) -> Crawl:
        """Crawl as ``start`` does, to the end, in a fork of a process that has imported everything.

        Documents are read in the same process: a worker for each of so many crawls costs a second.
        ``start`` reads them apart, as users do.
        """
        origin = ("-a", f"origin={self.replica.origin}", *options)
        return self.scrapy("crawl", portal, *origin, "-s", "GONGKAI_READS_APART=False")

    def scrapy(self, *arguments: str) -> Crawl:
        """Run any command of ``scrapy`` in such a fork."""
        self.replica.forget_requests()
        out, err = self.database.parent / "out", self.database.parent / "err"
        order = {
            "command": ["scrapy", *arguments],
            "environment": self.environment,
            "out": str(out),
            "err": str(err),
        }
        self.forks.stdin.write(json.dumps(order) + "\n")
        self.forks.stdin.flush()
        found = Crawl(int(self.forks.stdout.readline()), out.read_text(), err.read_text())
        assert "Traceback" not in found.err, found.err
        return found

    def rows(self, query: str, *values: object) -> list[tuple]:
        # For writing, so that SQLite may undo the half transaction of a crawl that was killed.
        connection = sqlite3.connect(f"file:{self.database}?mode=rw", uri=True)
        try:
            return connection.execute(query, values).fetchall()
        finally:
            connection.close()

    def write(self, statement: str, *values: object) -> None:
        """Change the archive behind its back."""
        with closing(sqlite3.connect(self.database)) as connection, connection:
            connection.execute(statement, values)

    def reports(self) -> set[str]:
        """URLs of the publications that are reports."""
        return {url for (url,) in self.rows("select url from publication where kind = 'report'")}

    def versions(self) -> int:
        return self.rows("select count(*) from version")[0][0]

    def what_counts(self) -> dict[str, set[tuple]]:
        return {name: set(self.rows(query)) for name, query in WHAT_COUNTS.items()}


@pytest.fixture
def replica():
    with Replica(patience=3.0) as running:
        yield running


@pytest.fixture(scope="session")
def forks():
    """A process that has imported everything, and forks for each crawl."""
    script = [sys.executable, str(Path(__file__).parent / "scrapy_forks.py")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        script, cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        yield running
        running.stdin.close()


@pytest.fixture
def desk(tmp_path, replica, forks):
    return Desk(tmp_path, replica, forks)
