"""Every question has the same answer on Postgres as on SQLite."""

from datetime import date

import pytest

from query.archive import Archive
from query.findings import FindingSearch
from query.reports import ReportSearch
from storage.copying import copy_archive
from storage.database import open_engine
from tests.query.seeds import CASES, PORTALS

pytestmark = pytest.mark.needs("postgres")
AS_OF = date(2026, 11, 1)


@pytest.fixture(scope="session")
def url(postgres, archive_path):
    there = postgres.new_database()
    old, new = open_engine(archive_path, is_read_only=True), open_engine(there)
    copy_archive(old, new)
    old.dispose()
    new.dispose()
    return there


@pytest.fixture
def both(archive, url):
    with Archive.open(url) as on_postgres:
        yield archive, on_postgres


@pytest.mark.parametrize(
    "question",
    [
        lambda archive: archive.find(ReportSearch()),
        lambda archive: archive.findings(FindingSearch()),
        lambda archive: archive.publishers(),
        lambda archive: archive.crawls(),
        lambda archive: [archive.coverage(portal, None, AS_OF) for portal in PORTALS],
        lambda archive: archive.diff("昌化镇", 2020),
    ],
    ids=["find", "findings", "publishers", "crawls", "coverage", "diff"],
)
def test_a_question_has_one_answer(both, question):
    on_sqlite, on_postgres = map(question, both)
    assert on_postgres == on_sqlite


def test_every_report_is_the_same_in_full(both):
    lines = both[0].find(ReportSearch()).reports
    assert len(lines) == len(CASES)
    for line in lines:
        on_sqlite, on_postgres = (archive.report(line.publisher.id, line.year) for archive in both)
        assert on_postgres == on_sqlite


def test_the_program_reads_from_postgres(run, url, archive_path):
    asked = ("cells", "--publisher", "昌化镇", "--year", "2020", "--json")
    on_postgres = run(*asked, "--archive", url)
    assert on_postgres.exit_code == 0, on_postgres.output
    assert on_postgres.stdout == run(*asked, "--archive", archive_path).stdout
