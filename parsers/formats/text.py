"""Plain text as converters write it, after the rich-text dialect of Apache Tika (the seed files).

A table cell is a line that begins with a tab; a row ends at an empty line; further paragraphs of a
cell are lines without a tab. A merged cell that goes on is empty, so rows are of unequal length.
``[image: ]`` stands where a picture was; ``[bookmark: x]`` and field codes are residues.
"""

import re
from dataclasses import dataclass, field

from parsers.charset import decode
from parsers.document import Block, Document, Paragraph, Picture, Place, Residue, Table, TableCell

_RESIDUE = re.compile(r"\[bookmark: [^\]]*\]|HYPERLINK \"[^\"]*\"|\\\* MERGEFORMAT|\bPAGE \\\*")
_IMAGE = re.compile(r"\[image: ?[^\]]*\]")


@dataclass(slots=True)
class _Draft:
    """The document so far; ``rows`` is the table being read, ``is_row_open`` whether its row goes on."""

    blocks: list[Block] = field(default_factory=list)
    residues: list[Residue] = field(default_factory=list)
    rows: list[list[tuple[int, str]]] = field(default_factory=list)
    is_row_open: bool = False

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
        cells = tuple(
            TableCell(r, c, text, Place(block=block, row=r, column=c, line=line))
            for r, row in enumerate(self.rows)
            for c, (line, text) in enumerate(row)
        )
        is_ragged = len({len(row) for row in self.rows}) > 1
        self.blocks.append(Table(cells, Place(block=block, line=self.rows[0][0][0]), is_ragged=is_ragged))
        self.rows = []
        self.is_row_open = False

    def add_line(self, line: int, text: str) -> None:
        place = Place(block=len(self.blocks), line=line)
        self.residues.extend(Residue(found, place) for found in _RESIDUE.findall(text))
        self.residues.extend(Residue(found, place) for found in _IMAGE.findall(text))
        parts = _IMAGE.split(_RESIDUE.sub("", text))
        for number, part in enumerate(parts):
            if number:
                self.blocks.append(Picture("", Place(block=len(self.blocks), line=line)))
            if part.strip():
                self.blocks.append(Paragraph(part, Place(block=len(self.blocks), line=line)))


def read(body: bytes) -> Document:
    """Read text in any charset; every text is a document, so this never fails."""
    draft = _Draft()
    for number, line in enumerate(re.split(r"\r\n|\n|\r", decode(body).text), start=1):
        if line.startswith("\t"):
            draft.add_cell(number, line[1:])
        elif not line.strip():
            draft.is_row_open = False
        elif draft.is_row_open:
            draft.continue_cell(line)
        else:
            draft.close_table()
            draft.add_line(number, line)
    draft.close_table()
    return Document(tuple(draft.blocks), is_converted=True, residues=tuple(draft.residues))
