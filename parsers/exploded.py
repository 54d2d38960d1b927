"""Tables that OCR or a PDF's text layer gave back with one box per line, rebuilt where that is certain.

Only with full evidence: the headings of a block of a form, every one and in an order that printing
gives; then a label of its rows, followed by exactly as many lines of figures as there are columns.
What lacks that evidence stays text, and is told of: no figure is moved to a guess.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from parsers.document import Block, Document, Paragraph, Place, Table, TableCell
from parsers.numbers import is_value
from parsers.one_per_line import Exploded, Line, Row, figures_after, find_exploded, is_label, path_of
from parsers.places import at_block

_FEWEST_FIGURES = 5  # lines of nothing but a figure: fewer are no table
_MOST_BLOCKS = 20_000  # a report has 600 lines with its tables exploded
_STRAY = 3  # lines of figures one after another that are told of


def rebuild_exploded(document: Document) -> Document:
    """Return the document with the tables that its lines print one box per line."""
    figures = sum(isinstance(block, Paragraph) and is_value(block.text) for block in document.blocks)
    if figures < _FEWEST_FIGURES:
        return document
    if len(document.blocks) > _MOST_BLOCKS:
        what = f"{figures} lines of nothing but figures in more than {_MOST_BLOCKS} lines"
        return replace(document, unread=(*document.unread, (what, Place())))
    draft = _Draft()
    run: list[tuple[int, Paragraph]] = []
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            run.append((number, block))
            continue
        draft.add_run(run)
        run = []
        draft.add(block, number)
    draft.add_run(run)
    return replace(
        document,
        blocks=tuple(draft.blocks),
        residues=tuple(replace(residue, place=draft.moved(residue.place)) for residue in document.residues),
        unread=(*((what, draft.moved(place)) for what, place in document.unread), *draft.unread),
    )


@dataclass(slots=True)
class _Draft:
    """The blocks so far, and which block of the lines became which."""

    blocks: list[Block] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)  # of the document as it was -> as it is
    unread: list[tuple[str, Place]] = field(default_factory=list)

    def add(self, block: Block, number: int) -> None:
        self.numbers[number] = len(self.blocks)
        self.blocks.append(at_block(block, len(self.blocks)))

    def moved(self, place: Place) -> Place:
        return place if place.block is None else place._replace(block=self.numbers.get(place.block))

    def add_run(self, run: list[tuple[int, Paragraph]]) -> None:
        lines = [Line(block.text, block.place) for _, block in run]
        at = 0
        while at < len(run):
            found = find_exploded(lines, at)
            if found is None:
                self._tell_strays(lines, at)
                self.add(run[at][1], run[at][0])
                at += 1
                continue
            if found.rows:
                self.numbers.update(
                    dict.fromkeys((number for number, _ in run[at : found.end]), len(self.blocks))
                )
                self.blocks.append(_table(found, len(self.blocks)))
            for left in sorted(found.left_at if found.rows else range(at, found.end)):
                self.add(run[left][1], run[left][0])
            self._tell(found)
            at = found.end

    def _tell(self, found: Exploded) -> None:
        for label, count in found.left:
            what = f"a row printed one box per line, {count} figures for {len(found.columns)} columns: {label.text}"
            self.unread.append((what, self.moved(label.place)))

    def _tell_strays(self, lines: list[Line], at: int) -> None:
        """Tell of figures in the text, once for all that stand together."""
        if at and is_value(lines[at - 1].text):
            return
        count = figures_after(lines, at)
        if count >= _STRAY or (count and at and is_label(lines[at - 1].text)):
            what = f"{count} lines of nothing but figures, of a table whose boxes cannot be told"
            self.unread.append((what, lines[at].place._replace(block=len(self.blocks))))


def _table(found: Exploded, block: int) -> Table:
    """Lay headings and rows over the columns of the form, where their evidence puts them."""
    depth = max(len(column.under) for column in found.columns) + 1
    width = max(len(row.labels) for row in found.rows)
    top = len(found.captions)
    right = width + len(found.columns)
    boxes = [_cell(block, row, 0, caption, columns=right) for row, caption in enumerate(found.captions)]
    boxes += _headings(found, block, top, width, depth)
    for number, row in enumerate(found.rows, top + depth):
        boxes += _row(row, block, number, width)
    return Table(tuple(boxes), Place(block=block, line=boxes[0].place.line))


def _headings(found: Exploded, block: int, top: int, width: int, depth: int) -> Iterator[TableCell]:
    """Yield the headings, a group over its columns, a single one down to the figures."""
    paths = [path_of(column) for column in found.columns]
    for level in range(depth):
        for at, path in enumerate(paths):
            heading = path[: level + 1]
            if len(path) <= level or (at and paths[at - 1][: level + 1] == heading):
                continue
            span = sum(other[: level + 1] == heading for other in paths)
            rows = depth - level if len(path) == level + 1 else 1
            yield _cell(block, top + level, width + at, found.headings[heading], rows=rows, columns=span)


def _row(row: Row, block: int, number: int, width: int) -> Iterator[TableCell]:
    for column, label in enumerate(row.labels):
        is_last = column + 1 == len(row.labels)
        yield _cell(block, number, column, label, columns=width - column if is_last else 1)
    for column, figure in enumerate(row.figures, width):
        yield _cell(block, number, column, figure)


def _cell(block: int, row: int, column: int, line: Line, *, rows: int = 1, columns: int = 1) -> TableCell:
    place = line.place._replace(block=block, row=row, column=column)
    return TableCell(row, column, line.text, place, rows, columns)
