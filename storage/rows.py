"""Insert a row unless its natural key is there already, or many at once: the same calls on SQLite and Postgres."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    JSON,
    Connection,
    CursorResult,
    Dialect,
    Insert,
    Select,
    Table,
    bindparam,
    column,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from storage.columns import Number

_NUMBER = Number()


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


def insert_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that have the same columns, none of which is there yet; no row is nothing to do.

    In one statement: the 200 cells of a report one by one take twice as long, on Postgres even more.
    """
    if not rows:
        return
    names = tuple(one.name for one in table.c if one.name in rows[0])
    processors = _processors(table, names, connection.dialect)
    columns = (
        [row[name] for row in rows] if process is None else [process(row[name]) for row in rows]
        for name, process in zip(names, processors, strict=True)
    )
    values = list(zip(*columns, strict=True))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_for_driver(table, names, connection.dialect), values)
    else:
        array = [dict(zip(names, row, strict=True)) for row in values]
        connection.execute(_from_array(table, names), {"rows": array})


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


@cache
def _from_array(table: Table, names: tuple[str, ...]) -> Insert:
    """Return the statement by which Postgres takes all rows as one JSON array."""
    array = func.json_to_recordset(bindparam("rows", type_=JSON))
    columns = (column(name, table.c[name].type) for name in names)
    given = array.table_valued(*columns, name="given").render_derived(with_types=True)
    return table.insert().from_select(names, select(given))


@lru_cache(maxsize=100)
def _for_driver(table: Table, names: tuple[str, ...], dialect: Dialect) -> str:
    """Return the statement as the driver of SQLite takes it, with every value."""
    return str(table.insert().inline().compile(dialect=dialect, column_keys=names))


@lru_cache(maxsize=100)
def _processors(
    table: Table, names: tuple[str, ...], dialect: Dialect
) -> tuple[Callable[[Any], Any] | None, ...]:
    """Return what is done to the values of each column: all for SQLite's driver, numbers only within JSON."""
    kinds = (table.c[name].type for name in names)
    if dialect.name == "sqlite":
        return tuple(kind.dialect_impl(dialect).bind_processor(dialect) for kind in kinds)

    def write_number(value: Decimal | None) -> str | None:
        number = _NUMBER.process_bind_param(value, dialect)
        return None if number is None else str(number)

    return tuple(write_number if isinstance(kind, Number) else None for kind in kinds)
