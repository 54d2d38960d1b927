"""Insert a row unless its natural key is there already: the same call on SQLite and Postgres."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, CursorResult, Insert, Select, Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite


def insert_unless_there(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert ``row`` and return True, or return False where a unique key of it is taken."""
    return _insert(connection, table, row).rowcount == 1


def insert_or_find(
    connection: Connection, table: Table, key: Mapping[str, Any], rest: Mapping[str, Any] | None = None
) -> tuple[int, bool]:
    """Return the ``id`` of the row with this natural key, and whether it was inserted now.

    ``rest`` completes a new row; a row that is there is left as it is. One statement for a row that is
    new; `find_or_insert` does the same with one for a row that is there.
    """
    done = _insert(connection, table, {**key, **(rest or {})})
    if done.rowcount == 1 and done.inserted_primary_key is not None:
        return done.inserted_primary_key[0], True
    return connection.execute(_finding(table, tuple(key)), dict(key)).scalar_one(), False


def find_or_insert(
    connection: Connection, table: Table, key: Mapping[str, Any], rest: Mapping[str, Any] | None = None
) -> tuple[int, bool]:
    """Do as `insert_or_find` for a row that is there as a rule."""
    found = connection.execute(_finding(table, tuple(key)), dict(key)).scalar_one_or_none()
    return (found, False) if found is not None else insert_or_find(connection, table, key, rest)


def _insert(connection: Connection, table: Table, row: Mapping[str, Any]) -> CursorResult[Any]:
    return connection.execute(_inserting(table, connection.dialect.name), dict(row))


# Composing a statement takes longer than SQLite takes to run it: each is composed once.


@cache
def _inserting(table: Table, dialect: str) -> Insert:
    make = sqlite.insert if dialect == "sqlite" else postgresql.insert
    # Where the statement also returns the new key, the count is lost with the cursor unless it is asked for.
    return make(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


@cache
def _finding(table: Table, names: tuple[str, ...]) -> Select[Any]:
    return select(table.c.id).where(*(table.c[name] == bindparam(name) for name in names))
