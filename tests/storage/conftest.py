import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from storage.archive import Archive
from tests.storage.plain_reader import PLAIN, Clock

COUNTED = (
    "capture",
    "version",
    "version_part",
    "observation",
    "result",
    "cell",
    "parse_run",
    "selection",
    "blob",
)
# Modules whose tests say what an archive does, whatever it is kept in: they run on both databases.
ON_BOTH = {
    "test_copying",
    "test_crawl_log",
    "test_extras",
    "test_history",
    "test_leases",
    "test_likeness",
    "test_out_of_order",
    "test_reading",
    "test_recheck",
    "test_recording",
    "test_rereading",
    "test_review",
    "test_rows",
    "test_search_index",
    "test_surroundings",
    "test_surviving",
    "test_versions",
    "test_withdrawal",
}
POSTGRES = pytest.param("postgres", marks=pytest.mark.needs("postgres"))


def pytest_generate_tests(metafunc):
    if "database" in metafunc.fixturenames:
        module = metafunc.module.__name__.rpartition(".")[2]
        if module in ON_BOTH:
            metafunc.parametrize("database", ["sqlite", POSTGRES], indirect=True)


@pytest.fixture
def database(request):
    """The kind of database of this test."""
    return getattr(request, "param", "sqlite")


@pytest.fixture
def place(request, tmp_path, database):
    """Where the archive of this test is: a path, or the URL of a database of its own."""
    if database == "sqlite":
        yield tmp_path / "archive.sqlite"
        return
    with request.getfixturevalue("postgres").lent_database() as url:
        yield url


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def open_archive(place, tmp_path, clock):
    """Open the archive of this test, as often as wished."""
    opened = []

    def open_(**rest):
        given = {"reader": PLAIN, "clock": clock, **rest}
        archive = Archive.open(place, tmp_path, **given)
        opened.append(archive)
        return archive

    yield open_
    for archive in opened:
        archive.close()


@pytest.fixture
def archive(open_archive):
    return open_archive()


@pytest.fixture
def rows(archive):
    """Ask the archive a question in SQL."""

    def ask(sql):
        with archive.engine.connect() as connection:
            return [tuple(map(plain, row)) for row in connection.execute(text(sql))]

    return ask


def plain(value):
    """Write what Postgres knows as a value of its own as the text that SQLite keeps."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"
    return value


@pytest.fixture
def counts(rows):
    return lambda: {table: rows(f"SELECT count(*) FROM {table}")[0][0] for table in COUNTED}
