"""An archive of made-up reports, written straight into the tables, see `benchmarks.made_rows`.

Above `LEAN_ABOVE` reports the packed documents go without the checks that passed, two thirds of their bytes, so that archive and
release fit a disk of 64 GB.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, insert, text

from benchmarks.made_rows import (
    BEGAN,
    CELLS,
    YEARS,
    Row,
    cells,
    division_of,
    key_of,
    packed_documents,
    seen_versions,
    tables,
)  # fmt: skip
from storage.models import (
    capture,
    crawl,
    form_cell,
    parser,
    portal,
    publication,
    publisher,
    report,
    result,
    section,
    version,
)  # fmt: skip
from storage.search import rebuild_index

AT_ONCE = 500
LEAN_ABOVE = 200_000
# Made at the end by Postgres, in a third of the time and half the bytes.
LATE = "ix_cell_cell_id_result_id_num"
_CRAWL: Row = {
    "portal_id": "bench", "mode": "bench", "arguments": {}, "resume_key": "bench", "code_release": "0",
    "started_at": BEGAN, "finished_at": BEGAN, "verdict": "complete",
}  # fmt: skip


def make_archive(engine: Engine, count: int, tell: Callable[[str], None]) -> None:
    """Fill an archive that has its schema and nothing else."""
    with engine.begin() as connection:
        _once(connection, max(1, count // len(YEARS)))
    with _indexed_at_the_end(engine, tell):
        _write_reports(engine, count, tell)
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            _move_sequences(connection)
        tell("indexing words")
        rebuild_index(connection)
    tell("statistics")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if connection.dialect.name == "sqlite" else "VACUUM ANALYZE"))


@contextmanager
def _indexed_at_the_end(engine: Engine, tell: Callable[[str], None]) -> Iterator[None]:
    """Take `LATE` away, and make it anew from its definition when everything is loaded."""
    if engine.dialect.name != "postgresql":
        yield
        return
    with engine.begin() as connection:
        definition = connection.scalar(text(f"SELECT pg_get_indexdef('{LATE}'::regclass)"))
        connection.execute(text(f"DROP INDEX {LATE}"))
    yield
    tell(f"making {LATE}")
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL maintenance_work_mem = '1GB'"))
        connection.execute(text(definition))


def _write_reports(engine: Engine, count: int, tell: Callable[[str], None]) -> None:
    packed = packed_documents(is_lean=count > LEAN_ABOVE)
    for start in range(0, count, AT_ONCE):
        with engine.begin() as connection:
            numbers = range(start + 1, min(start + AT_ONCE, count) + 1)
            seen = seen_versions(numbers, count)
            for table, rows in tables(numbers, seen, packed):
                connection.execute(insert(table), rows)
            _write_cells(connection, [row for one, _, _ in seen for row in cells(one)])
        if start % (AT_ONCE * 40) == 0:
            tell(f"{start} reports written")


def _once(connection: Connection, publishers: int) -> None:
    """Write what does not grow with the reports."""
    connection.execute(
        insert(portal), {"id": "bench", "title": "bench", "base_url": "https://www.example.org"}
    )
    visits = [{"id": seq, **_CRAWL} for seq in (1, 2)]
    connection.execute(insert(crawl), visits)
    connection.execute(insert(parser), {"id": 1, "release": "bench", "fingerprint": "bench"})
    connection.execute(insert(form_cell), [{"id": one, "key": key_of(one)} for one in range(1, CELLS + 1)])
    owners = [
        {
            "id": f"bench-{one}", "name": f"第{one}镇人民政府", "type": "town_government",
            "division_code": division_of(one), "is_resolved": True,
        }
        for one in range(1, publishers + 1)
    ]  # fmt: skip
    connection.execute(insert(publisher), owners)


def _write_cells(connection: Connection, rows: list[tuple[object, ...]]) -> None:
    """Write cells as the driver likes it best: they are nine of ten rows."""
    names = "result_id, cell_id, num, text, mark, certainty"
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"INSERT INTO cell ({names}) VALUES (?, ?, ?, ?, ?, ?)", rows)  # noqa: S608
        return
    driver = connection.connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor, cursor.copy(f"COPY cell ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _move_sequences(connection: Connection) -> None:
    for table in (crawl, parser, form_cell, report, publication, capture, version, result, section):
        highest = (
            f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), (SELECT max(id) FROM {table.name}))"  # noqa: S608
        )
        connection.execute(text(highest))
