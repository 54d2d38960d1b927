"""Brings a database to the schema of this release, or says why it cannot."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from storage.search import renew_index
from storage.unit_of_work import read, run_in_transaction
from storage.views import create_views, drop_views

UPGRADE_LOCK = 0x676F6E67  # "gong": writers of one Postgres archive upgrade it one at a time


class ArchiveUnfit(Exception):
    """The schema of an archive is not the one that this release reads."""


def migration_config(connection: Connection | None = None) -> Config:
    """Make Alembic's configuration in the program: no file is needed where gongkai is installed."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def schema_revision(connection: Connection) -> str | None:
    """Return the revision of a database, None where nothing was ever made in it."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str:
    """Return the revision of this release."""
    head = ScriptDirectory.from_config(migration_config()).get_current_head()
    assert head is not None  # a release without migrations cannot be built
    return head


def upgrade_schema(engine: Engine) -> None:
    """Bring a database to the newest schema, in one transaction, also when others try at once."""
    newest = newest_revision()
    if read(engine, schema_revision) != newest:
        run_in_transaction(engine, _upgrade)


def require_schema(engine: Engine) -> None:
    """Raise `ArchiveUnfit` unless a database has the schema of this release."""
    found, newest = read(engine, schema_revision), newest_revision()
    if found != newest:
        message = (
            f"the archive has schema {found or 'none'}, this release reads {newest}: "
            "open it once for writing with this release, or use the release that wrote it"
        )
        raise ArchiveUnfit(message)


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = 0"))  # another's upgrade may take its time
        connection.execute(text(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})"))
    config = migration_config(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    found = schema_revision(connection)
    if found is not None and found not in known:
        message = f"the archive has schema {found}, which a newer release made: use that release"
        raise ArchiveUnfit(message)
    drop_views(connection)
    command.upgrade(config, "head")
    create_views(connection)
    renew_index(connection)
