"""Opens the archive's database: SQLite by default, Postgres by URL, with what each needs to be safe."""

import json
import os
import sqlite3
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from storage.postgres import READING_OPTIONS, has_archive, open_postgres

# Writers of one SQLite file that meet in WAL mode can corrupt it in every release before this one
# (the WAL-reset bug, sqlite.org/changes.html); a rollback journal is slower and has no such fault.
FIRST_SAFE_WAL = (3, 51, 3)
BUSY_TIMEOUT_MS = 10_000
_write_json = partial(json.dumps, ensure_ascii=False)  # people read these columns

READING: Mapping[str, object] = {"gongkai_is_reading": True}  # execution option: this transaction only reads


class ArchiveMissing(FileNotFoundError):
    """There is no archive to read at this place."""


def database_url(database: str | Path) -> URL:
    """Return the SQLAlchemy URL that a path or a URL stands for."""
    if isinstance(database, str) and "://" in database:
        return make_url(database)
    return URL.create("sqlite", database=str(database))


def open_engine(
    database: str | Path, *, is_read_only: bool = False, busy_timeout_ms: int = BUSY_TIMEOUT_MS
) -> Engine:
    """Open a database, without looking at its schema.

    Read-only, every write fails in the database itself, whatever the program does. Otherwise the
    folder of an SQLite file is made; a Postgres database is made by its administrator. Raises
    `ArchiveMissing` where there is nothing to read.
    """
    url = database_url(database)
    if url.get_backend_name() == "postgresql":
        return _open_postgres(url, is_read_only=is_read_only)
    if url.get_backend_name() != "sqlite":
        message = f"an archive is kept in SQLite or Postgres, not in {url.get_backend_name()}"
        raise ArgumentError(message)
    path = _sqlite_path(url)
    if is_read_only and not path.is_file():
        message = f"no archive at {path}"
        raise ArchiveMissing(message)
    if is_read_only:
        _roll_back_after_kill(path)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
    address = f"{path.as_uri()}?mode={'ro' if is_read_only else 'rwc'}"

    def connect() -> sqlite3.Connection:
        # isolation_level=None: transactions begin where we say (see _begin), not where Python guesses.
        return sqlite3.connect(
            address,
            uri=True,
            timeout=busy_timeout_ms / 1000,
            isolation_level=None,
            check_same_thread=False,
        )

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, json_serializer=_write_json)
    event.listen(engine, "connect", _prepare_reader if is_read_only else _prepare_writer)
    event.listen(engine, "begin", _begin_reading if is_read_only else _begin)
    return engine


def reading_options(engine: Engine) -> Mapping[str, object]:
    """Return the execution options of a transaction that only reads, and sees one moment."""
    return READING_OPTIONS if engine.dialect.name == "postgresql" else READING


def _open_postgres(url: URL, *, is_read_only: bool) -> Engine:
    engine = open_postgres(url, is_read_only=is_read_only)
    if is_read_only and not has_archive(engine):
        engine.dispose()
        message = f"no archive at {url.render_as_string()}"  # without the password
        raise ArchiveMissing(message)
    return engine


def _sqlite_path(url: URL) -> Path:
    if not url.database or url.database == ":memory:":
        message = "an archive needs a file: an SQLite database in memory would be lost"
        raise ValueError(message)
    return Path(url.database).absolute()


def _roll_back_after_kill(path: Path) -> None:
    """Let SQLite undo the half transaction of a writer that was killed while it wrote.

    A read-only connection may not, and would fail at its first query until somebody writes again.
    While the writer lives this is a read like any other.
    """
    journal = path.with_name(f"{path.name}-journal")
    if not journal.is_file() or not journal.stat().st_size or not os.access(path, os.W_OK):
        return
    connection = sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=BUSY_TIMEOUT_MS / 1000)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    finally:
        connection.close()


def _prepare_reader(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA query_only = ON")


def _prepare_writer(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")  # an archive survives a power cut
    journal = "WAL" if sqlite3.sqlite_version_info >= FIRST_SAFE_WAL else "TRUNCATE"
    connection.execute(f"PRAGMA journal_mode = {journal}").fetchone()


def _begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin(connection: Connection) -> None:
    # A deferred transaction that reads and then writes fails at once with SQLITE_BUSY_SNAPSHOT, and
    # the busy timeout does not help it. So who may write takes the lock first.
    is_reading = connection.get_execution_options().get("gongkai_is_reading", False)
    connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")
