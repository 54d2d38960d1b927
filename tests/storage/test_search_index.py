"""The index of words follows the sections, leaves what was withdrawn, and can be made anew at any time."""

import pytest
from alembic import command
from sqlalchemy import text

from query.search import SectionSearch, search_sections
from storage.archive import Archive
from storage.copying import copy_archive
from storage.database import open_engine
from storage.fsck import fsck
from storage.migrations.upgrade import migration_config
from storage.search import not_indexed, rebuild_index
from storage.unit_of_work import read, run_in_transaction
from storage.views import drop_views
from storage.withdrawal import withdraw_content
from tests.storage.commanding import gongkai
from tests.storage.plain_reader import NOON, PLAIN, crawl_once, fetched, report_body

FIRST, SECOND = report_body(3), report_body(4, publisher="锦北街道")
OTHER = "https://www.linan.gov.cn/art/2.html"


@pytest.fixture
def kept(archive):
    crawl_once(archive, fetched(FIRST), fetched(SECOND, url=OTHER))
    return archive


def found(engine, phrase="新收"):
    search = SectionSearch((phrase,))
    hits = read(engine, lambda connection: search_sections(connection, search)).hits
    return [(hit.publisher.name[:2], hit.snippet) for hit in hits]


BOTH = [("昌化", "新收3件"), ("锦北", "新收4件")]


def test_what_is_recorded_can_be_searched_once(kept, rows):
    crawl_once(kept, fetched(FIRST, day=2))
    assert found(kept.engine) == BOTH
    assert rows("SELECT rule FROM section_fts_rule") == [("bigrams/1",)]
    assert read(kept.engine, not_indexed) == ([], [])


def test_withdrawn_content_leaves_the_index_and_does_not_come_back(kept):
    sha256 = kept.blobs.put(FIRST)
    withdraw_content(kept.engine, kept.blobs, sha256, "an order", now=NOON)
    assert found(kept.engine) == found(kept.engine, "收") == BOTH[1:]
    withdraw_content(kept.engine, kept.blobs, sha256, "again", now=NOON)
    assert run_in_transaction(kept.engine, rebuild_index) == 1
    crawl_once(kept, fetched(FIRST, day=3, url="https://www.linan.gov.cn/art/3.html"))  # served elsewhere
    assert found(kept.engine) == BOTH[1:]
    assert read(kept.engine, not_indexed) == ([], [])


def test_reindex_mends_what_fsck_names(kept, place, database, monkeypatch, tmp_path):
    with kept.engine.begin() as connection:
        if database == "sqlite":
            connection.execute(text("INSERT INTO section_fts (section_fts) VALUES ('delete-all')"))
        else:
            connection.execute(text("DELETE FROM section_fts"))
    told = [(one.trouble.value, one.name) for one in fsck(kept.engine, kept.blobs)]
    assert told == [("index_incomplete", "section 1"), ("index_incomplete", "section 2")]
    assert found(kept.engine) == []
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path))
    done = gongkai(place, "reindex")
    assert (done.exit_code, done.stdout) == (0, "2 sections can be searched\n")
    assert found(kept.engine) == BOTH
    assert list(fsck(kept.engine, kept.blobs)) == []


def test_an_archive_of_before_the_index_can_be_searched_once_it_is_opened(kept, open_archive):
    with kept.engine.begin() as connection:
        drop_views(connection)
        command.downgrade(migration_config(connection), "0008")
    assert found(open_archive().engine) == BOTH


def test_a_copy_can_be_searched(kept, tmp_path):
    with Archive.open(tmp_path / "copy.sqlite", tmp_path, reader=PLAIN) as there:
        copy_archive(kept.engine, there.engine)
        assert found(there.engine) == BOTH
        assert read(there.engine, not_indexed) == ([], [])
    engine = open_engine(tmp_path / "copy.sqlite", is_read_only=True)
    assert found(engine, "锦北街道 新收") == []
    engine.dispose()
