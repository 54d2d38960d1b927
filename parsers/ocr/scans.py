"""Which pages of a fixed layout are scans, and their pixels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing

import numpy as np
import pypdfium2

from parsers.document import Block, Document, Picture, Table
from parsers.ocr.pixels import Pixels
from parsers.picture_size import MOST_PIXELS

_SHARPNESS = 200 / 72  # pixels a point: 200 dpi
_MOST_PAGES = 100


def scanned_pages(document: Document) -> frozenset[int]:
    """Return the numbers of the pages that hold pictures and nothing else."""
    pictured = {block.place.page for block in document.blocks if isinstance(block, Picture)}
    printed = set(_printed(document.blocks))
    return frozenset(page for page in pictured if page is not None and page not in printed)


def is_told_as_scan(what: str, page: int | None) -> bool:
    """Whether a reader told that a page is a scan: no longer so once it is read."""
    return page is not None and what == f"page {page} is a scanned picture"


def draw_pages(body: bytes, numbers: Iterable[int]) -> Iterator[tuple[int, Pixels, float]]:
    """Yield number, pixels and width in points of pages of a PDF; no script of it is run."""
    try:
        with closing(pypdfium2.PdfDocument(body)) as source:
            for number in sorted(numbers)[:_MOST_PAGES]:
                with closing(source[number - 1]) as page:
                    width, height = page.get_size()
                    scale = min(_SHARPNESS, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
                    with closing(page.render(scale=scale, grayscale=True)) as bitmap:
                        pixels = np.array(bitmap.to_numpy(), np.uint8)
                yield number, pixels.reshape(pixels.shape[:2]), width
    except pypdfium2.PdfiumError:
        return


def _printed(blocks: Iterable[Block]) -> Iterator[int | None]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (cell.place.page for cell in block.cells)
        elif not isinstance(block, Picture):
            yield block.place.page
