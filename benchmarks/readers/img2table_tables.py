"""img2table with RapidOCR: tables of a picture. Runs in an environment of its own."""

import logging

from img2table.document import Image  # type: ignore[import-not-found,unused-ignore]
from img2table.ocr import RapidOCR  # type: ignore[import-not-found,unused-ignore]

from benchmarks.contender import Rows, serve_rows

logging.disable(logging.WARNING)
OCR = RapidOCR()


def read(body: bytes, suffix: str) -> Rows:
    """Return the rows of all tables; a merged box is given at each of its places."""
    del suffix
    tables = Image(src=body).extract_tables(ocr=OCR)
    return [[cell.value or "" for cell in row] for table in tables for row in table.content.values()]


if __name__ == "__main__":
    serve_rows(read, "img2table")
