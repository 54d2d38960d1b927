"""Writes tables of a release, as Parquet and as CSV, the same bytes for the same rows."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import pyarrow as pa
import pyarrow.parquet as pq

from storage.release.fields import ENCODING, Field, Table, Type

_ARROW = {
    Type.STRING: pa.string(),
    Type.INTEGER: pa.int64(),
    Type.NUMBER: pa.float64(),
    Type.BOOLEAN: pa.bool_(),
    Type.DATE: pa.string(),
    Type.DATETIME: pa.string(),
}
ROW_GROUP = 64 * 1024 * 1024  # bytes in memory: of a wide table some twenty thousand reports


class RowWriter(Protocol):
    """What takes the rows of a table: a file, or what compares them with one."""

    def write_rows(self, rows: Sequence[Sequence[Any]]) -> None:
        """Take rows in the order of the fields."""


class CsvWriter:
    """Writes one CSV file: RFC 4180, lines end with CR LF, nothing stands for a missing value."""

    def __init__(self, folder: Path, table: Table) -> None:
        self.table, self.path, self.row_count = table, folder / f"{table.name}.csv", 0
        self._file = self.path.open("w", encoding=ENCODING, newline="")
        self._lines = csv.writer(self._file, lineterminator="\r\n")
        self._lines.writerow([field.name for field in table.fields])

    def write_rows(self, rows: Sequence[Sequence[Any]]) -> None:
        """Write rows in the order of the fields."""
        self._lines.writerows(rows)
        self.row_count += len(rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


class ParquetWriter:
    """Writes one Parquet file. Rows are held until they make a row group of `ROW_GROUP` bytes.

    Row groups of a few hundred rows would make a footer of hundreds of megabytes out of a million reports with three
    hundred columns, which every question would have to read first.
    """

    def __init__(self, folder: Path, table: Table) -> None:
        self.table, self.path, self.row_count = table, folder / f"{table.name}.parquet", 0
        self._schema = arrow_schema(table.fields)
        self._file = pq.ParquetWriter(self.path, self._schema, compression="zstd")
        self._held: list[pa.Table] = []
        self._held_bytes = 0

    def write(self, columns: Iterable[Sequence[Any] | pa.Array]) -> pa.Table:
        """Write columns in the order of the fields; return them as a table."""
        arrays = [
            column if isinstance(column, pa.Array) else _array(column, field.type)
            for column, field in zip(columns, self._schema, strict=True)
        ]
        written = pa.Table.from_arrays(arrays, schema=self._schema)
        self._held.append(written)
        self._held_bytes += written.nbytes
        self.row_count += written.num_rows
        if self._held_bytes >= ROW_GROUP:
            self._flush()
        return written

    def write_rows(self, rows: Sequence[Sequence[Any]]) -> None:
        """Write rows in the order of the fields."""
        self.write(list(zip(*rows, strict=True)) or [[] for _ in self._schema])

    def _flush(self) -> None:
        group = pa.concat_tables(self._held)
        self._held, self._held_bytes = [], 0
        if group.num_rows:
            self._file.write_table(group, row_group_size=group.num_rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._held:
            self._flush()
        self._file.close()


def _array(column: Sequence[Any], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(column, kind)
    except pa.ArrowInvalid:
        if kind != pa.float64():
            raise
        # A box of nonsense, more than sixteen digits long, comes as an integer that Arrow will not round by itself.
        return pa.array([None if value is None else float(value) for value in column], kind)


def arrow_schema(fields: Sequence[Field]) -> pa.Schema:
    """Return the schema of a Parquet file."""
    return pa.schema([pa.field(field.name, _ARROW[field.type]) for field in fields])
