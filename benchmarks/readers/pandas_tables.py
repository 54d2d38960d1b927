"""pandas: ``read_html`` and ``read_excel``. Runs in an environment of its own."""

import io
from typing import Any

import pandas as pd  # type: ignore[import-not-found,import-untyped,unused-ignore]

from benchmarks.contender import Rows, serve_rows


def read(body: bytes, suffix: str) -> Rows:
    """Return the rows of all tables; pandas repeats the text of a merged box in each of its places."""
    frames: list[Any] = (
        pd.read_html(io.BytesIO(body), flavor="lxml", header=None)
        if suffix == "html"
        else list(pd.read_excel(io.BytesIO(body), sheet_name=None, header=None, dtype=str).values())
    )
    return [
        ["" if pd.isna(value) else str(value) for value in row]
        for frame in frames
        for row in frame.astype(object).to_numpy().tolist()
    ]


if __name__ == "__main__":
    serve_rows(read, "pandas")
