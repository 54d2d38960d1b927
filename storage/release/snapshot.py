"""The copy of the database that a release is made of, and that it holds: SQLite, whatever the archive is kept in."""

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select

from storage.backup import copy_database
from storage.copying import copy_archive
from storage.database import open_engine
from storage.models import metadata

ARCHIVE = "archive.sqlite"
_MOMENTS = ("recorded_at", "accepted_at", "withdrawn_at")  # columns that say when something became known
_LATER_ELSEWHERE = frozenset(
    {"result"}
)  # its parse run says when, too; here all documents would be read for it


class NothingToRelease(Exception):
    """The archive shows no report."""


def take_snapshot(engine: Engine, path: Path, progress: Callable[[int, int], None]) -> None:
    """Copy an archive as of one moment into a new SQLite file. The same archive gives the same bytes.

    Who crawls on which machine is left out. Needs the room of two copies meanwhile.
    """
    with tempfile.TemporaryDirectory(dir=path.parent, prefix="copying-") as folder:
        copy = Path(folder) / ARCHIVE
        if engine.dialect.name == "sqlite":
            copy_database(engine, copy)
        else:
            target = open_engine(copy)
            try:
                copy_archive(engine, target, progress)
            finally:
                target.dispose()
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            connection.execute("DELETE FROM portal_lease")
            connection.execute("VACUUM INTO ?", (str(path),))


def moment_of(connection: Connection) -> datetime:
    """Return when the archive last changed. Raises `NothingToRelease` where it never did."""
    tables = [table for table in metadata.sorted_tables if table.name not in _LATER_ELSEWHERE]
    columns = [table.c[name] for table in tables for name in _MOMENTS if name in table.c]
    moments: list[datetime | None] = [connection.scalar(select(func.max(column))) for column in columns]
    latest = max((moment for moment in moments if moment is not None), default=None)
    if latest is None:
        message = "the archive holds nothing yet"
        raise NothingToRelease(message)
    return latest
