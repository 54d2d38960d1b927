"""Lines that print a block of a national form one box per line: its headings, its labels, its figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from parsers.document import Place
from parsers.forms.form import FormBlock, FormColumn, FormTable, forms
from parsers.forms.index import LabelIndex, label_index
from parsers.forms.labels import pattern, wordings
from parsers.numbers import is_value

Path = tuple[frozenset[str], ...]  # of a column: the wordings of its groups and of itself

_MOST_CAPTIONS = 6
MOST_LINES = 4  # over which one label is printed


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its full evidence: groups and label, and as many figures as there are columns."""

    labels: tuple[Line, ...]
    figures: tuple[Line, ...]


@dataclass(slots=True)
class Exploded:
    """A block of a form found in lines: which lines it takes, and which of them cannot be placed."""

    columns: tuple[FormColumn, ...]
    captions: list[Line] = field(default_factory=list)
    headings: dict[Path, Line] = field(default_factory=dict)  # of columns and their groups, as printed
    rows: list[Row] = field(default_factory=list)
    left: list[tuple[Line, int]] = field(default_factory=list)  # label and the number of its figures
    left_at: set[int] = field(default_factory=set)  # lines that stay text
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One order in which the headings of a block may be printed."""

    table: FormTable
    index: LabelIndex
    block: FormBlock
    headings: tuple[Path, ...]
    groups: Mapping[str, int]  # group of rows -> its level
    captions: frozenset[str]


def find_exploded(lines: Sequence[Line], start: int) -> Exploded | None:
    """Return the block whose headings begin at a line, the one with most rows; None where none does."""
    if _joined(lines, start, _beginnings()) is None:
        return None
    found = [exploded for candidate in _candidates() if (exploded := _read(candidate, lines, start))]
    return max(found, key=lambda exploded: (len(exploded.rows), len(exploded.columns)), default=None)


def is_label(text: str) -> bool:
    """Whether a line is, word for word, a label of a row of a form."""
    return any(wording in _labels() for wording in wordings(text))


def figures_after(lines: Sequence[Line], start: int) -> int:
    """Count the lines of nothing but a figure from a line on."""
    end = start
    while end < len(lines) and is_value(lines[end].text):
        end += 1
    return end - start


@cache
def _candidates() -> tuple[_Candidate, ...]:
    return tuple(
        _Candidate(
            table, label_index(form.id, table.key), block, order, _groups(table), _captions(table, block)
        )
        for form in forms().values()
        for table in form.tables
        for block in table.blocks
        for order in dict.fromkeys((_by_line(block.columns), _by_column(block.columns)))
    )


@cache
def _beginnings() -> frozenset[str]:
    """Give the wordings with which a block may begin, so that most lines need no second look."""
    first = (wording for candidate in _candidates() for wording in candidate.headings[0][-1])
    return frozenset(first).union(*(candidate.captions for candidate in _candidates()))


@cache
def _labels() -> frozenset[str]:
    return frozenset(wording for candidate in _candidates() for wording in candidate.index.rows)


def _groups(table: FormTable) -> dict[str, int]:
    rows = (row for block in table.blocks for row in (*block.rows, *block.stand_ins))
    return {pattern(group): level for row in rows for level, group in enumerate(row.under)}


def _captions(table: FormTable, block: FormBlock) -> frozenset[str]:
    """Give what may stand between headings: captions, in any place, are no evidence."""
    return frozenset(map(pattern, (*table.captions, *filter(None, (block.heading,)))))


def path_of(column: FormColumn) -> Path:
    """Return the headings that stand over a column, its own the last."""
    groups = (frozenset({pattern(group)}) for group in column.under)
    return (*groups, frozenset(map(pattern, (column.label, *column.also))))


def _by_line(columns: Sequence[FormColumn]) -> tuple[Path, ...]:
    """Give the headings line by line, a merged one once."""
    paths = [path_of(column) for column in columns]
    levels = range(max(map(len, paths)))
    return tuple(dict.fromkeys(path[: level + 1] for level in levels for path in paths if len(path) > level))


def _by_column(columns: Sequence[FormColumn]) -> tuple[Path, ...]:
    """Give the headings column by column, each group before the first of its columns."""
    paths = map(path_of, columns)
    return tuple(dict.fromkeys(path[: level + 1] for path in paths for level in range(len(path))))


def _read(candidate: _Candidate, lines: Sequence[Line], start: int) -> Exploded | None:
    found = Exploded(candidate.block.columns, end=start)
    for wanted in candidate.headings:
        while (line := _joined(lines, found.end, wanted[-1])) is None:
            caption = _joined(lines, found.end, candidate.captions)
            if caption is None or len(found.captions) == _MOST_CAPTIONS:
                return None
            found.captions.append(caption[0])
            found.end = caption[1]
        found.headings[wanted] = line[0]
        found.end = line[1]
    if len(found.columns) == 1 and not found.captions:
        return None  # one heading by itself is ordinary text too easily
    if candidate.block.rows[0].label:
        _read_rows(candidate, lines, found)
    else:
        _take(lines, found, (), found.end)
    return found if found.rows or found.left else None


def _read_rows(candidate: _Candidate, lines: Sequence[Line], found: Exploded) -> None:
    groups: list[Line] = []
    while found.end < len(lines):
        label = _row_label(candidate, lines, found.end)
        if label is not None:
            line, end, depth = label
            groups = groups[:depth]
            _take(lines, found, (*groups, line), end)
            continue
        group = _joined(lines, found.end, candidate.groups)
        if group is None:
            return
        level = next(candidate.groups[w] for w in wordings(group[0].text) if w in candidate.groups)
        groups = [*groups[:level], group[0]]
        found.end = group[1]


def _row_label(candidate: _Candidate, lines: Sequence[Line], start: int) -> tuple[Line, int, int] | None:
    """Return the label that figures follow, the line after it, and how many groups stand above it."""
    for line, end in _joins(lines, start):
        known = next((w for w in wordings(line.text) if w in candidate.index.rows), None)
        if known is not None and figures_after(lines, end):
            return line, end, max(len(row.under) for _, row in candidate.index.rows[known])
    return None


def _take(lines: Sequence[Line], found: Exploded, labels: tuple[Line, ...], end: int) -> None:
    """Take a row with as many figures as columns; leave any other as text, and note it."""
    count = figures_after(lines, end)
    if count == len(found.columns):
        found.rows.append(Row(labels, tuple(lines[end : end + count])))
    elif count:
        found.left.append((labels[-1] if labels else lines[end], count))
        found.left_at.update(range(found.end, end + count))
    found.end = end + count


def _joined(
    lines: Sequence[Line], start: int, wanted: frozenset[str] | Mapping[str, int]
) -> tuple[Line, int] | None:
    """Return the label that begins at a line, if it is one of those wanted, and the line after it."""
    for line, end in _joins(lines, start):
        if any(wording in wanted for wording in wordings(line.text)):
            return line, end
    return None


def _joins(lines: Sequence[Line], start: int) -> Iterator[tuple[Line, int]]:
    text = ""
    for end in range(start, min(start + MOST_LINES, len(lines))):
        if is_value(lines[end].text):
            return
        text += lines[end].text.strip()
        yield Line(text, lines[start].place), end + 1
