"""Tables of Markdown as converters write them: lines of pipes, a line of dashes below the first.

Converters differ in merged cells: some repeat their text, some leave the rest blank, some shorten the
row. A shortened row that was filled up at its end, or that leaves out what a cell above it covers, would
put figures under the wrong headings: such a table is refused, so that its reader can tell of it.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from parsers.document import Place, Table, TableCell
from parsers.forms.index import names_row
from parsers.grid import MOST_POSITIONS
from parsers.merges import prints_values, restore
from parsers.numbers import is_value

_DASHES = re.compile(r":?-+:?")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SPLIT = re.compile(r"(?<!\\)\|")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1")

Row = list[str]


def is_pipe_line(line: str) -> bool:
    """Whether a line is a row of a table: it begins with a pipe and has another."""
    stripped = line.strip()
    return stripped.startswith("|") and len(_SPLIT.findall(stripped)) > 1


def rule_at(lines: Sequence[tuple[int, str]]) -> int | None:
    """Return which of the first two lines is the one of dashes; further down, dashes are boxes."""
    return next((at for at, (_, line) in enumerate(lines[:2]) if _is_rule(line)), None)


def pipe_table(lines: Sequence[tuple[int, str]], block: int) -> Table | None:
    """Read numbered lines as a table; None when its columns cannot be told."""
    rule = rule_at(lines)
    numbered = [(number, _cells(line)) for at, (number, line) in enumerate(lines) if at != rule]
    while len(numbered) > 1 and not any(numbered[0][1]):  # the heading that a converter had to invent
        del numbered[0]
    rows = [row for _, row in numbered]
    if len(rows) * max(map(len, rows), default=0) > MOST_POSITIONS:
        return None
    is_ragged = len(set(map(len, rows))) > 1
    if not (_is_even(rows) and _is_headed(rows) if is_ragged else not _is_filled_up(rows)):
        return None
    cells = tuple(
        TableCell(r, c, text, Place(block=block, row=r, column=c, line=number))
        for r, ((number, _), row) in enumerate(zip(numbered, rows, strict=True))
        for c, text in enumerate(row)
    )
    return restore(Table(cells, Place(block=block, line=lines[0][0]), is_ragged=is_ragged))


def plain(text: str) -> str:
    """Return the text of a cell or a line without its marks of Markdown."""
    text = _EMPHASIS.sub(r"\2", _BREAK.sub("\n", text))
    return re.sub(r"\\([\\|*_`#<>\[\]()~.+!-])", r"\1", text)


def _is_rule(line: str) -> bool:
    return all(_DASHES.fullmatch(part.strip()) for part in line.strip().strip("|").split("|"))


def _cells(line: str) -> Row:
    stripped = line.strip().removeprefix("|")
    if stripped.endswith("|") and not stripped.endswith("\\|"):
        stripped = stripped[:-1]
    return [plain(cell.strip(" \t")) for cell in _SPLIT.split(stripped)]


def _is_filled_up(rows: Sequence[Row]) -> bool:
    """Whether rows were shortened and then filled with blanks at their ends."""
    if all(row[-1].strip() for row in rows):
        return False
    labelled: set[int] = set()
    figured: set[int] = set()
    for row in rows:
        first = _first_value(row)
        labelled.update(column for column in range(first) if row[column].strip())
        figured.update(column for column in range(first, len(row)) if is_value(row[column]))
    return bool(labelled & figured) or any(map(_is_pushed_left, rows, rows[1:]))


def _first_value(row: Row) -> int:
    """Return where the values of a row begin: behind the label that a form knows, or at its first figure."""
    known = [column for column, text in enumerate(row) if names_row(text)]
    first = next((column for column, text in enumerate(row) if is_value(text)), 0)
    return min(first, known[-1] + 1) if known else first


def _is_pushed_left(row: Row, below: Row) -> bool:
    """Whether headings stand at the left of others that they cannot all be over: 行政复议 of one column."""
    if not (_is_heading(row) and _is_heading(below)):
        return False
    texts = [column for column, text in enumerate(row) if text.strip()]
    is_packed = texts == list(range(texts[0], texts[0] + len(texts))) and texts[-1] < len(row) - 1
    is_one_each = len(texts) >= sum(bool(text.strip()) for text in below)
    first = texts[0]
    return is_packed and not is_one_each and bool(below[first].strip()) and below[first] != row[first]


def _is_heading(row: Row) -> bool:
    texts = {text.strip() for text in row if text.strip()}
    return len(texts) > 1 and not prints_values(list(texts))


def _is_even(rows: Sequence[Row]) -> bool:
    """Whether all rows of figures between two headings have as many boxes from their first figure on.

    A blank box in one of them cannot be told from a box that is not there.
    """
    lengths: set[int] = set()
    for row in rows:
        first = next((column for column, text in enumerate(row) if is_value(text)), None)
        if first is not None:
            lengths.add(len(row) - first)
        elif _is_heading(row):
            lengths.clear()
        if len(lengths) > 1:
            return False
    return True


def _is_headed(rows: Sequence[Row]) -> bool:
    """Whether the headings next above figures have a box over each of them."""
    return all(
        len(row) == len(below)
        for row, below in pairwise(rows)
        if _is_heading(row) and any(map(is_value, below))
    )
