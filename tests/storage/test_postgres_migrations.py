"""The schema on Postgres: the same history, up and down."""

import pytest
from alembic import command
from sqlalchemy import inspect, text

from storage.archive import Archive
from storage.database import open_engine
from storage.migrations.upgrade import migration_config, newest_revision, schema_revision
from storage.views import VIEWS, drop_views
from tests.storage.plain_reader import PLAIN, crawl_once, fetched, report_body

pytestmark = pytest.mark.needs("postgres")


@pytest.fixture
def empty(postgres):
    return postgres.new_database(is_empty=True)


def test_the_migrations_make_exactly_the_tables_of_the_models(empty, tmp_path):
    with Archive.open(empty, tmp_path) as archive, archive.engine.begin() as connection:
        command.check(migration_config(connection))


def test_downgrading_leaves_nothing_and_upgrading_again_works(empty, tmp_path):
    with Archive.open(empty, tmp_path) as archive, archive.engine.begin() as connection:
        drop_views(connection)
        command.downgrade(migration_config(connection), "base")
        left = inspect(connection)
        assert left.get_table_names() == ["alembic_version"]
        assert (left.get_view_names(), left.get_sequence_names()) == ([], [])
    with Archive.open(empty, tmp_path) as archive, archive.engine.begin() as connection:
        assert schema_revision(connection) == newest_revision()


def test_opening_for_writing_upgrades_an_older_archive_with_what_is_in_it(empty, tmp_path):
    engine = open_engine(empty)
    with engine.begin() as connection:
        command.upgrade(migration_config(connection), "0001")
        connection.execute(text("INSERT INTO portal (id, title, base_url) VALUES ('linan', '临安', 'x')"))
    engine.dispose()
    with Archive.open(empty, tmp_path) as archive, archive.engine.begin() as connection:
        assert schema_revision(connection) == newest_revision()
        assert connection.execute(text("SELECT title FROM portal")).scalars().all() == ["临安"]
        for view in VIEWS:
            assert connection.execute(text(f"SELECT * FROM {view}")).all() == []


def test_upgrading_tells_what_each_report_shows(empty, tmp_path):
    shown = text("SELECT id, year, result_id FROM report ORDER BY 1")
    with Archive.open(empty, tmp_path, reader=PLAIN) as archive:
        crawl_once(archive, fetched(report_body(year=2019)))
        crawl_once(archive, fetched(report_body(year=2018), day=2))
        with archive.engine.begin() as connection:
            assert connection.execute(shown).all() == [(1, 2019, None), (2, 2018, 2)]
            drop_views(connection)
            command.downgrade(migration_config(connection), "0010")
    with Archive.open(empty, tmp_path) as archive, archive.engine.begin() as connection:
        assert connection.execute(shown).all() == [(1, 2019, None), (2, 2018, 2)]
