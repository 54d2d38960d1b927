"""The layout of a report as one short name: reports that print alike are mended by one change."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

_CHANGING = re.compile(r"\d+|\s+")  # years and spaces tell no layouts apart
_LENGTH = 10  # hex digits
Shape = tuple[int, int, int]


def layout_of(document: Mapping[str, Any]) -> str:
    """Return a stable hash of the headings and the shapes of the tables of a result document.

    Figures, names and the length of the text do not change it, the order of tables does.
    """
    headings = [_CHANGING.sub("", section["heading"]) for section in document["sections"]]
    labels = [
        [header["table"], [_CHANGING.sub("", label["printed"]) for label in header["labels"]]]
        for header in document["headers"]
        if header["is_present"]
    ]
    others = [[len(table["rows"]), max(map(len, table["rows"]), default=0)] for table in document["tables"]]
    said = [document["media_type"], headings, labels, list(_shapes(document["cells"])), others]
    written = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:_LENGTH]


def _shapes(cells: Iterable[Mapping[str, Any]]) -> Iterable[Shape]:
    """Yield for each table how many cells were read in it, down to which row and column."""
    tables: dict[int, list[tuple[int, int]]] = {}
    for cell in cells:
        place = cell["place"]
        if {"block", "row", "column"} <= place.keys():
            tables.setdefault(place["block"], []).append((place["row"], place["column"]))
    for block in sorted(tables):
        rows, columns = zip(*tables[block], strict=True)
        yield len(rows), max(rows), max(columns)
