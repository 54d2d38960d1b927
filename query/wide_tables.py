"""Figures of a release added up from its Parquet: what looks at every report takes seconds of a database.

The same questions and answers as `query.indicators`, by DuckDB (extra ``analysis``), of the table of figures: a box
that is there and has no number is one without a number.
"""

import csv
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from query.indicators import CellGroup, IndicatorLine, IndicatorSearch, held_keys, keys_fitting, line_of
from query.report_values import Recipe
from query.shown import publishers_of
from query.told_numbers import told_number
from query.wide_spreads import spreads
from query.wide_sums import Columns, sums
from storage.release.fields import ENCODING
from storage.release.wide_fields import PLACES

if TYPE_CHECKING:
    import duckdb

FIGURES, CODEBOOK = "figures.parquet", "codebook.csv"
Lines = tuple[IndicatorLine, ...]


class WideTables:
    """The wide tables of one release. May be asked from any thread."""

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        """``threads`` is how many work on one question, by default one a core."""
        self._folder = folder
        self._threads = threads

    @classmethod
    def of_release(cls, database: str | Path) -> "WideTables | None":
        """Return the tables beside the database of a release; None where there are none, or no DuckDB."""
        if find_spec("duckdb") is None or "://" in str(database):
            return None
        folder = Path(database).parent
        return cls(folder) if all((folder / name).is_file() for name in (FIGURES, CODEBOOK)) else None

    def add_up(self, connection: Connection, search: IndicatorSearch) -> Lines:
        """Answer as `query.indicators.add_up` does. Publishers are looked up in the release's database."""
        keys = keys_fitting(search.keys, held_keys(connection))
        return self._add_up(connection, search, [CellGroup(keys)])[0]

    def add_up_each(
        self, connection: Connection, search: IndicatorSearch, groups: Sequence[CellGroup]
    ) -> tuple[Lines, ...]:
        """Answer as `query.indicators.add_up_each` does, reading the tables once for all groups."""
        return self._add_up(connection, search, groups)

    def spread(
        self, _: Connection, search: IndicatorSearch, recipes: Sequence[Recipe]
    ) -> list[dict[str, Any]]:
        """Answer as `query.distributions.spread_reports` does."""
        rows = self.ask(*spreads(search, recipes, self.columns)) if recipes else []
        for row in rows:
            row["group"] = None if row["group"] is None else str(row["group"])
        return rows

    def ask(self, text: str, values: Sequence[object] = ()) -> list[dict[str, Any]]:
        """Ask in SQL, whose first value is the file of figures: one row a report."""
        found = self._duckdb.cursor().execute(text, [str(self._folder / FIGURES), *values])
        names = [name for name, *_ in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    @cached_property
    def columns(self) -> Columns:
        """The column of each cell, as the codebook of this release names it."""
        with (self._folder / CODEBOOK).open(encoding=ENCODING, newline="") as file:
            return {row["key"]: row["name"] for row in csv.DictReader(file)}

    def _add_up(
        self, connection: Connection, search: IndicatorSearch, groups: Sequence[CellGroup]
    ) -> tuple[Lines, ...]:
        if not any(group.keys for group in groups):
            return tuple(() for _ in groups)
        rows = self.ask(*sums(search, groups, self.columns))
        owners = publishers_of(connection, {row["publisher"] for row in rows if "publisher" in row})
        found: list[list[IndicatorLine]] = [[] for _ in groups]
        for row in rows:
            row["total"] = told_number(row["total"])
            row.update((name, str(row[name])) for name in PLACES if row.get(name) is not None)
            found[row["part"]].append(line_of(row, owners))
        return tuple(map(tuple, found))

    @cached_property
    def _duckdb(self) -> "duckdb.DuckDBPyConnection":
        import duckdb  # noqa: PLC0415  # an extra

        opened = duckdb.connect(config={"threads": self._threads} if self._threads else {})
        opened.load_extension("parquet")
        opened.execute("SET parquet_metadata_cache = true")  # a release never changes
        return opened
