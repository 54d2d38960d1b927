"""Writes tables of a release, as Parquet and as CSV, the same bytes for the same rows."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

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


class CsvWriter:
    """Writes one CSV file: RFC 4180, lines end with CR LF, nothing stands for a missing value."""

    def __init__(self, folder: Path, table: Table) -> None:
        self.table, self.path, self.row_count = table, folder / f"{table.name}.csv", 0
        self._file = self.path.open("w", encoding=ENCODING, newline="")
        self._lines = csv.writer(self._file, lineterminator="\r\n")
        self._lines.writerow([field.name for field in table.fields])

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
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
    """Writes one Parquet file, a row group for each call."""

    def __init__(self, folder: Path, table: Table) -> None:
        self.table, self.path, self.row_count = table, folder / f"{table.name}.parquet", 0
        self._schema = arrow_schema(table.fields)
        self._file = pq.ParquetWriter(self.path, self._schema, compression="zstd")

    def write(self, columns: Iterable[Sequence[Any] | pa.Array]) -> pa.Table:
        """Write columns in the order of the fields; return them as a table."""
        arrays = [
            column if isinstance(column, pa.Array) else pa.array(column, field.type)
            for column, field in zip(columns, self._schema, strict=True)
        ]
        written = pa.Table.from_arrays(arrays, schema=self._schema)
        if written.num_rows:
            self._file.write_table(written, row_group_size=written.num_rows)
        self.row_count += written.num_rows
        return written

    def write_rows(self, rows: Sequence[Sequence[Any]]) -> None:
        """Write rows in the order of the fields."""
        self.write(list(zip(*rows, strict=True)) or [[] for _ in self._schema])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def arrow_schema(fields: Sequence[Field]) -> pa.Schema:
    """Return the schema of a Parquet file."""
    return pa.schema([pa.field(field.name, _ARROW[field.type]) for field in fields])
