"""Values as OFD writes them in attributes (GB/T 33190-2016, 7.3): arrays, boxes, deltas; lengths in millimetres."""

import math

from lxml.etree import _Element

POINTS = 72 / 25.4  # of a millimetre
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_FARTHEST = 1e5  # millimetres; what lies beyond is no page


def name_of(element: _Element) -> str:
    """Return an element's name without its namespace, "" of a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: _Element, name: str) -> list[_Element]:
    """Return the children with a name."""
    return [child for child in element if name_of(child) == name]


def child(element: _Element | None, *path: str) -> _Element | None:
    """Return the first descendant along a path of names."""
    for name in path:
        if element is None:
            return None
        element = next(iter(children(element, name)), None)
    return element


def number(text: str | None, default: float = 0.0) -> float:
    """Return a finite number of a sane size, else the default."""
    try:
        value = float(text) if text else default
    except ValueError:
        return default
    return value if math.isfinite(value) and abs(value) < _FARTHEST else default


def numbers(text: str | None) -> list[float]:
    """Return an array of numbers."""
    return [number(part) for part in (text or "").replace(",", " ").split()]


def matrix(text: str | None) -> Matrix:
    """Return a transformation; none is the identity."""
    found = numbers(text)
    return (found[0], found[1], found[2], found[3], found[4], found[5]) if len(found) >= 6 else IDENTITY


def moved(by: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return a point moved by a matrix."""
    a, b, c, d, e, f = by
    return a * x + c * y + e, b * x + d * y + f


def deltas(text: str | None, most: int) -> list[float]:
    """Return the steps between letters; ``g 3 2.5`` stands for three steps of 2.5."""
    parts = (text or "").split()
    found: list[float] = []
    at = 0
    while at < len(parts) and len(found) < most:
        if parts[at] == "g" and at + 2 < len(parts):
            times = max(0, min(int(number(parts[at + 1])), most))
            found += [number(parts[at + 2])] * times
            at += 3
        else:
            found.append(number(parts[at]))
            at += 1
    return found[:most]
