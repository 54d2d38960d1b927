"""The index of the words of sections: what it holds, and how it is asked. It can be made anew at any time.

It stands in tables of its own that no model knows, for the two databases have nothing in common here. A
section of a result that was read of withdrawn bytes is not in it.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    bindparam,
    column,
    exists,
    func,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.sql.expression import ColumnClause

from storage.bigrams import Gram, Phrase, grams_of
from storage.models import result, section, version_part, withdrawal

RULE = "bigrams/1"  # another rule comes with a migration, after which the index is made anew
SECTIONS_AT_ONCE = 500
LARGEST = 900_000  # bytes of different entries: Postgres takes no more of one section

_SQLITE = table("section_fts", column("rowid"), column("section_fts"))
_POSTGRES = table("section_fts", column("section_id"), column("grams"))
_PUT = {
    "sqlite": text("INSERT INTO section_fts (rowid, grams) VALUES (:id, :grams)"),
    "postgresql": text(
        "INSERT INTO section_fts (section_id, grams) VALUES (:id, array_to_tsvector(CAST(:grams AS text[])))"
    ),
}
_TAKE = {  # what a contentless index of SQLite forgets has to be told to it
    "sqlite": text("INSERT INTO section_fts (section_fts, rowid, grams) VALUES ('delete', :id, :grams)"),
    "postgresql": text("DELETE FROM section_fts WHERE section_id = :id"),
}
_EMPTY = {
    "sqlite": text("INSERT INTO section_fts (section_fts) VALUES ('delete-all')"),
    "postgresql": text("DELETE FROM section_fts"),
}


def index_result(connection: Connection, result_id: int) -> None:
    """Put the sections of a new result into the index."""
    _put(connection, connection.execute(_sections_of_result(), {"of_result": result_id}).all())


def forget_content(connection: Connection, sha256: str) -> None:
    """Take out of the index what was read of bytes that are being withdrawn; call it before their row is kept."""
    read_of_them = select(version_part.c.version_id).where(version_part.c.sha256 == sha256)
    rows = connection.execute(_sections().where(result.c.version_id.in_(read_of_them))).all()
    if rows:
        connection.execute(_TAKE[connection.dialect.name], [_entry(connection, row) for row in rows])


def rebuild_index(
    connection: Connection, progress: Callable[[int, int], None] = lambda _done, _of: None
) -> int:
    """Make the index anew; return how many sections are in it."""
    total = connection.scalar(select(func.count()).select_from(section)) or 0
    connection.execute(_EMPTY[connection.dialect.name])
    count = last = 0
    while rows := connection.execute(
        _sections().where(section.c.id > last).order_by(section.c.id).limit(SECTIONS_AT_ONCE)
    ).all():
        _put(connection, rows)
        count, last = count + len(rows), rows[-1].id
        progress(count, total)
    connection.execute(text("DELETE FROM section_fts_rule"))
    connection.execute(text("INSERT INTO section_fts_rule (rule) VALUES (:rule)"), {"rule": RULE})
    return count


def renew_index(connection: Connection) -> None:
    """Make the index anew where it is of another rule, or was never made."""
    if connection.scalar(text("SELECT rule FROM section_fts_rule")) != RULE:
        rebuild_index(connection)


def not_indexed(connection: Connection) -> tuple[Sequence[int], Sequence[int]]:
    """Return the sections that should be in the index and are not, and the entries that should not be there."""
    name, key = (
        ("section_fts_docsize", "id")
        if connection.dialect.name == "sqlite"
        else ("section_fts", "section_id")
    )
    there = table(name, column(key))
    entry = there.c[key]
    wanted = _sections().with_only_columns(section.c.id).subquery()
    missing = select(wanted.c.id).where(~exists().where(entry == wanted.c.id)).order_by(wanted.c.id)
    stray = select(entry).where(~exists().where(entry == wanted.c.id)).order_by(entry)
    return connection.scalars(missing).all(), connection.scalars(stray).all()


def matching(
    dialect: str, phrases: Iterable[Phrase]
) -> tuple[FromClause, ColumnClause[Any], ColumnElement[bool]]:
    """Return the index, its column of section ids, and the condition for sections that may hold all phrases.

    None that does is left out; whether one does is said by `storage.bigrams.Phrase.spans`.
    """
    return holding(dialect, tuple(dict.fromkeys(gram for phrase in phrases for gram in phrase.grams)))


def holding(dialect: str, grams: Iterable[Gram]) -> tuple[FromClause, ColumnClause[Any], ColumnElement[bool]]:
    """Return the index, its column of section ids, and the condition for sections that have all these entries."""
    if dialect == "sqlite":
        asked = " AND ".join(f'"{gram.text}"{" *" if gram.is_beginning else ""}' for gram in grams)
        return _SQLITE, _SQLITE.c.rowid, _SQLITE.c.section_fts.op("MATCH")(asked)
    # Unique: another search may be in the same statement.
    lexemes: BindParameter[str] = bindparam("tsquery", " & ".join(map(_lexeme, grams)), unique=True)
    query = text("CAST(:tsquery AS tsquery)").bindparams(lexemes)
    return (
        _POSTGRES,
        _POSTGRES.c.section_id,
        or_(_POSTGRES.c.grams.op("@@")(query), _POSTGRES.c.grams.is_(None)),
    )


def withdrawn_results() -> Select[tuple[int]]:
    """Select the results that were read of withdrawn bytes: few, or none."""
    return (
        select(result.c.id)
        .join(version_part, version_part.c.version_id == result.c.version_id)
        .join(withdrawal, withdrawal.c.sha256 == version_part.c.sha256)
    )


def _lexeme(gram: Gram) -> str:
    return f"'{gram.text}'{':*' if gram.is_beginning else ''}"


def _sections() -> Select[tuple[int, str, str]]:
    """Select the sections that belong into the index."""
    gone = exists().where(
        version_part.c.version_id == result.c.version_id, withdrawal.c.sha256 == version_part.c.sha256
    )
    return (
        select(section.c.id, section.c.heading, section.c.text)
        .join(result, result.c.id == section.c.result_id)
        .where(~gone)
    )


@cache
def _sections_of_result() -> Select[tuple[int, str, str]]:
    return _sections().where(section.c.result_id == bindparam("of_result"))


def _put(connection: Connection, rows: Sequence[Row[tuple[int, str, str]]]) -> None:
    if rows:
        connection.execute(_PUT[connection.dialect.name], [_entry(connection, row) for row in rows])


def _entry(connection: Connection, row: Row[tuple[int, str, str]]) -> dict[str, object]:
    grams = sorted({*grams_of(row.heading), *grams_of(row.text)})  # sorted: the same index of the same rows
    if connection.dialect.name == "sqlite":
        return {"id": row.id, "grams": " ".join(grams)}
    is_too_large = sum(len(gram.encode()) + 8 for gram in grams) > LARGEST
    return {"id": row.id, "grams": None if is_too_large else grams}
