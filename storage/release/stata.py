"""Files for Stata: one a year, in which a missing number says by its letter why it is missing."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import pandas as pd
import pyarrow as pa
import pyreadstat

from parsers.report import Mark
from storage.release.codebook import YUAN, Variable
from storage.release.marks import MARKS
from storage.release.wide_fields import IDENTITY

AT_MOST = 10_000  # reports in one file: it is made in memory. A year that has more is continued in the next
VERSION = 14  # of Stata, the first that knows Unicode; a newer one would write what only Stata/MP opens
LABEL_LENGTH = 80  # characters
_LEFT_OUT = frozenset({"url"})  # longer than a text of Stata may be; publisher, year and version find it
_KEPT = [field for field in IDENTITY if field.name not in _LEFT_OUT]
_TIME = re.compile(rb"<timestamp>\x11(.{17})</timestamp>")
_NO_CELL = float("nan")  # a plain missing value: .
_LETTERS = {mark.value: told.letter for mark, told in MARKS.items()}
# No labels of values: pyreadstat names them after column and number, which is longer than a name may be.
_FILE_LABEL = " ".join(f".{told.letter} {mark}" for mark, told in MARKS.items() if mark is not Mark.NUMBER)


def stata_time(moment: datetime) -> str:
    """Write a moment as the header of a file wants it, in 17 characters: 20 Nov 2026 23:34."""
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{moment.day:02} {month[moment.month - 1]} {moment.year} {moment:%H:%M}"  # not %b: it is of the locale


class StataYears:
    """Takes reports year after year and writes stata/reports_<year>.dta."""

    def __init__(self, folder: Path, variables: Sequence[Variable], time_stamp: str) -> None:
        self._folder, self._variables, self._time_stamp = folder, variables, time_stamp
        self._year: int | None = None
        self._part = 0
        self._held: list[tuple[pa.Table, pa.Table]] = []
        self.row_counts: dict[str, int] = {}  # by the path in the release
        folder.mkdir()

    def write(self, year: int, numbers: pa.Table, marks: pa.Table) -> None:
        """Take reports of a year: numbers and marks of the same rows."""
        held = sum(table.num_rows for table, _ in self._held)
        if year != self._year:
            self._flush()
            self._year, self._part = year, 0
        elif held + numbers.num_rows > AT_MOST:
            self._flush()
        self._held.append((numbers, marks))

    def _flush(self) -> None:
        if not self._held:
            return
        self._part += 1
        name = f"reports_{self._year}{'' if self._part == 1 else f'_part{self._part}'}.dta"
        numbers, marks = (pa.concat_tables(tables) for tables in zip(*self._held, strict=True))
        self._held = []
        frame = self._frame(numbers, marks)
        lettered = [one.name for one in self._variables]
        pyreadstat.write_dta(
            frame,
            str(self._folder / name),
            column_labels={name: _label(zh) for name, zh in self._labels()},
            file_label=_FILE_LABEL,
            version=VERSION,
            missing_user_values={column: sorted(_LETTERS.values()) for column in lettered},
        )
        _set_time(self._folder / name, self._time_stamp)
        self.row_counts[f"stata/{name}"] = len(frame)

    def _labels(self) -> Iterator[tuple[str, str]]:
        yield from ((field.name, field.zh) for field in _KEPT)
        yield from ((one.name, one.zh) for one in self._variables)

    def _frame(self, numbers: pa.Table, marks: pa.Table) -> pd.DataFrame:
        columns = {field.name: _plain(numbers.column(field.name).to_pylist()) for field in _KEPT}
        for one in self._variables:
            why = marks.column(one.name.removesuffix(f"_{YUAN}") if one.is_yuan else one.name)
            told = zip(numbers.column(one.name).to_pylist(), why.to_pylist(), strict=True)
            lettered = [_LETTERS.get(mark, _NO_CELL) if number is None else number for number, mark in told]
            columns[one.name] = pd.Series(lettered, dtype=object)
        return pd.DataFrame(columns)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush()


def _plain(values: list[object]) -> pd.Series:
    """Texts as Stata has them: it knows no missing text but the empty one. Years are numbers."""
    return pd.Series(["" if value is None else value for value in values])


def _label(words: str) -> str:
    """Shorten the label of a column from its beginning: the end tells columns apart."""
    return words if len(words) <= LABEL_LENGTH else f"…{words[1 - LABEL_LENGTH :]}"


def _set_time(path: Path, time_stamp: str) -> None:
    """Put the time of the release where ReadStat wrote that of the clock, which pyreadstat cannot be told."""
    with path.open("r+b") as file:
        found = _TIME.search(file.read(4096))
        if found is None or len(time_stamp) != 17:
            message = f"{path.name} has no time stamp where one belongs: another release of pyreadstat?"
            raise ValueError(message)
        file.seek(found.start(1))
        file.write(time_stamp.encode("ascii"))
