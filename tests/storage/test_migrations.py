"""The schema: one definition, its history, two databases."""

import io

import pytest
from alembic import command
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import DateTime, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from storage.archive import Archive
from storage.capture import PublicationFacts
from storage.database import open_engine
from storage.migrations.upgrade import ArchiveUnfit, migration_config, newest_revision, schema_revision
from storage.models import metadata
from storage.views import VIEWS, drop_views
from tests.storage.plain_reader import URL, crawl_once, fetched, report_body


def test_the_migrations_make_exactly_the_tables_of_the_models(archive):
    with archive.engine.begin() as connection:
        command.check(migration_config(connection))


def test_downgrading_leaves_nothing_and_upgrading_again_works(archive, open_archive):
    with archive.engine.begin() as connection:
        drop_views(connection)
        command.downgrade(migration_config(connection), "base")
        left = "SELECT name FROM sqlite_master WHERE name NOT IN ('alembic_version', 'sqlite_autoindex_alembic_version_1')"
        assert connection.execute(text(left)).all() == []
    with open_archive().engine.begin() as connection:
        assert schema_revision(connection) == newest_revision()


def test_opening_for_writing_upgrades_an_older_archive_with_what_is_in_it(tmp_path):
    engine = open_engine(tmp_path / "archive.sqlite")
    with engine.begin() as connection:
        command.upgrade(migration_config(connection), "0001")
        connection.execute(text("INSERT INTO portal (id, title, base_url) VALUES ('linan', '临安', 'x')"))
    engine.dispose()
    with Archive.open(tmp_path / "archive.sqlite", tmp_path) as archive, archive.engine.begin() as connection:
        assert schema_revision(connection) == newest_revision()
        assert connection.execute(text("SELECT title FROM portal")).scalars().all() == ["临安"]
        for view in VIEWS:
            assert connection.execute(text(f"SELECT * FROM {view}")).all() == []


def test_upgrading_gives_files_to_the_pages_that_came_after_them(archive, open_archive, rows):
    at = "https://www.linan.gov.cn/"
    files = {"a.docx": URL, "b.docx": f"{at}leads-only.html"}
    facts = {name: PublicationFacts(title=name, year=2020, parent_url=page) for name, page in files.items()}
    visits = [fetched(report_body(), url=at + name, publication=told) for name, told in facts.items()]
    crawl_once(archive, *visits, fetched(report_body()))
    with archive.engine.begin() as connection:
        drop_views(connection)
        command.downgrade(migration_config(connection), "0013")
        connection.execute(text("UPDATE publication SET parent_id = NULL"))
    with open_archive():
        assert rows("SELECT title, parent_id FROM publication WHERE parent_url <> '' ORDER BY 1") == [
            ("a.docx", 3),
            ("b.docx", None),
        ]


def test_upgrading_tells_what_each_report_shows(archive, open_archive, rows):
    crawl_once(
        archive, fetched(report_body(year=2019)), fetched(report_body(3), url="https://www.linan.gov.cn/2")
    )
    crawl_once(
        archive,
        fetched(report_body(year=2018), day=2),
        fetched(report_body(4), day=2, url="https://www.linan.gov.cn/2"),
    )
    shown = rows("SELECT id, year, result_id FROM report ORDER BY 1")
    assert [year for _, year, result_id in shown if result_id is None] == [2019]
    with archive.engine.begin() as connection:
        drop_views(connection)
        command.downgrade(migration_config(connection), "0010")
    open_archive()
    assert rows("SELECT id, year, result_id FROM report ORDER BY 1") == shown


@pytest.mark.parametrize("is_read_only", [True, False])
def test_an_archive_of_a_newer_release_is_refused(archive, tmp_path, is_read_only):
    with archive.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ArchiveUnfit, match="9999"):
        Archive.open(tmp_path / "archive.sqlite", tmp_path, is_read_only=is_read_only)


def test_a_database_that_is_no_archive_is_not_read(tmp_path):
    engine = open_engine(tmp_path / "other.sqlite")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (x)"))
    engine.dispose()
    with pytest.raises(ArchiveUnfit, match="none"):
        Archive.open(tmp_path / "other.sqlite", tmp_path, is_read_only=True)


@pytest.mark.parametrize(
    "dialect", [sqlite.dialect(), postgresql.dialect()], ids=lambda dialect: dialect.name
)
def test_every_table_compiles(dialect):
    for table in metadata.sorted_tables:
        assert f"CREATE TABLE {table.name}" in str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            assert str(CreateIndex(index).compile(dialect=dialect))


def test_the_migrations_compile_for_postgres():
    written = io.StringIO()
    context = MigrationContext.configure(
        dialect_name="postgresql", opts={"as_sql": True, "output_buffer": written}
    )
    scripts = reversed(list(ScriptDirectory.from_config(migration_config()).walk_revisions()))
    with Operations.context(context):
        for script in scripts:
            script.module.upgrade()
    derived = {"section_fts", "section_fts_rule"}  # of no model
    assert written.getvalue().count("CREATE TABLE") == len(metadata.tables) + len(derived)
    assert "JSONB" in written.getvalue()
    assert "TIMESTAMP WITH TIME ZONE" in written.getvalue()


def test_cells_need_no_row_numbers_on_sqlite():
    assert "WITHOUT ROWID" in str(CreateTable(metadata.tables["cell"]).compile(dialect=sqlite.dialect()))


def test_names_of_columns_tell_their_types():
    for table in metadata.tables.values():
        for column in table.columns:
            kind = column.type.python_type if not isinstance(column.type, DateTime) else None
            is_instant = type(column.type).__name__ == "Timestamp"
            assert column.name.endswith("_at") == is_instant, column
            assert column.name.startswith(("is_", "has_")) == (kind is bool), column
            assert column.name.endswith("_on") == (kind is not None and kind.__name__ == "date"), column
            assert not hasattr(type(table.c), column.name), f"{column} hides a method of its table"
