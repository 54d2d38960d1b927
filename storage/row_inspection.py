"""Whether rows name what exists, and whether results still say what they said. Nothing is changed."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import zstandard
from sqlalchemy import Connection, Engine, ForeignKeyConstraint, Row, and_, func, literal, select, text

from storage.models import (
    cell,
    metadata,
    neighbour_outcome,
    report,
    result,
    selection,
    version,
    version_part,
)
from storage.result_document import is_digest_of, result_digest, unpack
from storage.search import not_indexed
from storage.soundness import Inspected, Trouble
from storage.unit_of_work import read

BATCH = 200  # results in one transaction: a writer of SQLite waits no longer than that


def inspect_rows(engine: Engine) -> Iterator[Inspected]:
    """Yield what is wrong with the rows."""
    yield from read(engine, _pages)
    for table in metadata.sorted_tables:
        for key in sorted(table.foreign_key_constraints, key=lambda key: str(key.name)):
            yield from read(engine, partial(_references, key=key))
    yield from read(engine, _versions)
    yield from read(engine, _shown)
    yield from read(engine, _neighbours)
    yield from read(engine, _index)
    last = 0
    while batch := read(engine, partial(_results, after=last)):
        for row in batch:
            yield from _inspect_result(row)
        last = batch[-1].id


def _pages(connection: Connection) -> list[Inspected]:
    """Let SQLite look at its own pages and indexes. Postgres has no such question."""
    if connection.dialect.name != "sqlite":
        return []
    said = connection.execute(text("PRAGMA integrity_check")).scalars().all()
    return [Inspected(Trouble.DATABASE_DAMAGED, "database", line) for line in said if line != "ok"]


def _references(connection: Connection, key: ForeignKeyConstraint) -> list[Inspected]:
    table, target = key.table, key.referred_table.alias("target")
    pairs = [(element.parent, target.c[element.column.name]) for element in key.elements]
    is_there = select(literal(1)).where(and_(*(local == there for local, there in pairs))).exists()
    query = select(*table.primary_key.columns, *(local.label(f"_{local.name}") for local, _ in pairs)).where(
        *(local.is_not(None) for local, _ in pairs), ~is_there
    )
    names = ", ".join(local.name for local, _ in pairs)
    width = len(table.primary_key.columns)
    return [
        Inspected(
            Trouble.REFERENCE_BROKEN,
            f"{table.name} {_key(row[:width])}",
            f"{names} names {key.referred_table.name} {_key(row[width:])}, which is not there",
        )
        for row in connection.execute(query)
    ]


def _versions(connection: Connection) -> list[Inspected]:
    main = select(version_part.c.version_id).where(version_part.c.ordinal == 0)
    query = select(version.c.id).where(version.c.id.not_in(main)).order_by(version.c.id)
    return [
        Inspected(
            Trouble.VERSION_WITHOUT_BLOB, f"version {version_id}", "it names no bytes that it was read in"
        )
        for version_id in connection.scalars(query)
    ]


def _shown(connection: Connection) -> list[Inspected]:
    """Compare what each report shows with its last selection, which it repeats."""
    of_report = select(selection.c.result_id).where(selection.c.report_id == report.c.id)
    last = of_report.order_by(selection.c.seq.desc()).limit(1).scalar_subquery()
    query = select(report.c.id, report.c.result_id, last.label("selected"))
    return [
        Inspected(
            Trouble.SELECTION_NOT_SHOWN,
            f"report {row.id}",
            f"it shows result {row.result_id}, its last selection is {row.selected}",
        )
        for row in connection.execute(
            query.where(report.c.result_id.is_distinct_from(last)).order_by(report.c.id)
        )
    ]


def _neighbours(connection: Connection) -> list[Inspected]:
    """Look at the references that stand in a list, where the database does not look."""
    key = neighbour_outcome.c.comparison_id, neighbour_outcome.c.ordinal
    query = select(*key, neighbour_outcome.c.result_ids).order_by(*key)
    broken = []
    with connection.execute(query.execution_options(yield_per=BATCH)) as found:
        for rows in found.partitions():
            known = _known_results(connection, sorted({one for row in rows for one in row.result_ids}))
            broken += [
                Inspected(
                    Trouble.REFERENCE_BROKEN,
                    f"neighbour_outcome {_key((row.comparison_id, row.ordinal))}",
                    f"result_ids names result {missing}, which is not there",
                )
                for row in rows
                for missing in sorted(set(row.result_ids) - known)
            ]
    return broken


def _known_results(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Return those of the ids that are there."""
    known: set[int] = set()
    for start in range(0, len(ids), BATCH):
        some = select(result.c.id).where(result.c.id.in_(ids[start : start + BATCH]))
        known.update(connection.scalars(some))
    return known


def _index(connection: Connection) -> list[Inspected]:
    missing, stray = not_indexed(connection)
    return [
        Inspected(
            Trouble.INDEX_INCOMPLETE, f"section {one}", f"{said}; `gongkai reindex` makes the index anew"
        )
        for said, ids in (("it cannot be searched", missing), ("the index has it, and should not", stray))
        for one in ids
    ]


def _results(connection: Connection, after: int) -> list[Row[Any]]:
    counted = select(func.count()).where(cell.c.result_id == result.c.id).scalar_subquery()
    query = select(result.c.id, result.c.digest, result.c.document, counted.label("cells"))
    return list(connection.execute(query.where(result.c.id > after).order_by(result.c.id).limit(BATCH)))


def _inspect_result(row: Row[Any]) -> Iterator[Inspected]:
    name = f"result {row.id}"
    try:
        document = unpack(row.document)
        is_whole, keys = is_digest_of(row.digest, document), {one["key"] for one in document["cells"]}
    except (zstandard.ZstdError, ValueError, KeyError, TypeError) as failure:
        yield Inspected(Trouble.RESULT_DAMAGED, name, f"its document cannot be read: {failure}")
        return
    if not is_whole:
        found = result_digest(document)
        yield Inspected(Trouble.RESULT_DAMAGED, name, f"its document hashes to {found}, not to {row.digest}")
    if len(keys) != row.cells:
        yield Inspected(
            Trouble.RESULT_DAMAGED, name, f"its document has {len(keys)} cells, its rows are {row.cells}"
        )


def _key(values: Any) -> str:  # noqa: ANN401  # keys are of any type
    return "/".join(str(value) for value in values)
