"""What a page holds before anybody reads it: glyphs, ruled lines and pictures, in points from its top left."""

from dataclasses import dataclass
from typing import NamedTuple

from parsers.document import Box


class Glyph(NamedTuple):
    """One printed character and the box that it advances over (a tuple: a report has thousands)."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


class Rule(NamedTuple):
    """A straight line: ``at`` is its y when it lies and its x when it stands, the others its ends."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class PictureAt:
    """A picture on a page; ``source`` names it for a person, ``body`` is its file where it has one."""

    box: Box
    source: str
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page as its format gives it. ``number`` counts from 1; ``unread`` tells what was left out."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    lying: tuple[Rule, ...]
    standing: tuple[Rule, ...]
    pictures: tuple[PictureAt, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def pictured(self) -> float:
        """The share of its area that pictures cover, from 0."""
        boxes = (picture.box for picture in self.pictures)
        covered = sum((right - left) * (bottom - top) for left, top, right, bottom in boxes)
        return covered / max(self.width * self.height, 1.0)
