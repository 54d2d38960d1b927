"""Comma-separated values, or tabs or semicolons between them: a sheet of texts, its merges lost."""

from parsers.charset import decode
from parsers.document import Document, UnreadableDocument
from parsers.grid import MOST_POSITIONS
from parsers.rows import Box, cut
from parsers.separated import separated_rows


def read(body: bytes) -> Document:
    """Read rows of values; raises ``UnreadableDocument`` for text that is no table."""
    decoded = decode(body)
    rows = separated_rows(decoded.text)
    if rows is None:
        raise UnreadableDocument("the lines are no rows of one number of values")
    if len(rows) * max(map(len, rows)) > MOST_POSITIONS:
        raise UnreadableDocument(f"a sheet of more than {MOST_POSITIONS} positions")
    boxes = [
        Box(number, column, text)
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
        if text.strip()
    ]
    return Document(cut(boxes), is_charset_guessed=decoded.is_lossy)
