"""Paths as OFD abbreviates them (GB/T 33190-2016, 9.1): commands of one letter and their numbers."""

import re
from collections.abc import Iterator, Sequence

from parsers.formats.ofd.values import number

Point = tuple[float, float]  # millimetres

_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_CURVES = frozenset("QBA")


def tokens_of(data: str) -> list[str]:
    """Return the commands and numbers of a path."""
    return _TOKEN.findall(data)


def figures(tokens: Sequence[str]) -> Iterator[list[Point]]:
    """Yield the straight figures of a path, closed ones with their first point at the end again."""
    points: list[Point] = []
    is_curved = False
    at = 0
    while at < len(tokens):
        command = tokens[at]
        count = _ARGUMENTS.get(command, 0)
        values = [number(token) for token in tokens[at + 1 : at + 1 + count]]
        at += 1 + count
        if command in {"S", "M"} and points:
            if not is_curved:
                yield points
            points, is_curved = [], False
        is_curved = is_curved or command in _CURVES
        if count and len(values) == count:
            points.append((values[-2], values[-1]))
        elif command == "C" and points:
            points.append(points[0])
    if points and not is_curved:
        yield points
