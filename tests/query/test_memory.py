"""What took long is remembered while nobody writes, and never told again once anybody did."""

import pytest
from sqlalchemy import event

from query.archive import Archive as Asked
from query.changes import ChangeSearch
from query.memory import MOST_BYTES, Memory
from query.series import SeriesSearch
from storage.archive import Archive
from tests.storage.plain_reader import PLAIN, crawl_once, fetched, report_body

POSTGRES = pytest.param("postgres", marks=pytest.mark.needs("postgres"))
NEW = SeriesSearch("requests.new@total")


@pytest.fixture(params=["sqlite", POSTGRES])
def both(request, tmp_path):
    """An archive opened for writing, and for reading beside it, as a crawl and the site do."""
    is_sqlite = request.param == "sqlite"
    place = tmp_path / "archive.sqlite" if is_sqlite else request.getfixturevalue("postgres").new_database()
    with Archive.open(place, tmp_path, reader=PLAIN) as archive:
        crawl_once(archive, fetched(report_body(3, year=2020)))
        with Asked.open(place, tmp_path) as asked:
            yield archive, asked


def told(asked):
    (series,) = asked.series(NEW).series
    return [(point.year, point.value) for point in series.points], len(asked.changes(ChangeSearch()))


def test_what_is_written_is_told_at_once(both):
    archive, asked = both
    assert told(asked) == ([(2020, 3)], 0)
    crawl_once(archive, fetched(report_body(5, year=2020), day=1))
    assert told(asked) == ([(2020, 5)], 1)
    assert asked.page_of_changes(ChangeSearch(), 9).changes == asked.changes(ChangeSearch())
    assert asked.size().version_count == 2


def test_while_nobody_writes_the_database_is_not_asked_again(both):
    _, asked = both
    first = asked.series(NEW)
    said = []
    event.listen(asked.engine, "before_cursor_execute", lambda *told: said.append(told[2]))
    assert asked.series(NEW) is first
    assert not [statement for statement in said if "cell" in statement]


def test_what_is_remembered_never_grows_beyond_its_bytes(both):
    _, asked = both
    memory = Memory(asked.engine)
    asked_of = []

    def question(_connection, size, number):
        asked_of.append((size, number))
        return "字" * (size // 3) + str(number)

    for number in range(8):
        memory.ask(question, MOST_BYTES // 4, number)
    memory.ask(question, MOST_BYTES // 4, 7)  # among the last three
    memory.ask(question, MOST_BYTES // 4, 0)  # given up for later ones
    memory.ask(question, MOST_BYTES * 2, 0)
    memory.ask(question, MOST_BYTES * 2, 0)  # too heavy to be remembered
    memory.close()
    again = [(MOST_BYTES // 4, 0), *[(MOST_BYTES * 2, 0)] * 2]
    assert asked_of[8:] == again
