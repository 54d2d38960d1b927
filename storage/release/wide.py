"""The wide tables of a release: one row a report, one column a cell; numbers and marks in tables of one shape."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa

from storage.release.batches import Batch
from storage.release.codebook import YUAN, Variable
from storage.release.stata import StataYears
from storage.release.wide_fields import mark_table, number_table
from storage.release.writing import CsvWriter, ParquetWriter

Columns = list[list[Any]]


class WideWriter:
    """Writes reports and marks, each as Parquet and CSV, and both together for Stata."""

    def __init__(
        self, folder: Path, variables: Sequence[Variable], keys: Mapping[int, str], time_stamp: str
    ) -> None:
        self._variables = variables
        self._keys = keys
        self._stack = ExitStack()
        enter = self._stack.enter_context
        tables = (number_table(variables), mark_table(variables))
        self._parquet = [enter(ParquetWriter(folder, table)) for table in tables]
        self._csv = [enter(CsvWriter(folder, table)) for table in tables]
        self.writers: list[CsvWriter | ParquetWriter] = [*self._parquet, *self._csv]
        self.stata = enter(StataYears(folder / "stata", variables, time_stamp))

    def write(self, batch: Batch) -> None:
        """Write the reports of a batch."""
        owners = [list(column) for column in zip(*(one.identity for one in batch.reports), strict=True)]
        numbers, marks = self._cells_of(batch)
        tables = [
            _write(parquet, file, [*owners, *cells])
            for parquet, file, cells in zip(self._parquet, self._csv, (numbers, marks), strict=True)
        ]
        self.stata.write(batch.reports[0].year, *tables)

    def _cells_of(self, batch: Batch) -> tuple[Columns, Columns]:
        """Return a column of numbers for each variable, and one of marks for each that is not in yuan."""
        count = len(batch.reports)
        numbers: dict[str, list[Any]] = {one.key: [None] * count for one in self._variables}
        marks: dict[str, list[Any]] = {one.key: [None] * count for one in self._variables if not one.is_yuan}
        for place, report in enumerate(batch.reports):
            for cell in batch.cells.get(report.result_id, ()):
                key = self._keys[cell.cell_id]
                numbers[key][place] = cell.num
                marks[key][place] = cell.mark
                if (yuan := f"{key}.{YUAN}") in numbers:
                    numbers[yuan][place] = cell.amount_yuan
        return list(numbers.values()), list(marks.values())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)


def _write(parquet: ParquetWriter, file: CsvWriter, columns: Columns) -> pa.Table:
    file.write(list(zip(*columns, strict=True)))
    return parquet.write(columns)
