"""Read the seeds' text (Apache Tika's rich text): enough for tests of what stands outside tables.

A table cell is a line beginning with TAB; a row ends at an empty line; further paragraphs of a cell
follow without TAB.
"""

import json
import re
from pathlib import Path

from parsers.document import Paragraph, Picture, Place, Table, TableCell

GOLDEN = Path(__file__).parent.parent / "golden"
CASES = sorted(path.name for path in GOLDEN.iterdir())


def truth_of(case):
    return json.loads((GOLDEN / case / "truth.json").read_text(encoding="utf-8"))


def blocks_of(case):
    return read((GOLDEN / case / "report.txt").read_text(encoding="utf-8"))


def read(text):
    blocks, in_cell = [], False
    for number, raw in enumerate(text.splitlines(), 1):
        place = Place(block=len(blocks), line=number)
        line = re.sub(r"\[bookmark: [^\]]*\]", "", raw)
        if line.startswith("\t"):
            in_cell = True
            blocks.append(Table((TableCell(0, 0, line[1:], place),), place))
        elif not line.strip():
            in_cell = False
        elif line.startswith("[image"):
            blocks.append(Picture(line, place))
        elif not in_cell:
            blocks.append(Paragraph(line, place))
    return tuple(blocks)
