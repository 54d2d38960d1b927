"""How far a scan is turned, by its ruled lines, and the scan turned back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from parsers.document import Box
from parsers.ocr.pixels import Pixels

_LOOKED_AT = 1000  # pixels of the longer side: the angle is as exact on a smaller picture
_DARK = 190
_STEP = np.pi / 3600  # radians, a twentieth of a degree
_MOST = np.radians(5)  # what is turned more stands on its side
_STRONGEST = 24  # lines that tell the angle: OpenCV gives those with most pixels first
_LEAST = 0.1  # degrees: less moves no line by its own width


@dataclass(frozen=True, slots=True)
class Upright:
    """A page turned so that its lines lie; ``back`` maps its pixels to those of the page as it came."""

    pixels: Pixels
    back: Any = None  # a matrix of 2 x 3, None where nothing was turned

    def original(self, box: Box) -> Box:
        """Return the box of the page as it came around a box of the upright page."""
        if self.back is None:
            return box
        left, top, right, bottom = box
        corners = np.array([(left, top, 1), (right, top, 1), (left, bottom, 1), (right, bottom, 1)])
        xs, ys = self.back @ corners.T
        return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())


def upright(pixels: Pixels) -> Upright:
    """Turn a page upright; one that is not turned comes back as it is."""
    angle = _angle(pixels)
    if abs(angle) <= _LEAST:
        return Upright(pixels)
    height, width = pixels.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    turned = cv2.warpAffine(pixels, turn, (width, height), borderValue=(255,), flags=cv2.INTER_CUBIC)
    return Upright(np.asarray(turned, np.uint8), cv2.invertAffineTransform(turn))


def _angle(pixels: Pixels) -> float:
    """Return how many degrees the long lines of a page fall to the right, 0 where it has none."""
    scale = min(1.0, _LOOKED_AT / max(pixels.shape))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    dark = np.asarray(small < _DARK, np.uint8) * 255
    flat = np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, 15), np.uint8)), np.uint8)
    flat[1:] &= ~flat[:-1]  # the upper edge alone: thick lines have many angles
    lines = cv2.HoughLines(
        flat, 1, _STEP, small.shape[1] // 3, min_theta=np.pi / 2 - _MOST, max_theta=np.pi / 2 + _MOST
    )
    if lines is None:
        return 0.0
    thetas = np.asarray(lines).reshape(-1, np.asarray(lines).shape[-1])[:_STRONGEST, 1]
    return float(np.degrees(np.median(thetas)) - 90)
