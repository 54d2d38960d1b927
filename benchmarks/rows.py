"""How much of a report's tables a reader gave: rows with all their texts, in order, wherever they stand.

Kind to tools that lose structure: a row counts as right with its merged boxes printed once, or repeated
at each of their places, or blank below; blanks are not compared, nor the widths of letters, which no
picture tells.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from demo.corpus import Report
from demo.corpus.report import Sheet
from demo.corpus.separated import spread

Row = tuple[str, ...]


def expected_rows(report: Report) -> list[tuple[Row, Row, int]]:
    """Return each row in both manners, and how many boxes with text it has."""
    rows: list[tuple[Row, Row, int]] = []
    for block in report.blocks:
        if isinstance(block, Sheet):
            once = (_texts(row) for row in spread(block, report, is_repeated=False))
            repeated = (_texts(row) for row in spread(block, report, is_repeated=True))
            rows += [(one, other, len(one)) for one, other in zip(once, repeated, strict=True)]
    return rows


def right_boxes(report: Report, got: Iterable[Sequence[str]]) -> tuple[int, int]:
    """Return how many boxes stand in rows that a reader gave right, and how many there are."""
    given = Counter(_texts(row) for row in got)
    right = count = 0
    for once, repeated, boxes in expected_rows(report):
        count += boxes
        found = next((row for row in (once, repeated) if given[row] > 0), None)
        if found is not None:
            given[found] -= 1
            right += boxes
    return right, count


def _texts(row: Sequence[str]) -> Row:
    folded = (unicodedata.normalize("NFKC", text) for text in row)
    return tuple(text for text in ("".join(text.split()) for text in folded) if text)
