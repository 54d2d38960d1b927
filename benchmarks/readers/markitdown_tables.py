"""markitdown: Markdown of any file, its tables of pipes cut again. Runs in an environment of its own."""

import io
import re

from markitdown import MarkItDown  # type: ignore[import-not-found,unused-ignore]

from benchmarks.contender import Rows, serve_rows

CONVERTER = MarkItDown()
_RULE = re.compile(r"[\s|:-]+")


def read(body: bytes, suffix: str) -> Rows:
    """Return the rows of all tables of pipes."""
    text = CONVERTER.convert_stream(io.BytesIO(body), file_extension=f".{suffix}").markdown
    lines = [line.strip() for line in text.splitlines() if line.startswith("|")]
    return [line.strip("|").split("|") for line in lines if not _RULE.fullmatch(line)]


if __name__ == "__main__":
    serve_rows(read, "markitdown")
