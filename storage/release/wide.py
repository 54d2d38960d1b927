"""The wide tables of a release: one row a report, one column a cell; numbers and marks in tables of one shape.

A third table says the same for questions that look at every report, which it answers in a third of the time: money is
in yuan alone, divisions are numbers, and of a mark only whether there is one.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa

from storage.release.batches import Batch
from storage.release.codebook import YUAN, Variable
from storage.release.stata import StataYears
from storage.release.wide_fields import PLACES, figure_table, mark_table, number_table
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
        self._figures = enter(ParquetWriter(folder, figure_table(variables)))
        self.writers: list[CsvWriter | ParquetWriter] = [*self._parquet, *self._csv, self._figures]
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
        self._figures.write(figure_columns(self._variables, *tables))

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
    file.write_rows(list(zip(*columns, strict=True)))
    return parquet.write(columns)


def figure_columns(
    variables: Sequence[Variable], numbers: pa.Table, marks: pa.Table
) -> list[pa.Array | list[Any]]:
    """Return the columns of the table of figures, out of those of numbers and marks."""
    codes = numbers.column("division_code").to_pylist()
    places = [[int(code[:digits]) if code else None for code in codes] for digits in PLACES.values()]
    in_yuan = {one.name for one in variables if one.is_yuan}
    cells = [one.name for one in variables if not one.is_yuan]
    figures = [f"{name}_{YUAN}" if f"{name}_{YUAN}" in in_yuan else name for name in cells]
    return [
        numbers.column("publisher_id").combine_chunks(),
        codes,
        *places,
        numbers.column("year").combine_chunks(),
        numbers.column("form").combine_chunks(),
        *(numbers.column(name).combine_chunks() for name in figures),
        *(marks.column(name).is_valid().combine_chunks() for name in cells),
    ]
