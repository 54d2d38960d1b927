"""Copies an archive's database into another, between SQLite and Postgres, and proves that it is the same.

Whole or not at all: everything is written in one transaction, read back in it, and compared before
it is committed. The bytes do not move: they are files in the folder of the archive's data.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    RowMapping,
    Table,
    bindparam,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects import sqlite

from storage.columns import Number
from storage.database import reading_options
from storage.migrations.upgrade import require_schema, upgrade_schema
from storage.models import metadata
from storage.postgres import NUL, UNWRITABLE, write_json
from storage.search import rebuild_index

ROWS_AT_ONCE = 200  # a packed document takes some 15 kB
_SQLITE, _NUMBER = sqlite.dialect(), Number()


class ArchiveNotEmpty(Exception):
    """The archive to copy into has something in it already."""


class CopyDiffers(Exception):
    """What was written is not what was read; nothing of it was kept."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a table holds: how many rows, and a digest of them in whatever order."""

    table: str
    row_count: int
    digest: str


def copy_archive(
    source: Engine, target: Engine, progress: Callable[[int, int], None] = lambda _done, _of: None
) -> tuple[Content, ...]:
    """Copy every row into an archive that has none, made where it is missing; return what was copied.

    The source is read as it is at one moment. Raises `ArchiveUnfit` where its schema is not ours,
    `ArchiveNotEmpty`, and `CopyDiffers` after which the target is as empty as before.
    """
    require_schema(source)
    upgrade_schema(target)
    with source.execution_options(**reading_options(source)).connect() as old, target.begin() as new:
        tables = metadata.sorted_tables
        _require_empty(new, tables)
        total = sum(old.scalar(select(func.count()).select_from(table)) or 0 for table in tables)
        done, copied = 0, []
        for table in tables:
            content, done = _copy_table(old, new, table, lambda now: progress(now, total), done)
            copied.append(content)
        for content in copied:
            _require_same(content, _content_of(new, metadata.tables[content.table]))
        if new.dialect.name == "postgresql":
            _set_sequences(new, tables)
        rebuild_index(new)  # derived, and of another make on either side
    return tuple(copied)


def _copy_table(
    old: Connection, new: Connection, table: Table, tell: Callable[[int], None], done: int
) -> tuple[Content, int]:
    """Copy the rows of one table. A row that names another of its table does so once all are there."""
    inward = [
        column.name for column in table.c if any(key.column.table is table for key in column.foreign_keys)
    ]
    digest, count = 0, 0
    for rows in _rows_of(old, table):
        values = [dict(row) for row in rows]
        digest, count = digest + sum(map(_fingerprint, values)), count + len(values)
        new.execute(table.insert(), [{**row, **dict.fromkeys(inward)} for row in values])
        tell(done + count)
    for name in inward:
        _point_inward(old, new, table, name)
    return Content(table.name, count, _hexadecimal(digest)), done + count


def _point_inward(old: Connection, new: Connection, table: Table, name: str) -> None:
    point = update(table).where(table.c.id == bindparam("whose")).values({name: bindparam("other")})
    query = select(table.c.id.label("whose"), table.c[name].label("other")).where(table.c[name].is_not(None))
    with old.execute(query.execution_options(yield_per=ROWS_AT_ONCE)) as found:
        for rows in found.mappings().partitions():
            new.execute(point, [dict(row) for row in rows])


def _content_of(connection: Connection, table: Table) -> Content:
    digest, count = 0, 0
    for rows in _rows_of(connection, table):
        digest, count = digest + sum(map(_fingerprint, rows)), count + len(rows)
    return Content(table.name, count, _hexadecimal(digest))


def _rows_of(connection: Connection, table: Table) -> Iterator[list[RowMapping]]:
    query = select(table).order_by(*table.primary_key).execution_options(yield_per=ROWS_AT_ONCE)
    with connection.execute(query) as found:
        for rows in found.mappings().partitions():
            yield list(rows)


def _fingerprint(row: Mapping[Any, Any]) -> int:
    """Digest one row, the same from either database; sums of these know no order."""
    told = {name: _plain(value) for name, value in sorted(row.items())}
    return int.from_bytes(hashlib.sha256(write_json(told, has_sorted_keys=True).encode()).digest())


def _plain(value: object) -> object:
    """Write a value as both databases hold it."""
    match value:
        case datetime() | date():
            return value.isoformat()
        case bytes():
            return hashlib.sha256(value).hexdigest()
        case Decimal():
            held = _NUMBER.process_bind_param(value, _SQLITE)  # the digits that both can hold
            return str(_NUMBER.process_result_value(held, _SQLITE))
        case str():
            return value.replace(NUL, UNWRITABLE)
    return value


def _hexadecimal(digest: int) -> str:
    return f"{digest % 2**256:064x}"


def _require_empty(connection: Connection, tables: list[Table]) -> None:
    for table in tables:
        if connection.execute(select(table).limit(1)).first() is not None:
            message = f"the archive to copy into is not empty: it has rows in {table.name}"
            raise ArchiveNotEmpty(message)


def _require_same(read: Content, written: Content) -> None:
    if read != written:
        message = (
            f"the copy of {read.table} differs: {read.row_count} rows with digest {read.digest} were read, "
            f"{written.row_count} with {written.digest} are there. Nothing was kept"
        )
        raise CopyDiffers(message)


def _set_sequences(connection: Connection, tables: list[Table]) -> None:
    """Let Postgres number the next rows after those that came with their numbers."""
    for table in tables:
        if _is_numbered(table):
            highest = connection.scalar(select(func.max(table.c.id)))
            move = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :highest, :is_used)")
            given = {"name": table.name, "highest": highest or 1, "is_used": highest is not None}
            connection.execute(move, given)


def _is_numbered(table: Table) -> bool:
    key: Column[Any] | None = table.c.get("id")
    return key is not None and isinstance(key.type, Integer)
