"""Whether narrative, findings, problems and lists of a release say what its database says, row by row.

They are written once more from the database, not to a file but beside the file that is there: what is held is one batch.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import SQLAlchemyError

from storage.release.batches import batches, cell_keys_of
from storage.release.fields import ENCODING, Table
from storage.release.findings import FINDINGS, findings_export
from storage.release.listings import LISTINGS, listed_rows
from storage.release.long import (
    MENTIONS,
    PROBLEMS,
    SECTIONS,
    mentions_export,
    problems_export,
    sections_export,
)
from storage.release.snapshot import ARCHIVE

_UNREADABLE = (OSError, ValueError, StopIteration, csv.Error, pa.ArrowException)
# As the release that made them words them, not the database.
_WORDED = frozenset({"message_zh", "message_en"})
_END = object()


class FileBeside:
    """A file of a release that is read along with the rows that it should have."""

    def __init__(self, name: str, table: Table, rows: Iterator[Sequence[Any]]) -> None:
        self.trouble: str | None = None
        self._name, self._rows, self._count = name, rows, 0
        self._told = [place for place, field in enumerate(table.fields) if field.name not in _WORDED]

    def write_rows(self, rows: Iterable[Sequence[Any]]) -> None:
        """Read as many rows, which should be these; after the first that is not nothing more is read."""
        for row in rows:
            if self.trouble is None:
                self._count += 1
                self._compare(self._shown(row))

    def end(self) -> None:
        """Look whether there are more rows than the database has."""
        if self.trouble is None and self._next() is not _END:
            self.trouble = f"{self._name} has more rows than {ARCHIVE}: {self._count}"

    def _compare(self, expected: Sequence[Any]) -> None:
        found = self._next()
        if found is _END:
            self.trouble = f"{self._name} has fewer rows than {ARCHIVE}: row {self._count} is missing"
        elif self.trouble is None and found != expected:
            self.trouble = f"{self._name} and {ARCHIVE} disagree about row {self._count}"

    def _next(self) -> object:
        try:
            row = next(self._rows, None)
        except _UNREADABLE as failure:
            self.trouble = f"{self._name} cannot be read: {failure}"
            return None
        return _END if row is None else self._shown(row)

    def _shown(self, row: Sequence[Any]) -> list[Any]:
        return [_printed(row[place]) if place < len(row) else None for place in self._told]


def row_disagreements(folder: Path) -> Iterator[str]:
    """Yield the first row of each file that is otherwise than in the database, a line for each file."""
    engine = create_engine(f"sqlite:///file:{(folder / ARCHIVE).absolute()}?mode=ro&uri=true")
    try:
        with engine.connect() as connection:
            yield from _compared(connection, folder)
    except SQLAlchemyError as failure:
        yield f"{ARCHIVE} and the lists cannot be compared: {str(failure).partition(chr(10))[0]}"
    finally:
        engine.dispose()


def _compared(connection: Connection, folder: Path) -> Iterator[str]:
    sections, mentions, problems, findings = files = [
        _beside(folder, table) for table in (SECTIONS, MENTIONS, PROBLEMS, FINDINGS)
    ]
    exports = (
        sections_export(connection, sections),
        mentions_export(connection, mentions),
        problems_export(connection, problems),
        findings_export(connection, findings, cell_keys_of(connection)),
    )
    for batch in batches(connection):
        for export in exports:
            export(batch)
    for listing in LISTINGS:
        beside = _beside(folder, listing.table)
        for rows in listed_rows(connection, listing):
            beside.write_rows(rows)
        files.append(beside)
    for beside in files:
        beside.end()
        if beside.trouble is not None:
            yield beside.trouble


def _beside(folder: Path, table: Table) -> FileBeside:
    is_parquet = table is SECTIONS or table is MENTIONS
    path = folder / f"{table.name}.{'parquet' if is_parquet else 'csv'}"
    return FileBeside(path.name, table, _parquet_rows(path) if is_parquet else _csv_rows(path))


def _csv_rows(path: Path) -> Iterator[Sequence[str]]:
    with path.open(encoding=ENCODING, newline="") as file:
        lines = csv.reader(file, strict=True)
        next(lines, None)
        yield from lines


def _parquet_rows(path: Path) -> Iterator[Sequence[Any]]:
    with pq.ParquetFile(path) as file:
        yield from chain.from_iterable(
            zip(*(column.to_pylist() for column in batch.columns), strict=True)
            for batch in file.iter_batches()
        )


def _printed(value: object) -> str:
    """Return a value as CSV has it, where nothing and an empty text are the same."""
    return "" if value is None else str(value)
