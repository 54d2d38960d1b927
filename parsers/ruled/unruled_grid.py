"""The rows and headings of a table without lines laid out as a grid of boxes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parsers.document import Box
from parsers.forms.index import LabelIndex
from parsers.ruled import known
from parsers.ruled.fragment import Cell, Fragment
from parsers.ruled.words import Word

_TOLD = "a table without lines was read by its labels; its boxes are not proved"


@dataclass(frozen=True, slots=True)
class Row:
    """A label and the figures at its height; either may be missing."""

    label: Word | None
    figures: list[Word]

    @property
    def middle(self) -> float:
        """Its height on the stream of pages, in points."""
        words = self.figures or [self.label] if self.label else self.figures
        return words[0].middle

    @property
    def page(self) -> int:
        """The page that it stands on."""
        return (self.figures[0] if self.figures else self.label).page  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class Zone:
    """A band of headings with the rows under it."""

    index: LabelIndex
    leaves: list[Word]
    above: list[Word]  # headings over and beside the leaves
    groups: list[Word]  # labels of groups of rows
    rows: list[Row]

    @property
    def used(self) -> list[Word]:
        """Every word that the zone accounts for."""
        labels = [row.label for row in self.rows if row.label is not None]
        return [
            *self.leaves,
            *self.above,
            *self.groups,
            *labels,
            *(f for row in self.rows for f in row.figures),
        ]


def grid_of(zones: Sequence[Zone], offsets: Mapping[int, float]) -> Fragment:
    """Lay the zones of one table under one another; label columns first, then one per heading."""
    return _Layout(zones, offsets).fragment()


class _Layout:
    """Writes cells row by row."""

    def __init__(self, zones: Sequence[Zone], offsets: Mapping[int, float]) -> None:
        self.zones = zones
        self.offsets = offsets
        self.depth = max(len(path) for zone in zones for path in self._paths(zone)) if zones else 1
        self.cells: list[Cell] = []
        self.doubts: list[tuple[str, int, Box]] = []
        self.height = 0

    def fragment(self) -> Fragment:
        for zone in self.zones:
            self._headings(zone)
            for row, path in zip(zone.rows, self._paths(zone), strict=True):
                self._row(zone, row, path)
        words = [word for zone in self.zones for word in zone.used]
        page = words[0].page
        own = [self._box(word) for word in words if word.page == page]
        box = (min(b[0] for b in own), min(b[1] for b in own), max(b[2] for b in own), max(b[3] for b in own))
        width = self.depth + max(len(zone.leaves) for zone in self.zones)
        self.doubts.insert(0, (_TOLD, page, box))
        return Fragment(
            page,
            box,
            [float(x) for x in range(width + 1)],
            self.height,
            self.cells,
            doubts=self.doubts,
            is_ruled=False,
        )

    def _paths(self, zone: Zone) -> list[list[Word]]:
        """Return the labels of every row, the groups that the form puts over it before its own."""
        return [[*self._groups_of(zone, row), *([row.label] if row.label else [])] for row in zone.rows]

    def _groups_of(self, zone: Zone, row: Row) -> list[Word]:
        """Return the printed groups over a row; of several rows with its label, the one whose group is nearest."""
        if row.label is None:
            return []
        paths = [
            [self._nearest(zone, row, name) for name in names]
            for names in known.groups_over(zone.index, row.label.text)
        ]
        whole = [[word for word in path if word is not None] for path in paths if None not in path]
        far = float("inf")
        return min(whole, key=lambda path: abs(path[-1].middle - row.middle) if path else far, default=[])

    def _nearest(self, zone: Zone, row: Row, name: str) -> Word | None:
        at = [word for word in self._all_groups(zone) if known.is_same(word.text, name)]
        return min(at, key=lambda word: abs(word.middle - row.middle), default=None)

    def _all_groups(self, zone: Zone) -> list[Word]:
        return [word for other in self.zones if other.index is zone.index for word in other.groups]

    def _headings(self, zone: Zone) -> None:
        """Write the headings of groups over their runs, the innermost right over the leaves, then the leaves."""
        stacks = {run: self._stack(zone, run) for run in _runs(zone)}
        levels = max(map(len, stacks.values()))
        for run, stack in stacks.items():
            for level, word in enumerate(stack, levels - len(stack)):
                self._put(self.height + level, self.depth + run.start, word, len(run))
        self.height += levels
        for number, word in enumerate(zone.leaves):
            self._put(self.height, self.depth + number, word)
        self.height += 1

    @staticmethod
    def _stack(zone: Zone, run: range) -> list[Word]:
        left, right = zone.leaves[run.start].left, zone.leaves[run.stop - 1].right
        return sorted(
            (word for word in zone.above if left <= word.centre <= right), key=lambda word: word.top
        )

    def _row(self, zone: Zone, row: Row, path: Sequence[Word]) -> None:
        for level, word in enumerate(path):
            is_last = level == len(path) - 1
            self._put(self.height, level, word, self.depth - level if is_last else 1)
        placed = _under(row.figures, zone.leaves)
        if placed is None:
            word = row.figures[0]
            text = " ".join(figure.text for figure in row.figures)
            self.doubts.append((f"figures that stand under no heading: {text}", word.page, self._box(word)))
        else:
            for number, leaf in enumerate(zone.leaves):
                self._value(row, number, leaf, placed.get(number))
        self.height += 1

    def _value(self, row: Row, number: int, leaf: Word, figure: Word | None) -> None:
        if figure is not None:
            self._put(self.height, self.depth + number, figure)
            return
        top = row.middle - self.offsets[row.page] - leaf.size / 2
        box = (leaf.left, top, leaf.right, top + leaf.size)
        self.cells.append(Cell(self.height, self.depth + number, 1, 1, "", row.page, box))

    def _put(self, row: int, column: int, word: Word, span: int = 1) -> None:
        self.cells.append(Cell(row, column, 1, span, word.text, word.page, self._box(word)))

    def _box(self, word: Word) -> Box:
        offset = self.offsets[word.page]
        foot = min(word.bottom, self.offsets.get(word.page + 1, word.bottom))
        return word.left, word.top - offset, word.right, foot - offset


def _runs(zone: Zone) -> Iterator[range]:
    """Yield the runs of headings that are all different: 结果维持 … 总计 comes three times."""
    start = 0
    seen: set[str] = set()
    for number, word in enumerate(zone.leaves):
        pattern = known.column_of(zone.index, word.text) or word.text
        if pattern in seen:
            yield range(start, number)
            start, seen = number, set()
        seen.add(pattern)
    yield range(start, len(zone.leaves))


def _under(figures: Sequence[Word], leaves: Sequence[Word]) -> dict[int, Word] | None:
    """Return the figures by the number of their heading, None when some stand under none or two under one."""
    if len(figures) == len(leaves):
        return dict(enumerate(figures))
    placed: dict[int, Word] = {}
    for figure in figures:
        ranked = sorted((_distance(figure, leaf), number) for number, leaf in enumerate(leaves))
        nearest, number = ranked[0]
        if number in placed or (len(ranked) > 1 and ranked[1][0] < 2 * nearest):
            return None
        placed[number] = figure
    return placed


def _distance(figure: Word, leaf: Word) -> float:
    """Return how far a figure is from where its heading aligns: at the left, in the middle or at the right."""
    return min(abs(figure.left - leaf.left), abs(figure.centre - leaf.centre), abs(figure.right - leaf.right))
