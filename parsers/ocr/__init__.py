"""Tables that are pictures, read where the reader asks for it: rules, boxes, letters.

Everything here but this module needs the extra; ask `is_here` before `read_by_ocr`.
"""

from parsers.document import Document
from parsers.ocr.extra import EXTRA, MISSING, is_here, tools

__all__ = ["EXTRA", "MISSING", "is_here", "read_by_ocr", "tools"]


def read_by_ocr(document: Document, body: bytes, media_type: str) -> Document:
    """Return a document with what its pictures show behind them; loads OpenCV and the model when first called."""
    from parsers.ocr import blocks  # noqa: PLC0415  # only for those who ask for OCR

    return blocks.read_by_ocr(document, body, media_type)
