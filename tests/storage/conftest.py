import pytest

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


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def open_archive(tmp_path, clock):
    """Open the archive of this test, as often as wished."""
    opened = []

    def open_(**rest):
        given = {"reader": PLAIN, "clock": clock, **rest}
        archive = Archive.open(tmp_path / "archive.sqlite", tmp_path, **given)
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
            return [tuple(row) for row in connection.exec_driver_sql(sql)]

    return ask


@pytest.fixture
def counts(rows):
    return lambda: {table: rows(f"SELECT count(*) FROM {table}")[0][0] for table in COUNTED}
