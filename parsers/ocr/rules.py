"""The ruled lines of a picture: long dark strokes, those of letters told apart by where they end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np

from parsers.ocr.pixels import Pixels
from parsers.ruled import Rule

_AROUND = 25  # pixels that tell whether one is darker than its surroundings
_DARKER = 10  # levels of grey
_SHORTEST = 25  # pixels of a lying line: no stroke of a letter is longer at 200 dpi
_THICKEST = 14  # pixels
_LETTER = 12  # of a page's width goes a letter into, however large: lines that meet reach farther together
_LOWEST = 12  # pixels of a standing line
_LOWEST_ROW = 8  # pixels between two lines that are two rows
_PAST = 6.0  # pixels that a standing line may go past the lying one that it ends on
_MOST_STROKES = 20_000  # of one page; a form has 80 lines


def find_rules(pixels: Pixels) -> tuple[list[Rule], list[Rule]]:
    """Return the lying and the standing lines, in pixels."""
    dark = np.zeros_like(pixels)
    cv2.adaptiveThreshold(
        255 - pixels, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, _AROUND, -_DARKER, dark
    )
    width = pixels.shape[1]
    shortest = max(_SHORTEST, width // 40)
    dark = _without_letters(dark, shortest)
    strokes = list(_lying(dark, shortest))
    if not strokes:
        return [], []
    lying = [rule for rule, _ in strokes]
    ys = np.array([rule.at for rule in lying])
    halves = np.array([thickness / 2 for _, thickness in strokes])
    lowest = min((gap for gap in np.diff(np.sort(ys)) if gap > _LOWEST_ROW), default=28.0)
    standing = [
        rule
        for rule in _standing(dark, int(max(_LOWEST, 0.8 * lowest)))
        if _reaches(ys - rule.start, halves) and _reaches(rule.end - ys, halves)
    ]
    return lying, standing


def _without_letters(dark: Pixels, shortest: int) -> Pixels:
    """Return the dark pixels without strokes that meet no others, or only those of a letter.

    Strokes of large letters are as long as the lines of a narrow box, and cross as they do.
    """
    lying = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, shortest), np.uint8))
    standing = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((_LOWEST, 1), np.uint8))
    strokes = cv2.dilate(cv2.bitwise_or(lying, standing), np.ones((3, 3), np.uint8))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(strokes)
    if count > _MOST_STROKES:
        return dark
    sides = np.asarray(boxes)[:, (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT)].max(axis=1)
    is_line = sides * _LETTER >= dark.shape[1]
    is_line[0] = False  # what is no stroke
    return np.where(is_line[labels], dark, np.uint8(0))


def _reaches(past: np.ndarray[Any, Any], halves: np.ndarray[Any, Any]) -> bool:
    """Whether an end goes to a lying line and not far past it; strokes of letters keep away from lines."""
    return bool(((past > -halves) & (past < halves + _PAST)).any())


def _lying(dark: Pixels, shortest: int) -> Iterator[tuple[Rule, int]]:
    """Yield the lying lines and how thick they are."""
    strokes = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, shortest), np.uint8))
    strokes = cv2.dilate(strokes, np.ones((3, 5), np.uint8))
    for left, top, width, height in _strokes(strokes):
        if width >= shortest and height < max(_THICKEST, width / 4):
            yield Rule(top + height / 2, float(left), float(left + width)), height


def _standing(dark: Pixels, shortest: int) -> list[Rule]:
    strokes = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((shortest, 1), np.uint8))
    strokes = cv2.dilate(strokes, np.ones((5, 3), np.uint8))
    return [
        Rule(left + width / 2, float(top), float(top + height))
        for left, top, width, height in _strokes(strokes)
        if height >= shortest and width < max(_THICKEST, height / 4)
    ]


def _strokes(strokes: object) -> Iterator[tuple[int, int, int, int]]:
    """Yield left, top, width and height of every connected stroke; none of a page that is all strokes."""
    count, _, boxes, _ = cv2.connectedComponentsWithStats(np.asarray(strokes, np.uint8))
    if count <= _MOST_STROKES:
        for left, top, width, height, _area in np.asarray(boxes)[1:].tolist():
            yield left, top, width, height
