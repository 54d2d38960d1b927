"""Opens an archive on Postgres: what its connections need to be safe, and to say the same as SQLite."""

import json
import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import URL, Engine, create_engine, event, inspect
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

if TYPE_CHECKING:
    from psycopg.abc import Buffer

# Who waits longer than this for a lock gives it up and is tried again: a writer that hangs is no reason
# to hang with it.
LOCK_TIMEOUT_MS = 10_000
SESSION: Final = {
    "TimeZone": "UTC",
    "application_name": "gongkai",
}
# What is read together is of one moment, and is refused every write by the server itself.
READING_OPTIONS: Final = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

# Postgres holds no NUL in a text, SQLite does. A document that has one is kept with the mark for what
# cannot be written; its bytes are in the blob.
NUL, UNWRITABLE = "\x00", "\ufffd"
_NUL_IN_JSON = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


def write_json(value: object, *, has_sorted_keys: bool = False) -> str:
    """Write a value as JSON that Postgres takes, and that people can read."""
    written = json.dumps(value, ensure_ascii=False, sort_keys=has_sorted_keys)
    return _NUL_IN_JSON.sub(rf"\1{UNWRITABLE}", written)


def open_postgres(url: URL, *, is_read_only: bool, lock_timeout_ms: int = LOCK_TIMEOUT_MS) -> Engine:
    """Open a Postgres database, without looking at what is in it.

    Read-only, the server refuses every write of its sessions, in whatever transaction. Raises
    ModuleNotFoundError where psycopg (the extra ``postgres``) is not installed.
    """
    settings = {**SESSION, "lock_timeout": str(lock_timeout_ms)}
    if is_read_only:
        settings["default_transaction_read_only"] = "on"
    options = [f"-c {name}={value}" for name, value in settings.items()]
    options += url.normalized_query.get("options", ())  # those of the URL last: they win
    engine = create_engine(
        url.set(drivername="postgresql+psycopg").difference_update_query(["options"]),
        connect_args={"options": " ".join(options)},
        isolation_level="READ COMMITTED",  # whatever the server's default
        execution_options=READING_OPTIONS if is_read_only else {},
        pool_pre_ping=True,
        json_serializer=write_json,
    )
    sessions = _Sessions()
    event.listen(engine, "connect", sessions.prepare)
    event.listen(engine, "handle_error", sessions.judge)
    return engine


def has_archive(engine: Engine) -> bool:
    """Whether a database is there and an archive was ever made in it."""
    try:
        return inspect(engine).has_table("alembic_version")
    except OperationalError as error:
        if f'database "{engine.url.database}" does not exist' in str(error.orig):
            return False
        raise


class _Sessions:
    """Prepares the sessions of one engine, and knows whether it ever had one."""

    def __init__(self) -> None:
        from psycopg.types.string import StrDumperUnknown  # noqa: PLC0415  # installed where Postgres is used

        class WithoutNul(StrDumperUnknown):
            """Writes text without what Postgres refuses."""

            def dump(self, obj: str) -> "Buffer | None":
                """Write one text."""
                return super().dump(obj.replace(NUL, UNWRITABLE))

        self._dumper = WithoutNul
        self._has_connected = False

    def prepare(self, connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        """Teach a new session to write text as Postgres takes it."""
        self._has_connected = True
        connection.adapters.register_dumper(str, self._dumper)

    def judge(self, context: ExceptionContext) -> None:
        """Call it a lost connection when a server that was there cannot be reached: it may be starting again.

        One that never was there is a wrong address, and worth no patience.
        """
        if context.connection is None and self._has_connected:
            context.is_disconnect = True
