"""Pictures unpacked to grey pixels, within limits; every page of a TIFF by itself."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from parsers.picture_size import is_too_large, size_of

if TYPE_CHECKING:
    from collections.abc import Sequence

Pixels = np.ndarray[Any, np.dtype[np.uint8]]  # rows of grey, 0 is black

_TIFF = (b"II*\0", b"MM\0*")


def unpack(body: bytes) -> list[Pixels]:
    """Return the pages of a picture, none where it is broken, too large or of a kind unknown."""
    size = size_of(body)
    if size is None or 0 in size or is_too_large(size):
        return []
    source = np.frombuffer(body, np.uint8)
    try:
        if body.startswith(_TIFF):
            _, pages = cv2.imdecodemulti(source, cv2.IMREAD_UNCHANGED)
            return [_grey(page) for page in pages]
        page = cv2.imdecode(source, cv2.IMREAD_UNCHANGED)
    except cv2.error:
        return []
    return [] if page is None else [_grey(page)]


def _grey(page: Any) -> Pixels:  # noqa: ANN401 - whatever OpenCV decodes to
    """Return a page in grey; what is transparent is white, as on paper."""
    if page.dtype != np.uint8:
        page = cv2.convertScaleAbs(page, alpha=255.0 / np.iinfo(page.dtype).max)
    if page.ndim == 2:
        return np.ascontiguousarray(page)
    if page.shape[2] == 4:
        cover = page[:, :, 3:].astype(np.float32) / 255
        page = (page[:, :, :3] * cover + 255 * (1 - cover)).astype(np.uint8)
    return np.asarray(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), np.uint8)


def runs(marks: Sequence[bool] | np.ndarray[Any, Any]) -> list[tuple[int, int]]:
    """Return (start, end) of every run of true marks, in order."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], np.asarray(marks, np.int8), [0]))))
    return [(int(start), int(end)) for start, end in list(pairwise(edges))[::2]]
