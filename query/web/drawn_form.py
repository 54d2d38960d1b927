"""The national forms as a report fills them, ready to be drawn: headings merged, each cell with what is said of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from query.answers import ReportAnswer
from query.form_view import RowView, TableView, table_views
from query.web.numbered_findings import NumberedFinding, gravest

Cells = Mapping[str, Mapping[str, Any]]
Said = Mapping[str, Sequence[NumberedFinding]]


@dataclass(frozen=True, slots=True)
class Heading:
    """One label over columns: how many of them, and how many rows of labels it takes."""

    label: str
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """One box: the object of `gongkai parse`, None where the document has no such box, and its findings."""

    key: str
    cell: Mapping[str, Any] | None
    findings: tuple[int, ...]  # numbers of findings, from 1
    severity: str | None  # the gravest of them


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """One table with its rows of headings and its rows of boxes."""

    key: str
    zh: str
    heading: str
    headings: tuple[tuple[Heading, ...], ...]
    column_count: int
    rows: tuple[tuple[RowView, tuple[DrawnCell, ...]], ...]


def drawn_tables(found: ReportAnswer, findings: Sequence[NumberedFinding] = ()) -> tuple[DrawnTable, ...]:
    """Lay out every table of the report's form, with its findings in the cells. Nothing, where it has none."""
    document = found.document
    if document is None or document["form"] is None:
        return ()
    cells = {cell["key"]: cell for cell in document["cells"]}
    said = _findings_by_cell(findings)
    return tuple(_drawn(view, cells, said) for view in table_views(document["form"], cells))


def _findings_by_cell(findings: Sequence[NumberedFinding]) -> Said:
    by_cell: dict[str, list[NumberedFinding]] = defaultdict(list)
    for finding in findings:
        if finding.is_markable:
            for key in finding.cells:
                by_cell[key].append(finding)
    return by_cell


def _drawn(view: TableView, cells: Cells, said: Said) -> DrawnTable:
    rows = tuple((row, tuple(_cell(key, cells, said) for key in row.keys)) for row in view.rows)
    return DrawnTable(
        view.key, view.zh, view.heading, tuple(_headings(view.columns)), len(view.columns), rows
    )


def _cell(key: str, cells: Cells, said: Said) -> DrawnCell:
    noted = said.get(key, ())
    return DrawnCell(key, cells.get(key), tuple(one.number for one in noted), gravest(noted))


def _headings(columns: Sequence[tuple[str, ...]]) -> Iterator[tuple[Heading, ...]]:
    """Yield the rows of labels over the columns: one that stands over several is written once."""
    depth = max(map(len, columns))
    for level in range(depth):
        row: list[Heading] = []
        for path, group in groupby(columns, key=lambda column: column[: level + 1]):
            if len(path) > level:
                rows = depth - level if len(path) == level + 1 and _ends(columns, path) else 1
                row.append(Heading(path[level], len(list(group)), rows))
        yield tuple(row)


def _ends(columns: Sequence[tuple[str, ...]], path: tuple[str, ...]) -> bool:
    return path in columns
