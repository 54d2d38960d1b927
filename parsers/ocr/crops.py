"""Boxes of a page cut into lines of letters, each a picture of its own for the recogniser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from parsers.document import Box
from parsers.ocr.pixels import Pixels, runs

_INSIDE = 4  # pixels from the middle of a rule to where letters may stand
_THINNEST = 5  # pixels: lower marks are specks
_RULE = 6  # pixels: the thickest line that may be left in a box
_UNBROKEN = 0.7  # of its rows that a stroke must have ink in
_SHORTEST_DASH = 8  # pixels
_CLOSE = 3  # pixels between parts of one letter, one over another
_LOW = 8  # pixels: a part so low is a part of its neighbour
_AIR = 4  # pixels left around the letters of a line, above and below


@dataclass(frozen=True, slots=True)
class Crop:
    """One line of letters: its pixels, and the box around its ink in pixels of the page."""

    pixels: Pixels
    box: Box
    stroke: str = ""  # "/" or "-" where all its ink is one such stroke: models read those badly


def lines_in(page: Pixels, box: Box) -> Iterator[Crop]:
    """Yield the lines of letters inside the rules around a box."""
    left, top = int(box[0]) + _INSIDE, int(box[1]) + _INSIDE
    right, bottom = int(box[2]) - _INSIDE + 1, int(box[3]) - _INSIDE + 1
    inside = page[max(top, 0) : bottom, max(left, 0) : right]
    if inside.size == 0:
        return
    inside = _dark_on_light(inside)
    ink = inside < min(160, int(np.median(inside)) - 60)
    for first, last in _lines(ink):
        columns = np.flatnonzero(ink[first:last].any(axis=0))
        if len(columns) < 2:
            continue
        start, end = int(columns[0]), int(columns[-1]) + 1
        stroke = _stroke(ink[first:last, start:end])
        if last - first < _THINNEST and not (stroke and start > 0 and end < ink.shape[1]):
            continue  # a speck, or the rest of a lying rule
        if last - first == len(ink) and end - start <= _RULE:
            continue  # a standing rule that no lying one meets
        cut = inside[max(first - _AIR, 0) : last + _AIR, max(start - 6, 0) : end + 6]
        framed = cv2.copyMakeBorder(cut, _AIR, _AIR, 8, 8, cv2.BORDER_CONSTANT, value=(255,))
        x, y = max(left, 0), max(top, 0)
        yield Crop(np.asarray(framed, np.uint8), (x + start, y + first, x + end, y + last), stroke)


def lines_outside(page: Pixels, tables: Iterable[Box]) -> Iterator[Crop]:
    """Yield the lines of letters that stand outside every table, from the top."""
    width = page.shape[1]
    ink = np.asarray(page < 140, np.uint8)
    for left, top, right, bottom in tables:
        ink[
            max(int(top) - _INSIDE, 0) : int(bottom) + _INSIDE,
            max(int(left) - _INSIDE, 0) : int(right) + _INSIDE,
        ] = 0
    joined = cv2.dilate(ink, np.ones((1, max(9, width // 40)), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(np.asarray(joined, np.uint8))
    found = [(top, left, wide, high) for left, top, wide, high, _ in np.asarray(boxes)[1:].tolist()]
    for first, last in _bands(found, width):
        columns = np.flatnonzero(ink[first:last].any(axis=0))
        if last - first < _LOW or len(columns) < 2:
            continue
        start, end = int(columns[0]), int(columns[-1]) + 1
        cut = page[max(first - _AIR, 0) : last + _AIR, max(start - 6, 0) : end + 6]
        framed = cv2.copyMakeBorder(cut, _AIR, _AIR, 8, 8, cv2.BORDER_CONSTANT, value=(255,))
        yield Crop(np.asarray(framed, np.uint8), (start, first, end, last))


def _dark_on_light(pixels: Pixels) -> Pixels:
    return pixels if np.median(pixels) > 110 else 255 - pixels


def _lines(ink: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Iterator[tuple[int, int]]:
    """Yield top and bottom of every line of ink; dots and strokes of one letter stay together."""
    merged: list[tuple[int, int]] = []
    for start, end in runs(np.asarray(ink.any(axis=1))):
        if merged and _is_one(merged[-1], (start, end)):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    yield from merged


def _stroke(ink: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> str:
    """Tell a slash or a dash by its shape: a straight stroke that leans to the right, or lies."""
    height, width = ink.shape
    if width >= 2.5 * height and width >= _SHORTEST_DASH and ink.mean() > 0.7:
        return "-"
    if not 0.15 * height < width < 0.8 * height or ink.any(axis=1).mean() < _UNBROKEN:
        return ""
    rows, columns = np.nonzero(ink)
    slope, middle = np.polyfit(rows, columns, 1)
    is_thin = np.percentile(np.abs(columns - (slope * rows + middle)), 95) < max(1.5, 0.1 * height)
    return "/" if is_thin and -0.7 < slope < -0.15 else ""


def _is_one(above: tuple[int, int], below: tuple[int, int]) -> bool:
    gap = below[0] - above[1]
    return gap < _CLOSE or above[1] - above[0] < _LOW or (below[1] - below[0] < _LOW and gap < 2 * _CLOSE)


def _bands(boxes: Iterable[tuple[int, int, int, int]], width: int) -> Iterator[tuple[int, int]]:
    """Yield top and bottom of lines: components that overlap in height by half are one line."""
    bands: list[tuple[int, int]] = []
    for top, _, wide, high in sorted(boxes):
        if high < 3 or high > width / 8 or wide < 3:
            continue
        if bands and top < bands[-1][1] - min(high, bands[-1][1] - bands[-1][0]) / 2:
            bands[-1] = (bands[-1][0], max(bands[-1][1], top + high))
        else:
            bands.append((top, top + high))
    yield from bands
