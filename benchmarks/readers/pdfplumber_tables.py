"""pdfplumber: ``extract_tables`` of every page. Runs in an environment of its own."""

import io

import pdfplumber  # type: ignore[import-not-found,unused-ignore]

from benchmarks.contender import Rows, serve_rows


def read(body: bytes, suffix: str) -> Rows:
    """Return the rows of all tables."""
    del suffix
    with pdfplumber.open(io.BytesIO(body)) as document:
        tables = [table for page in document.pages for table in page.extract_tables()]
    return [[text or "" for text in row] for table in tables for row in table]


if __name__ == "__main__":
    serve_rows(read, "pdfplumber")
