"""Read the five seed reports: plain text in the dialect of Apache Tika, with their truth beside them.

In that dialect a line that begins with TAB is a table cell, an empty line ends a row, and further
lines of a cell follow without TAB. Cells swallowed by a vertical merge are empty cells; horizontal
merges leave no trace, so :mod:`demo.spans` has to put them back.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_BOOKMARK = re.compile(r"\[bookmark: (\w+)\](.*)")
_PICTURE = re.compile(r"\[image: *\]")


@dataclass(frozen=True, slots=True)
class SeedCell:
    """One printed cell: its text with padding, and the line of the seed it stands on (1-based)."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class SeedParagraph:
    """One paragraph, padding kept; `bookmark` is the name Word gave to a mark inside it."""

    text: str
    bookmark: str | None = None


@dataclass(frozen=True, slots=True)
class SeedTable:
    """A table as rows of printed cells, before merges are put back."""

    rows: tuple[tuple[SeedCell, ...], ...]


@dataclass(frozen=True, slots=True)
class SeedPicture:
    """A place where the seed says only that there was a picture."""


SeedBlock = SeedParagraph | SeedTable | SeedPicture


@dataclass(frozen=True, slots=True)
class Seed:
    """One seed report: its blocks in order, and for each form cell the line its text stands on."""

    case: str
    title: str
    blocks: tuple[SeedBlock, ...]
    value_lines: dict[str, int]


class _Reader:
    """Collects blocks line by line; a table stays open until a line that cannot belong to it."""

    def __init__(self) -> None:
        self.blocks: list[SeedBlock] = []
        self._rows: list[list[SeedCell]] = []
        self._row_is_open = False

    def take(self, text: str, line: int) -> None:
        if text.startswith("\t"):
            self._take_cell(text[1:], line)
        elif not text.strip() and self._rows:
            self._row_is_open = False
        elif self._row_is_open:
            last = self._rows[-1][-1]
            self._rows[-1][-1] = SeedCell(f"{last.text}\n{text}", last.line)
        else:
            self.close_table()
            self._take_paragraph(text)

    def close_table(self) -> None:
        if self._rows:
            self.blocks.append(SeedTable(tuple(tuple(row) for row in self._rows)))
            self._rows = []
        self._row_is_open = False

    def _take_cell(self, text: str, line: int) -> None:
        if not self._row_is_open:
            self._rows.append([])
            self._row_is_open = True
        self._rows[-1].append(SeedCell(text, line))

    def _take_paragraph(self, text: str) -> None:
        bookmarked = _BOOKMARK.match(text)
        if _PICTURE.match(text):
            self.blocks.append(SeedPicture())
        elif bookmarked:
            self.blocks.append(SeedParagraph(bookmarked[2], bookmarked[1]))
        else:
            self.blocks.append(SeedParagraph(text))


def read_blocks(text: str) -> tuple[SeedBlock, ...]:
    """Return paragraphs, tables and pictures of a seed text in order."""
    reader = _Reader()
    for number, line in enumerate(text.rstrip().split("\n"), start=1):
        reader.take(line, number)
    reader.close_table()
    return tuple(reader.blocks)


def read_seed(folder: Path) -> Seed:
    """Read one golden case: `report.txt` for what is printed, `truth.json` for which line is which cell."""
    truth: dict[str, Any] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return Seed(
        case=folder.name,
        title="".join(truth["title"]["text"].split()),
        blocks=read_blocks((folder / "report.txt").read_text(encoding="utf-8")),
        value_lines={cell["key"]: cell["line"] for cell in truth["cells"] if cell["mark"] != "picture"},
    )
