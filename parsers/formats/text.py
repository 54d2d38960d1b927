"""Plain text as converters write it, after the rich-text dialect of Apache Tika (the seed files).

A table cell is a line that begins with a tab; a row ends at an empty line; further paragraphs of a
cell are lines without a tab. A merged cell that goes on is empty, so rows are of unequal length.
``[image: ]`` stands where a picture was; ``[bookmark: x]`` and field codes are residues.

Markdown is text too: its tables of pipes are tables, its ``#`` headings, its ``![](x)`` pictures.
"""

import re
from dataclasses import dataclass, field

from parsers.charset import decode
from parsers.document import (
    Block,
    Document,
    Heading,
    Paragraph,
    Picture,
    Place,
    Residue,
    Table,
    TableCell,
    UnreadableDocument,
)
from parsers.grid import MOST_POSITIONS
from parsers.pipes import is_pipe_line, pipe_table, plain, rule_at

_RESIDUE = re.compile(r"\[bookmark: [^\]]*\]|HYPERLINK \"[^\"]*\"|\\\* MERGEFORMAT|\bPAGE \\\*")
_IMAGE = re.compile(r"\[image: ?[^\]]{0,500}\]|!\[[^\]]{0,500}\]\((?P<source>[^()\s]{0,2000})[^()]{0,500}\)")
_HEADING = re.compile(r"(#{1,6})\s+(?=[^\s#])")


@dataclass(slots=True)
class _Draft:
    """The document so far; ``rows`` is the table being read, ``is_row_open`` whether its row goes on."""

    blocks: list[Block] = field(default_factory=list)
    residues: list[Residue] = field(default_factory=list)
    rows: list[list[tuple[int, str]]] = field(default_factory=list)
    is_row_open: bool = False
    pipes: list[tuple[int, str]] = field(default_factory=list)
    unread: list[tuple[str, Place]] = field(default_factory=list)

    def add_cell(self, line: int, text: str) -> None:
        if not self.is_row_open:
            self.rows.append([])
            self.is_row_open = True
        self.rows[-1].append((line, text))

    def continue_cell(self, text: str) -> None:
        line, before = self.rows[-1][-1]
        self.rows[-1][-1] = (line, f"{before}\n{text}")

    def close_table(self) -> None:
        if not self.rows:
            return
        block = len(self.blocks)
        if len(self.rows) * max(map(len, self.rows)) > MOST_POSITIONS:
            raise UnreadableDocument(f"a table of more than {MOST_POSITIONS} positions")
        cells = tuple(
            TableCell(r, c, text, Place(block=block, row=r, column=c, line=line))
            for r, row in enumerate(self.rows)
            for c, (line, text) in enumerate(row)
        )
        is_ragged = len({len(row) for row in self.rows}) > 1
        self.blocks.append(Table(cells, Place(block=block, line=self.rows[0][0][0]), is_ragged=is_ragged))
        self.rows = []
        self.is_row_open = False

    def close_pipes(self) -> None:
        """End a table of pipes; one whose columns cannot be told stays text, and is told of."""
        lines, self.pipes = self.pipes, []
        if not lines:
            return
        has_rule = len(lines) > 1 and rule_at(lines) is not None
        table = pipe_table(lines, len(self.blocks)) if has_rule else None
        if table is not None:
            self.blocks.append(table)
            return
        if has_rule:
            place = Place(block=len(self.blocks), line=lines[0][0])
            self.unread.append((f"a table of {len(lines)} lines whose columns cannot be told", place))
        for number, line in lines:
            self.add_line(number, line)

    def add_line(self, line: int, text: str) -> None:
        place = Place(block=len(self.blocks), line=line)
        self.residues.extend(Residue(found, place) for found in _RESIDUE.findall(text))
        bare = _RESIDUE.sub("", text)
        end = 0
        for image in _IMAGE.finditer(bare):
            if image["source"] is None:
                self.residues.append(Residue(image[0], place))
            self._add_text(line, bare[end : image.start()])
            self.blocks.append(Picture(image["source"] or "", Place(block=len(self.blocks), line=line)))
            end = image.end()
        self._add_text(line, bare[end:])

    def _add_text(self, line: int, text: str) -> None:
        if not text.strip():
            return
        place = Place(block=len(self.blocks), line=line)
        marks = _HEADING.match(text)
        if marks is None:
            self.blocks.append(Paragraph(plain(text), place))
        else:
            words = text[marks.end() :].rstrip().rstrip("#").rstrip()
            self.blocks.append(Heading(plain(words), place, len(marks[1])))


def read(body: bytes) -> Document:
    """Read text in any charset; raises ``UnreadableDocument`` for a table beyond reason alone."""
    draft = _Draft()
    for number, line in enumerate(re.split(r"\r\n|\n|\r", decode(body).text), start=1):
        if not draft.is_row_open and is_pipe_line(line):
            draft.close_table()
            draft.pipes.append((number, line))
            continue
        draft.close_pipes()
        if line.startswith("\t"):
            draft.add_cell(number, line[1:])
        elif not line.strip():
            draft.is_row_open = False
        elif draft.is_row_open:
            draft.continue_cell(line)
        else:
            draft.close_table()
            draft.add_line(number, line)
    draft.close_pipes()
    draft.close_table()
    return Document(
        tuple(draft.blocks),
        is_converted=True,
        residues=tuple(draft.residues),
        unread=tuple(draft.unread),
    )
