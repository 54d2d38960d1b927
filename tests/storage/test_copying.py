"""An archive moves to another database and back, and is the same."""

from decimal import Decimal

import pytest
from sqlalchemy import select, text, update
from typer.testing import CliRunner

import storage.copying
from query.cli.program import app
from storage.archive import Archive
from storage.copying import ArchiveNotEmpty, CopyDiffers, copy_archive
from storage.database import open_engine
from storage.models import cell, publication
from tests.storage.plain_reader import PLAIN, crawl_once, fetched, report_body

pytestmark = pytest.mark.needs("postgres")
URLS = [f"https://www.linan.gov.cn/{number}" for number in range(3)]


@pytest.fixture
def other(request, tmp_path, database):
    """The archive to copy into: of the other kind."""
    if database == "postgres":
        return str(tmp_path / "copy.sqlite")
    return request.getfixturevalue("postgres").new_database(is_empty=True)


@pytest.fixture
def open_target():
    engines = []

    def open_(place):
        engines.append(open_engine(place))
        return engines[-1]

    yield open_
    for engine in engines:
        engine.dispose()


@pytest.fixture
def filled(archive):
    """Three reports, of which the first was changed, and a page that was found by a later one."""
    crawl_once(archive, *(fetched(report_body(year=2018 + n), url=url) for n, url in enumerate(URLS)))
    crawl_once(archive, fetched(report_body(7, year=2018), url=URLS[0], day=2))
    with archive.engine.begin() as connection:
        first, *_, last = connection.scalars(select(publication.c.id).order_by("id")).all()
        connection.execute(update(publication).where(publication.c.id == first).values(parent_id=last))
        connection.execute(
            update(cell).where(cell.c.num == 7).values(num=Decimal("230.37"), amount_yuan=Decimal(2303700))
        )
    return archive


def copied(archive, other, open_target):
    contents = copy_archive(archive.engine, open_target(other))
    return {content.table: content.row_count for content in contents}


def test_every_row_is_there_and_the_next_gets_a_number_of_its_own(
    filled, other, open_target, counts, tmp_path
):
    found = copied(filled, other, open_target)
    assert {table: found[table] for table in counts()} == counts()
    with Archive.open(other, tmp_path, reader=PLAIN) as archive:
        crawl_once(archive, fetched(report_body(8, year=2018), url=URLS[0], day=3))
        assert len(archive.known_publications("linan")) == 3
        with archive.engine.connect() as connection:
            assert connection.scalar(text("SELECT count(*) FROM version")) == counts()["version"] + 1
            assert connection.scalar(text("SELECT count(*) FROM publication WHERE parent_id = 3")) == 1
            assert connection.scalar(select(cell.c.num).where(cell.c.amount_yuan > 0)) == Decimal("230.37")


def test_there_and_back_is_the_same(filled, other, open_target, tmp_path):
    there = copy_archive(filled.engine, open_target(other))
    back = copy_archive(open_target(other), open_target(tmp_path / "back.sqlite"))
    assert there == back


def test_what_has_something_in_it_is_not_copied_into(filled, other, open_target):
    copied(filled, other, open_target)
    with pytest.raises(ArchiveNotEmpty, match="it has rows in"):
        copied(filled, other, open_target)


def test_a_copy_that_differs_is_not_kept(filled, other, open_target, monkeypatch):
    def damage(connection, table):
        if table.name == "section":
            connection.execute(text("UPDATE section SET heading = 'x' WHERE id = 1"))
        return content_of(connection, table)

    content_of = storage.copying._content_of
    monkeypatch.setattr(storage.copying, "_content_of", damage)
    with pytest.raises(CopyDiffers, match="the copy of section differs"):
        copied(filled, other, open_target)
    with open_target(other).connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM portal")) == 0


def test_the_command_tells_what_it_copied(filled, other, place):
    done = CliRunner().invoke(app, ["copy", str(place), other])
    assert done.exit_code == 0, done.output
    assert "rows copied and compared" in done.output
    again = CliRunner().invoke(app, ["copy", str(place), other])
    assert again.exit_code == 1
    assert "not empty" in again.stderr


def test_the_command_wants_an_archive_to_copy(tmp_path, other):
    done = CliRunner().invoke(app, ["copy", str(tmp_path / "none.sqlite"), other])
    assert done.exit_code == 1
    assert "no archive at" in done.stderr
