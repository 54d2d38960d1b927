"""Whether the tables of a release say what its database says: every number, mark and text of every report.

Of each column there is a count and a sum of hashes of whose it is and what it says, so that neither the order of rows
nor how a file is laid out matters, and two values that changed places are found as one that was changed.
"""

import csv
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pandas as pd
import pyarrow as pa
import pyreadstat

from parsers.report import Mark
from storage.release.codebook import YUAN
from storage.release.fields import ENCODING
from storage.release.marks import MARKS
from storage.release.snapshot import ARCHIVE
from storage.release.wide_fields import HAS

UNREADABLE = (OSError, ValueError, KeyError, sqlite3.Error, csv.Error, duckdb.Error, pa.ArrowException,
              pyreadstat.ReadstatError)  # fmt: skip
_AT_ONCE = 100_000
_NAMED = 3  # columns that a line names; the rest are counted
_MEMORY = "512MB"
_MARK_OF = {told.letter: mark.value for mark, told in MARKS.items()}
_CELL = pa.schema(
    [("publisher_id", pa.string()), ("year", pa.int64()), ("key", pa.string()), ("value", pa.float64()),
     ("yuan", pa.float64()), ("mark", pa.string()), ("text", pa.string()), ("box", pa.int8())]
)  # fmt: skip
_CELLS = """
    SELECT s.publisher_id, s.year, k.key, c.num, c.amount_yuan, c.mark, c.text, 1
    FROM shown_reports s CROSS JOIN cell c ON c.result_id = s.result_id JOIN form_cell k ON k.id = c.cell_id
"""
_TOLD = ("value", "yuan", "mark", "text", "box")
_FIGURES = "figures.parquet"
_TOLD_BY = {
    "cells.parquet": set(_TOLD),
    "reports.parquet": {"value", "yuan"},
    "reports.csv": {"value", "yuan"},
    "marks.parquet": {"mark"},
    "marks.csv": {"mark"},
    _FIGURES: {"value", "yuan", "box"},
    "stata": {"value", "yuan", "mark"},
}


class Print(NamedTuple):
    """What is said of one column: how often, and the sum of the hashes of whose and what."""

    report_count: int
    digest: int


_NOTHING = Print(0, 0)
Prints = Mapping[tuple[str, str], Print]  # by key of the cell and what is told of it: value, yuan, mark, text


def disagreements(folder: Path) -> Iterator[str]:
    """Yield every column of cells that a table tells otherwise than the database, a line for each table."""
    try:
        said = _of_database(folder / ARCHIVE)
        keys = _keys(folder / "codebook.csv")
    except UNREADABLE as failure:
        yield f"{ARCHIVE} and the tables cannot be compared: {_first_line(failure)}"
        return
    for name, read in _TABLES.items():
        if not (folder / name).exists():
            continue  # of an older release, or told as missing by its sums
        try:
            found = read(folder, keys)
        except UNREADABLE as failure:
            yield f"{name} cannot be compared with {ARCHIVE}: {_first_line(failure)}"
            continue
        others = [
            f"the {told} of {cell} ({_count(found, (cell, told))} have one, not {_count(said, (cell, told))})"
            for cell, told in sorted({*found, *(one for one in said if _tells(name, one, keys))})
            if found.get((cell, told), _NOTHING) != said.get((cell, told), _NOTHING)
        ]
        if others:
            rest = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
            yield f"{name} and {ARCHIVE} disagree about {', '.join(others[:_NAMED])}{rest}"


def _first_line(failure: Exception) -> str:
    return str(failure).partition("\n")[0]


def _count(prints: Prints, key: tuple[str, str]) -> int:
    return prints.get(key, _NOTHING).report_count


def _tells(name: str, key: tuple[str, str], keys: Mapping[str, str]) -> bool:
    """Say whether a table has a column for what is told of a cell: money stands in figures.parquet in yuan alone."""
    cell, told = key
    is_money = f"{cell}.{YUAN}" in keys.values()
    return told in _TOLD_BY[name] and not (name == _FIGURES and told == "value" and is_money)


def _of_database(path: Path) -> Prints:
    address = f"{path.absolute().as_uri()}?mode=ro"
    # DuckDB asks for the next rows from a thread of its own, one at a time.
    with closing(sqlite3.connect(address, uri=True, check_same_thread=False)) as connection:
        cells = pa.RecordBatchReader.from_batches(_CELL, _batches(connection.execute(_CELLS)))
        with _duckdb() as database:
            return _long(database.from_arrow(cells))


def _batches(rows: sqlite3.Cursor) -> Iterator[pa.RecordBatch]:
    while part := rows.fetchmany(_AT_ONCE):
        yield pa.record_batch(list(zip(*part, strict=True)), schema=_CELL)


def _of_cells(folder: Path, _: Mapping[str, str]) -> Prints:
    with _duckdb() as database:
        cells = database.read_parquet(str(folder / "cells.parquet"))
        return _long(
            cells.project(
                "publisher_id, year, key, value, amount_yuan AS yuan, mark, text, 1::TINYINT AS box"
            )
        )


def _of_parquet(path: Path, keys: Mapping[str, str], *, told: str) -> Prints:
    with _duckdb() as database:
        return _wide(database.read_parquet(str(path)), keys, told)


def _of_csv(path: Path, keys: Mapping[str, str], *, told: str) -> Prints:
    with _duckdb() as database:
        texts = database.read_csv(str(path), header=True, all_varchar=True)
        typed = "TRY_CAST({0} AS DOUBLE) AS {0}" if told == "value" else "{0}"
        columns = [typed.format(f'"{name}"') for name in texts.columns if name in keys]
        return _wide(
            texts.project(", ".join(("publisher_id", "CAST(year AS BIGINT) AS year", *columns))), keys, told
        )


def _of_figures(folder: Path, keys: Mapping[str, str]) -> Prints:
    """Take the numbers, of money in yuan, and of boxes that they are there."""
    with _duckdb() as database:
        table = database.read_parquet(str(folder / _FIGURES))
        boxes = [f'IF("{HAS}{name}", 1, NULL)::TINYINT AS "{name}"' for name in table.columns if name in keys]
        told = _wide(table.project(", ".join(("publisher_id", "year", *boxes))), keys, "box")
        money = {key.removesuffix(f".{YUAN}") for key in keys.values() if key.endswith(f".{YUAN}")}
        numbers = _wide(table, keys, "value")
        return {
            **told,
            **{(key, YUAN if key in money else "value"): one for (key, _), one in numbers.items()},
        }


def _of_stata(folder: Path, keys: Mapping[str, str]) -> Prints:
    found: dict[tuple[str, str], Print] = defaultdict(lambda: _NOTHING)
    for path in sorted((folder / "stata").glob("*.dta")):
        frame, _ = pyreadstat.read_dta(str(path), user_missing=True)
        owners = frame[["publisher_id", "year"]].astype({"year": "int64"})
        cells = frame[[name for name in frame.columns if name in keys]]
        numbers = cells.apply(pd.to_numeric, errors="coerce")
        marks = cells.map(_MARK_OF.get).where(numbers.isna(), Mark.NUMBER.value)
        marks = marks[[name for name in marks.columns if not keys[name].endswith(f".{YUAN}")]]
        for told, table in (("value", numbers), ("mark", marks.astype("string"))):
            with _duckdb() as database:
                part = _wide(database.from_arrow(pa.table(pd.concat([owners, table], axis=1))), keys, told)
            for key, one in part.items():
                found[key] = Print(found[key].report_count + one.report_count, found[key].digest + one.digest)
    return found


_TABLES: Mapping[str, Callable[[Path, Mapping[str, str]], Prints]] = {
    "cells.parquet": _of_cells,
    "reports.parquet": lambda folder, keys: _of_parquet(folder / "reports.parquet", keys, told="value"),
    "reports.csv": lambda folder, keys: _of_csv(folder / "reports.csv", keys, told="value"),
    "marks.parquet": lambda folder, keys: _of_parquet(folder / "marks.parquet", keys, told="mark"),
    "marks.csv": lambda folder, keys: _of_csv(folder / "marks.csv", keys, told="mark"),
    _FIGURES: _of_figures,
    "stata": _of_stata,
}


def _long(cells: duckdb.DuckDBPyRelation) -> Prints:
    """Take a table of one row a cell."""
    asked = f"SELECT key, {', '.join(map(_print_of, _TOLD))} FROM here GROUP BY key"  # noqa: S608
    return {
        (key, told): one
        for key, *rest in _rows(cells, asked)
        for told, one in zip(_TOLD, _pairs(rest), strict=True)
        if one.report_count
    }


def _wide(reports: duckdb.DuckDBPyRelation, keys: Mapping[str, str], told: str) -> Prints:
    """Take a table of one row a report and one column a cell; ``keys`` are the cells of the columns."""
    names = ", ".join(f'"{name}"' for name in reports.columns if name in keys)
    asked = f"SELECT name, {_print_of('said')} FROM (UNPIVOT here ON {names} INTO NAME name VALUE said) GROUP BY name"  # noqa: S608
    return {_cell_of(keys[name], told): one for name, *rest in _rows(reports, asked) for one in _pairs(rest)}


def _rows(table: duckdb.DuckDBPyRelation, asked: str) -> list[tuple[Any, ...]]:
    """Ask in SQL of a table, which is called ``here``."""
    answer = table.query("here", asked)
    assert answer is not None  # a SELECT has one
    return answer.fetchall()


def _print_of(column: str) -> str:
    one = f'"{column}"'
    return f"count({one}), sum(hash(publisher_id, year, {one})::HUGEINT) FILTER (WHERE {one} IS NOT NULL)"


def _pairs(values: Sequence[int | None]) -> Iterator[Print]:
    return (Print(count or 0, digest or 0) for count, digest in zip(values[::2], values[1::2], strict=True))


def _cell_of(key: str, told: str) -> tuple[str, str]:
    return (key.removesuffix(f".{YUAN}"), YUAN) if key.endswith(f".{YUAN}") else (key, told)


def _keys(codebook: Path) -> Mapping[str, str]:
    """Return the key of each column of cells, as the release's own codebook says."""
    with codebook.open(encoding=ENCODING, newline="") as file:
        return {row["name"]: row["key"] for row in csv.DictReader(file)}


def _duckdb() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"memory_limit": _MEMORY, "autoinstall_known_extensions": "false"})
