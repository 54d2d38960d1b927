"""Figures of a release added up from its wide Parquet tables: what scans every report takes a second of a database.

The same questions and answers as `query.indicators`, by DuckDB (extra ``analysis``). Numbers and marks stand in
two files of the same shape and order: a box with a mark and no number is one without a number.
"""

import csv
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite

from query.indicators import IndicatorLine, IndicatorSearch, held_keys, keys_fitting, line_of
from query.shown import publishers_of
from query.wide_sums import Columns, sums
from storage.columns import Number
from storage.release.codebook import YUAN
from storage.release.fields import ENCODING

if TYPE_CHECKING:
    import duckdb

NUMBERS, MARKS, CODEBOOK = "reports.parquet", "marks.parquet", "codebook.csv"
_SQLITE, _NUMBER = sqlite.dialect(), Number()
Lines = tuple[IndicatorLine, ...]


class WideTables:
    """The wide tables of one release. May be asked from any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def of_release(cls, database: str | Path) -> "WideTables | None":
        """Return the tables beside the database of a release; None where there are none, or no DuckDB."""
        if find_spec("duckdb") is None or "://" in str(database):
            return None
        folder = Path(database).parent
        names = NUMBERS, MARKS, CODEBOOK
        return cls(folder) if all((folder / name).is_file() for name in names) else None

    def add_up(self, connection: Connection, search: IndicatorSearch) -> Lines:
        """Answer as `query.indicators.add_up` does. Publishers are looked up in the release's database."""
        keys = keys_fitting(search.keys, held_keys(connection))
        return self._add_up(connection, search, [keys])[0]

    def add_up_each(
        self, connection: Connection, search: IndicatorSearch, key_groups: Sequence[tuple[str, ...]]
    ) -> tuple[Lines, ...]:
        """Answer as `query.indicators.add_up_each` does, reading the tables once for all groups."""
        return self._add_up(connection, search, key_groups)

    def ask(self, text: str, values: Sequence[object] = ()) -> list[dict[str, Any]]:
        """Ask in SQL of the views ``numbers`` and ``marks``: the n-th row of both is of the same report."""
        found = self._duckdb.cursor().execute(text, list(values))
        names = [name for name, *_ in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    @cached_property
    def columns(self) -> Columns:
        """The columns of each cell, as the codebook of this release names them: an older one lacks newer cells."""
        with (self._folder / CODEBOOK).open(encoding=ENCODING, newline="") as file:
            names = {row["key"]: row["name"] for row in csv.DictReader(file)}
        return {key: (names.get(f"{key}.{YUAN}", name), name) for key, name in names.items()}

    def _add_up(
        self, connection: Connection, search: IndicatorSearch, key_groups: Sequence[Sequence[str]]
    ) -> tuple[Lines, ...]:
        if not any(key_groups):
            return tuple(() for _ in key_groups)
        rows = self.ask(*sums(search, key_groups, self.columns))
        owners = publishers_of(connection, {row["publisher"] for row in rows if "publisher" in row})
        found: list[list[IndicatorLine]] = [[] for _ in key_groups]
        for row in rows:
            row["total"] = told_number(row["total"])
            found[row["part"]].append(line_of(row, owners))
        return tuple(map(tuple, found))

    @cached_property
    def _duckdb(self) -> "duckdb.DuckDBPyConnection":
        import duckdb  # noqa: PLC0415  # an extra

        opened = duckdb.connect()
        for view, name in (("numbers", NUMBERS), ("marks", MARKS)):
            opened.read_parquet(str(self._folder / name)).create_view(view)
        opened.execute("SET parquet_metadata_cache = true")  # a release never changes
        return opened


def told_number(value: float | None) -> Decimal | None:
    """Return a computed number as the release's database tells one: to 15 significant digits."""
    return _NUMBER.process_result_value(value, _SQLITE)
