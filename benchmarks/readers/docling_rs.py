"""Bytes to the document model of docling-rs. Runs in an environment of its own."""

import io

from docling_rs import (  # type: ignore[import-not-found,unused-ignore]
    DocumentConverter,
    DocumentStream,
)

from benchmarks.contender import serve

CONVERTER = DocumentConverter()


def read(body: bytes) -> int:
    """Count the cells of all tables."""
    document = CONVERTER.convert(DocumentStream(name="report.docx", stream=io.BytesIO(body))).document
    return sum(len(table.data.table_cells) for table in document.tables)


if __name__ == "__main__":
    serve(read, "docling-rs")
