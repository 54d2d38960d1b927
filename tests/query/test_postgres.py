"""Every question has the same answer on Postgres as on SQLite."""

from datetime import date

import pytest

from query.archive import Archive
from query.boxes import BoxSearch
from query.changes import ChangeSearch
from query.findings import FindingSearch
from query.indicators import By
from query.publisher_list import PublisherSearch
from query.reports import ReportSearch
from query.series import SeriesSearch
from tests.query.postgres_copy import copied_to
from tests.query.seeds import CASES, PORTALS

pytestmark = pytest.mark.needs("postgres")
AS_OF = date(2026, 11, 1)


@pytest.fixture(scope="session")
def url(postgres, archive_path):
    return copied_to(postgres, archive_path)


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
        lambda archive: archive.series(SeriesSearch("rate.disclosure", by=By.COUNTY)),
        lambda archive: {
            one.publisher.id: one for one in archive.boxes(BoxSearch("outcome.denied"), 9).reports
        },
        lambda archive: archive.count_findings(FindingSearch(division_code="330112")),
        lambda archive: {
            (one.year, one.publisher.id): one.severity
            for check in ("R03", "V03")
            for one in archive.page_of_findings(FindingSearch(check=check), 9).findings
        },
        lambda archive: archive.page_of_changes(ChangeSearch(portal_id="linan"), 9),
        lambda archive: archive.page_of_portals(9),
        lambda archive: archive.publisher_history("杭州-拱墅区-政府办公室"),
        lambda archive: archive.page_of_publishers(
            PublisherSearch(name="昌化", division_code="33", year=2020), 9
        ),
        lambda archive: (archive.size(), archive.edition()),
    ],
    ids=[
        "find",
        "findings",
        "publishers",
        "crawls",
        "coverage",
        "diff",
        "series",
        "boxes",
        "counts",
        "checks",
        "changes",
        "portals",
        "history",
        "names",
        "size",
    ],
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
