"""Ruled lines cleaned, joined and put together to the lattices that tables are drawn on."""

import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from parsers.grid import MOST_POSITIONS
from parsers.ruled.shapes import Rule

_SAME = 2.0  # points: lines nearer than this are one line, drawn in pieces
_GAP = 2.5  # points between the pieces of one line
_FARTHEST = 20_000.0  # points: no page is larger (ISO 32000-1, annex C), and what is no number is farther
_SHORTEST = 6.0  # points: shorter ones are dots of a corner or strokes of a drawing
_TOUCH = 3.0  # points: lines that end this near to one another meet
_AS_HIGH = 6.0  # points that a side may differ from its table
SNAP = 4.0  # points: edges nearer than this are one edge that was rounded twice
MOST_RULES = 2_000  # of one page, pieces joined; a form has 80


@dataclass(frozen=True, slots=True)
class Lattice:
    """Lines that meet: the edges of its columns and rows, and the lines themselves."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    lying: tuple[Rule, ...]
    standing: tuple[Rule, ...]
    is_top_drawn: bool = True
    is_bottom_drawn: bool = True

    @property
    def area(self) -> float:
        """Its area in square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])


def lattices(lying: Iterable[Rule], standing: Iterable[Rule]) -> tuple[list[Lattice], bool]:
    """Return the lattices of one page that have two boxes at least, from the top.

    The second value says whether they are all: a page of too many lines, or a lattice of too many
    positions, is an attack or a drawing, and is not read.
    """
    flat, upright = _joined(lying), _joined(standing)
    if len(flat) + len(upright) > MOST_RULES:
        return [], False
    parts = _components(flat, upright)
    lone = [rule for part in parts if not part[0] for rule in part[1]]
    found = [_lattice(part[0], _with_sides(part, lone)) for part in parts]
    whole = [lattice for lattice in found if lattice is not None]
    small = [one for one in whole if (len(one.xs) - 1) * (len(one.ys) - 1) <= MOST_POSITIONS]
    return sorted(small, key=lambda one: (one.ys[0], one.xs[0])), len(small) == len(whole)


def cluster(values: Iterable[float], tolerance: float) -> list[float]:
    """Return the means of values that lie near one another, in order."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= tolerance:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def nearest(edges: Sequence[float], value: float) -> int:
    """Return the index of the edge nearest to a value."""
    at = bisect.bisect_left(edges, value)
    if at == 0:
        return 0
    if at == len(edges) or value - edges[at - 1] <= edges[at] - value:
        return at - 1
    return at


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Join the pieces of lines; what stays shorter than a line of a table is dropped."""
    pieces = [rule for rule in rules if abs(rule.at) < _FARTHEST and abs(rule.end - rule.start) < _FARTHEST]
    edges = cluster((rule.at for rule in pieces), _SAME)
    by_edge: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for rule in pieces:
        by_edge[nearest(edges, rule.at)].append((min(rule.start, rule.end), max(rule.start, rule.end)))
    joined = []
    for edge, spans in by_edge.items():
        spans.sort()
        start, end = spans[0]
        for left, right in [*spans[1:], (float("inf"), float("inf"))]:
            if left <= end + _GAP:
                end = max(end, right)
                continue
            if end - start >= _SHORTEST:
                joined.append(Rule(edges[edge], start, end))
            start, end = left, right
    return joined


def _components(flat: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Group lines that meet, directly or over others."""
    find, union = disjoint(len(flat) + len(upright))
    order = sorted(range(len(upright)), key=lambda index: upright[index].at)
    xs = [upright[index].at for index in order]
    for number, rule in enumerate(flat):
        first = bisect.bisect_left(xs, rule.start - _TOUCH)
        for index in order[first : bisect.bisect_right(xs, rule.end + _TOUCH)]:
            if upright[index].start - _TOUCH <= rule.at <= upright[index].end + _TOUCH:
                union(number, len(flat) + index)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for number, rule in enumerate(flat):
        groups[find(number)][0].append(rule)
    for number, rule in enumerate(upright):
        groups[find(len(flat) + number)][1].append(rule)
    return list(groups.values())


def _with_sides(part: tuple[list[Rule], list[Rule]], lone: list[Rule]) -> list[Rule]:
    """Return the standing lines of a part with those that meet no other but are exactly as high.

    So stands the outer side of a box that fills a whole page, neither its top nor its foot drawn.
    """
    flat, upright = part
    if not flat or not upright:
        return upright
    top, bottom = min(rule.start for rule in upright), max(rule.end for rule in upright)
    sides = [rule for rule in lone if abs(rule.start - top) < _AS_HIGH and abs(rule.end - bottom) < _AS_HIGH]
    return [*upright, *sides]


def disjoint(size: int) -> tuple[Callable[[int], int], Callable[[int, int], None]]:
    """Return find and union of a set of numbers that are at first each by itself."""
    parents = list(range(size))

    def find(number: int) -> int:
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    def union(one: int, other: int) -> None:
        parents[find(one)] = find(other)

    return find, union


def _lattice(flat: list[Rule], upright: list[Rule]) -> Lattice | None:
    if len(flat) + len(upright) < 4 or not flat or not upright:
        return None
    top, bottom = _missing_ends(flat, upright)
    left, right = _missing_ends(upright, flat)
    flat = [*flat, *filter(None, (top, bottom))]
    upright = [*upright, *filter(None, (left, right))]
    xs, ys = _edges(upright), _edges(flat)
    if (len(xs) - 1) * (len(ys) - 1) < 2:
        return None
    return Lattice(xs, ys, tuple(flat), tuple(upright), top is None, bottom is None)


def _missing_ends(rules: list[Rule], crossing: list[Rule]) -> tuple[Rule | None, Rule | None]:
    """Return the outer lines that a page break left undrawn: where two crossing lines stick out."""
    start, end = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    low, high = min(rule.at for rule in rules), max(rule.at for rule in rules)
    left, right = min(rule.at for rule in crossing), max(rule.at for rule in crossing)
    first = last = None
    if low - start > 2 * _TOUCH and sum(abs(rule.start - start) < _TOUCH for rule in crossing) >= 2:
        first = Rule(start, left, right)
    if end - high > 2 * _TOUCH and sum(abs(rule.end - end) < _TOUCH for rule in crossing) >= 2:
        last = Rule(end, left, right)
    return first, last


def _edges(rules: list[Rule]) -> tuple[float, ...]:
    edges: list[float] = []
    for edge in cluster((rule.at for rule in rules), _TOUCH):
        if not edges or edge - edges[-1] >= SNAP:
            edges.append(edge)
    return tuple(edges)
