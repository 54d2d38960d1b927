"""What every rendering of a golden report must give, whichever format it is in."""

import json
from decimal import Decimal
from pathlib import Path

from parsers.detect import detect
from parsers.document import Heading, Paragraph
from parsers.formats import READERS
from parsers.parse import parse

ROOT = Path(__file__).parents[2]


def assert_every_cell_is_right(name, body):
    """Text, value, unit and mark of every cell, and form, year and title, are those of the truth."""
    truth = json.loads((ROOT / "tests" / "golden" / name / "truth.json").read_text(encoding="utf-8"))
    report = parse(body)
    cells = {cell.key: (cell.text, cell.value, cell.unit, cell.mark.value) for cell in report.cells}
    assert cells == {
        cell["key"]: (
            cell["text"],
            None if cell["value"] is None else Decimal(str(cell["value"])),
            cell["unit"],
            cell["mark"],
        )
        for cell in truth["cells"]
    }
    assert (report.form, report.year, report.title) == (truth["form"], truth["year"], truth["title"]["text"])


def assert_its_text_is_that_of_the_docx(name, body):
    """Every paragraph, and the automatic number before it, is that of the same report as docx."""
    assert _printed(body) == _printed((ROOT / "demo" / "documents" / f"{name}.docx").read_bytes())


def _printed(body):
    return [
        (block.label, "".join(block.text.split()))
        for block in READERS[detect(body)](body).blocks
        if isinstance(block, Paragraph | Heading)
    ]
