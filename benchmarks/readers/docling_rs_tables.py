"""docling-rs: the cells of all tables, by their rows. Runs in an environment of its own."""

import io

from docling_rs import (  # type: ignore[import-not-found,unused-ignore]
    DocumentConverter,
    DocumentStream,
)

from benchmarks.contender import Rows, serve_rows

CONVERTER = DocumentConverter()


def read(body: bytes, suffix: str) -> Rows:
    """Return the rows of all tables."""
    stream = DocumentStream(name=f"report.{suffix}", stream=io.BytesIO(body))
    rows: dict[tuple[int, int], list[str]] = {}
    for number, table in enumerate(CONVERTER.convert(stream).document.tables):
        for cell in table.data.table_cells:
            rows.setdefault((number, cell.start_row_offset_idx), []).append(cell.text)
    return list(rows.values())


if __name__ == "__main__":
    serve_rows(read, "docling-rs")
