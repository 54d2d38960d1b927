"""A picture read as a page: its ruled lines, and the letters recognised in its boxes and around them.

The lines are looked for on the picture as it is; letters are cut from an enlarged one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from parsers.document import Box, Table
from parsers.numbers import is_figure
from parsers.ocr.crops import Crop, lines_in, lines_outside
from parsers.ocr.engine import Letters, engine
from parsers.ocr.pixels import Pixels
from parsers.ocr.rules import find_rules
from parsers.ocr.skew import Upright, upright
from parsers.ruled import Glyph, Page, Rule, read_pages

MOST_LINES = 2_000  # of letters on one page: two forms have 500
DOUBTFUL = 0.8  # mean score of the letters of a line, under which it is told
_WIDE = 1500  # pixels that a page is enlarged to before its letters are cut
_MOST_ENLARGED = 40_000_000  # pixels


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line that was recognised badly or not at all, and its box in points of the page."""

    text: str
    score: float
    box: Box


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A picture as a page of the ruled engine; ``upright`` and ``scale`` (points a pixel) lead back to it."""

    page: Page
    upright: Upright
    scale: float
    doubts: tuple[Doubt, ...]

    def pixels(self, box: Box) -> Box:
        """Return a box of the page in pixels of the picture as it came."""
        left, top, right, bottom = (edge / self.scale for edge in box)
        return self.upright.original((left, top, right, bottom))


def read_picture(pixels: Pixels, width: float, number: int = 1) -> ReadPage:
    """Read a picture that is ``width`` points wide as page ``number``."""
    straight = upright(pixels)
    scale = width / pixels.shape[1]
    lying, standing = ([_scaled(rule, scale) for rule in found] for found in find_rules(straight.pixels))
    bare = Page(number, width, pixels.shape[0] * scale, (), tuple(lying), tuple(standing))
    tables = [block for block in read_pages([bare]).blocks if isinstance(block, Table)]
    enlarged, points = _enlarged(straight.pixels, scale)
    crops = list(_crops(enlarged, tables, points))
    pairs = _recognised(crops[:MOST_LINES])
    glyphs = tuple(glyph for crop, letters in pairs for glyph in _glyphs(crop, letters, points))
    unread = (f"{len(crops) - len(pairs)} lines of page {number} are beyond {MOST_LINES}",)
    page = Page(
        number, bare.width, bare.height, glyphs, bare.lying, bare.standing,
        unread=unread if len(crops) > len(pairs) else (),
    )  # fmt: skip
    return ReadPage(page, straight, scale, tuple(_doubts(pairs, points)))


def _recognised(crops: Sequence[Crop]) -> list[tuple[Crop, Letters]]:
    """Recognise lines; a stroke that is plain by its shape needs no model, a doubtful one may be a figure."""
    read = iter(engine().recognise([crop.pixels for crop in crops if not crop.stroke]))
    return [
        (crop, Letters(crop.stroke, (0.5,), 1.0) if crop.stroke else _settled(next(read))) for crop in crops
    ]


def _settled(letters: Letters) -> Letters:
    """Take a doubtful text that is no figure for the figure it may be; the doubt stays."""
    if letters.score >= DOUBTFUL or is_figure(letters.text) or not is_figure(letters.figure):
        return letters
    count = len(letters.figure)
    middles = tuple((number + 0.5) / count for number in range(count))
    return Letters(letters.figure, middles, letters.score)


def _scaled(rule: Rule, scale: float) -> Rule:
    return Rule(rule.at * scale, rule.start * scale, rule.end * scale)


def _enlarged(pixels: Pixels, scale: float) -> tuple[Pixels, float]:
    """Return a page enlarged, and the points of one of its pixels."""
    height, width = pixels.shape
    factor = min(_WIDE / width, (_MOST_ENLARGED / (height * width)) ** 0.5)
    if factor < 1.05:
        return pixels, scale
    large = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    return np.asarray(large, np.uint8), scale / factor


def _crops(pixels: Pixels, tables: Sequence[Table], points: float) -> Iterator[Crop]:
    boxes = [box for table in tables if (box := table.place.box) is not None]
    yield from lines_outside(pixels, [_divided(box, points) for box in boxes])
    for table in tables:
        for cell in table.cells:
            if cell.place.box is not None:
                yield from lines_in(pixels, _divided(cell.place.box, points))


def _divided(box: Box, points: float) -> Box:
    left, top, right, bottom = (edge / points for edge in box)
    return left, top, right, bottom


def _glyphs(crop: Crop, letters: Letters, points: float) -> Iterator[Glyph]:
    """Yield the letters of a line, each as wide as half the way to its neighbours."""
    left, top, right, bottom = (edge * points for edge in crop.box)
    if not letters.text:
        return  # ink without a letter: its score of 0 tells
    middles = [left + middle * (right - left) for middle in letters.middles]
    edges = [left, *((one + other) / 2 for one, other in pairwise(middles)), right]
    for (start, end), letter in zip(pairwise(edges), letters.text, strict=True):
        yield Glyph(start, top, max(end, start), bottom, letter)


def _doubts(pairs: Sequence[tuple[Crop, Letters]], points: float) -> Iterator[Doubt]:
    for crop, letters in pairs:
        if letters.score < DOUBTFUL:
            left, top, right, bottom = (edge * points for edge in crop.box)
            yield Doubt(letters.text, letters.score, (left, top, right, bottom))
