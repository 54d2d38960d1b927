"""Bytes to the texts of all boxes of tables; pictures with OCR. What converters stop at."""

from benchmarks.contender import Rows, serve_rows
from parsers.document import Table
from parsers.parse import read_document
from parsers.report import ParseHints

_PICTURES = frozenset({"png", "jpg"})


def read(body: bytes, suffix: str) -> Rows:
    """Return the rows of all tables."""
    hints = ParseHints(ocr=suffix in _PICTURES)
    tables = (block for block in read_document(body, None, hints).blocks if isinstance(block, Table))
    return [[cell.text for cell in row] for table in tables for row in table.rows()]


if __name__ == "__main__":
    serve_rows(read, "gongkai")
