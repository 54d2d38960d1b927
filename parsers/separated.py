"""Whether a text is a table of separated values, and its rows. Ordinary text is never taken for one."""

import csv
from collections import Counter
from collections.abc import Sequence

_DELIMITERS = ("\t", ",", ";")
_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 3  # two delimiters in a line
_AGREEING = 0.8  # of the rows have one number of values
_LONGEST = 5_000_000  # characters
_USUAL_VALUE = 60  # characters, of most values that are printed
_SNIFFED_ROWS = 500


def separated_rows(text: str) -> list[list[str]] | None:
    """Return the rows of values, None when the text is no table of one delimiter."""
    if len(text) > _LONGEST or "\0" in text:
        return None
    for delimiter in _DELIMITERS:
        rows = _rows(text, delimiter)
        if rows is not None and _is_table(rows):
            return rows
    return None


def _rows(text: str, delimiter: str) -> list[list[str]] | None:
    if not any(line.count(delimiter) >= _FEWEST_COLUMNS - 1 for line in text.splitlines()[:_SNIFFED_ROWS]):
        return None
    try:
        return list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True))
    except csv.Error:
        return None


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    printed = [row for row in rows if row]
    if len(printed) < _FEWEST_ROWS:
        return False
    columns, agreeing = Counter(map(len, printed)).most_common(1)[0]
    if columns < _FEWEST_COLUMNS or agreeing < len(printed) * _AGREEING:
        return False
    values = [value.strip() for row in printed for value in row if value.strip()]
    several = sum(sum(bool(value.strip()) for value in row) > 1 for row in printed)
    short = sum(len(value) <= _USUAL_VALUE for value in values)
    return several >= _FEWEST_ROWS - 1 and short >= len(values) * _AGREEING and not _is_led(printed)


def _is_led(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the delimiters only begin the lines: text that is indented, not a table."""
    return not any(row[0].strip() for row in rows)
