"""Insert a row unless its natural key is there already: the same call on SQLite and Postgres."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, and_, select
from sqlalchemy.dialects import postgresql, sqlite


def insert_unless_there(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert ``row`` and return True, or return False where a unique key of it is taken."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = make(table).values(dict(row)).on_conflict_do_nothing()
    # Where the statement also returns the new key, the count is lost with the cursor unless it is asked for.
    done = connection.execute(statement.execution_options(preserve_rowcount=True))
    return done.rowcount == 1


def find_or_insert(
    connection: Connection, table: Table, key: Mapping[str, Any], rest: Mapping[str, Any] | None = None
) -> tuple[int, bool]:
    """Return the ``id`` of the row with this natural key, and whether it was inserted now.

    ``rest`` completes a new row; a row that is there is left as it is.
    """
    wanted = and_(*(table.c[name] == value for name, value in key.items()))
    found = connection.scalar(select(table.c.id).where(wanted))
    if found is not None:
        return found, False
    is_new = insert_unless_there(connection, table, {**key, **(rest or {})})
    return connection.scalars(select(table.c.id).where(wanted)).one(), is_new
