"""A lattice filled with its glyphs: the boxes of one table, or of the part of it on one page."""

import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from parsers.document import Box
from parsers.numbers import is_value
from parsers.ruled.lattice import Lattice, disjoint, nearest
from parsers.ruled.lines import lines_of, wrapped_text
from parsers.ruled.shapes import Glyph, PictureAt, Rule

_DRAWN = 0.6  # of an edge's length must be covered by a line for the edge to part two boxes
_TOUCHING = 0.12  # of their height: letters of one word are nearer
_OVERHANG = 0.25  # of its width may a glyph stand out of its box before that is told


@dataclass(slots=True)
class Cell:
    """A box of a table while parts of it may still come from the next page."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    page: int
    box: Box
    has_picture: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed in it."""
        return not self.text.strip() and not self.has_picture


@dataclass(slots=True)
class Fragment:
    """A table, or the part of one that stands on one page; ``doubts`` tell what may be misread."""

    page: int
    box: Box
    xs: list[float]
    height: int
    cells: list[Cell]
    open_above: bool = False  # no line is drawn over it, under it: a page break cut it
    open_below: bool = False
    last_page: int = 0
    bottom: float = 0.0  # of its last part, in points of ``last_page``
    doubts: list[tuple[str, int, Box]] = field(default_factory=list)
    is_ruled: bool = True  # lines are drawn around its boxes

    @property
    def width(self) -> int:
        """How many columns its grid has."""
        return len(self.xs) - 1

    def row(self, number: int) -> list[Cell]:
        """Return the cells that begin in a row, left to right."""
        return sorted((cell for cell in self.cells if cell.row == number), key=lambda cell: cell.column)


def fill(
    lattice: Lattice, page: int, glyphs: Iterable[Glyph], pictures: Sequence[PictureAt]
) -> tuple[Fragment, list[Glyph]]:
    """Put glyphs into the boxes of a lattice; return the table and the glyphs outside it."""
    xs, ys = lattice.xs, lattice.ys
    columns = len(xs) - 1
    groups = _groups(lattice)
    owner = {position: number for number, group in enumerate(groups) for position in group}
    held: list[list[Glyph]] = [[] for _ in groups]
    outside: list[Glyph] = []
    owners: list[tuple[Glyph, int]] = []
    rows, at = len(ys) - 1, bisect.bisect_right
    for glyph in glyphs:
        left, top, right, bottom, text = glyph
        row = at(ys, (top + bottom) / 2) - 1
        column = at(xs, (left + right) / 2) - 1
        if 0 <= row < rows and 0 <= column < columns:
            number = owner[row * columns + column]
            held[number].append(glyph)
            if text.isascii():
                owners.append((glyph, number))
        else:
            outside.append(glyph)
    box = (xs[0], ys[0], xs[-1], ys[-1])
    fragment = Fragment(
        page,
        box,
        list(xs),
        len(ys) - 1,
        [],
        not lattice.is_top_drawn,
        not lattice.is_bottom_drawn,
        page,
        ys[-1],
    )
    for group, inside in zip(groups, held, strict=True):
        cell, doubts = _cell(group, lattice, inside, pictures, page)
        fragment.cells.append(cell)
        fragment.doubts += [(what, page, cell.box) for what in doubts]
    for word in _parted(owners):
        fragment.doubts.append((f"{word!r} is one word over the border of two boxes", page, box))
    return fragment, outside


def _parted(owners: list[tuple[Glyph, int]]) -> Iterator[str]:
    """Yield the two letters or digits that a border parts and no gap does: a figure wider than its box."""
    owners.sort(key=lambda owned: (round(owned[0].bottom), owned[0].left))
    for (left, one), (right, other) in pairwise(owners):
        height = left.bottom - left.top
        is_touching = (
            abs(left.bottom - right.bottom) < 1 and abs(right.left - left.right) < _TOUCHING * height
        )
        if one != other and is_touching:
            yield left.text + right.text


def _groups(lattice: Lattice) -> list[list[int]]:
    """Group the positions of the grid that no line parts; positions count row by row."""
    xs, ys = lattice.xs, lattice.ys
    columns, rows = len(xs) - 1, len(ys) - 1
    under = _drawn(lattice.lying, ys, xs)
    beside = _drawn(lattice.standing, xs, ys)
    find, union = disjoint(rows * columns)
    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and (column + 1, row) not in beside:
                union(here, here + 1)
            if row + 1 < rows and (row + 1, column) not in under:
                union(here, here + columns)
    groups: dict[int, list[int]] = defaultdict(list)
    for position in range(rows * columns):
        groups[find(position)].append(position)
    return sorted(groups.values())


def _drawn(rules: Iterable[Rule], edges: Sequence[float], across: Sequence[float]) -> set[tuple[int, int]]:
    """Return (edge, interval across) wherever a line is drawn along most of the interval."""
    covered: dict[tuple[int, int], float] = defaultdict(float)
    for rule in rules:
        edge = nearest(edges, rule.at)
        first = max(bisect.bisect_right(across, rule.start) - 1, 0)
        for at in range(first, min(bisect.bisect_left(across, rule.end), len(across) - 1)):
            covered[edge, at] += max(0.0, min(rule.end, across[at + 1]) - max(rule.start, across[at]))
    return {
        key for key, length in covered.items() if length >= _DRAWN * (across[key[1] + 1] - across[key[1]])
    }


def _cell(
    group: Sequence[int], lattice: Lattice, glyphs: Sequence[Glyph], pictures: Sequence[PictureAt], page: int
) -> tuple[Cell, list[str]]:
    """Return the box over a group of positions, and what makes its text doubtful."""
    columns = len(lattice.xs) - 1
    row, column, row_span, column_span = _extent(group, columns)
    area = (lattice.xs[column], lattice.ys[row], lattice.xs[column + column_span], lattice.ys[row + row_span])
    has_picture = any(_is_inside(picture.box, area) for picture in pictures)
    doubts = []
    if row_span * column_span != len(group):
        doubts.append("a box of a table is no rectangle: a line is missing")
    if not glyphs:
        return Cell(row, column, row_span, column_span, "", page, area, has_picture), doubts
    if letters := _overhanging(area, glyphs):
        doubts.append(f"{letters!r} stands on the border of its box")
    lines = lines_of(glyphs)
    if _are_figures([part for line in lines for part in line.text.split()]):
        what = " ".join(line.text for line in lines)
        doubts.append(f"two figures stand in one box of a table: {what!r}")
    text = wrapped_text(lines, area[2] - area[0])
    return Cell(row, column, row_span, column_span, text, page, area, has_picture), doubts


def _extent(group: Sequence[int], columns: int) -> tuple[int, int, int, int]:
    """Return the first row and column of a group of positions, and how many of each it spans."""
    first = divmod(group[0], columns)
    if len(group) == 1:
        return *first, 1, 1
    rows = [position // columns for position in group]
    across = [position % columns for position in group]
    row, column = min(rows), min(across)
    return row, column, max(rows) - row + 1, max(across) - column + 1


def _are_figures(parts: Sequence[str]) -> bool:
    """Whether a box prints several figures and nothing else: a number that is wrapped looks the same."""
    return len(parts) > 1 and all(map(is_value, parts))


def _is_inside(inner: Box, outer: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _overhanging(area: Box, glyphs: Iterable[Glyph]) -> str:
    """Return the letters that stand on the border of their box, and so may belong to the next one."""
    left, _, right, _ = area
    over = [glyph for glyph in glyphs if glyph[2] > right or glyph[0] < left]
    return "".join(
        glyph.text
        for glyph in over
        if max(glyph.right - right, left - glyph.left) > _OVERHANG * (glyph.right - glyph.left)
    )
