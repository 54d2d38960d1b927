"""Pictures of golden tables at 120 to 150 dpi, turned, with noise: cell by cell as the truth has them."""

import unicodedata
from decimal import Decimal

import pytest

from parsers.report import ProblemKind
from tests.parsers.ocr.pictures import picture, read, table_of, truth_of

pytestmark = pytest.mark.needs("ocr")

TUNED_ON = {
    "dev_000_proactive.jpg": {"proactive"},
    "dev_001_requests.jpg": {"requests"},
    "dev_001_grey_lines.jpg": {"requests"},
    "dev_002_review.jpg": {"review"},
    "dev_003_proactive.png": {"proactive"},
    "dev_003_requests.jpg": {"requests"},
    "dev_003_review.jpg": {"review"},
    "dev_004_proactive.jpg": {"proactive"},
}
HELD_OUT = {
    "held_000_proactive.jpg": {"proactive"},
    "held_001_two_tables.jpg": {"proactive", "review"},
    "held_002_requests.jpg": {"requests"},
    "held_004_requests.jpg": {"requests"},
}


@pytest.mark.parametrize(("name", "tables"), (TUNED_ON | HELD_OUT).items())
def test_every_cell_of_a_picture_is_as_the_truth_prints_it_and_told_as_read_by_ocr(name, tables):
    truth = truth_of(name.split("_")[1])
    report = read(picture(name))
    cells = {cell.key: cell for cell in report.cells}
    expected = {key: cell for key, cell in truth.items() if table_of(key) in tables}
    wrong = {
        key: (cell["text"], cells[key].text)
        for key, cell in expected.items()
        if (solid(cells[key].text), cells[key].value, cells[key].mark)
        != (solid(cell["text"]), cell["value"] and Decimal(str(cell["value"])), cell["mark"])
        and not (cell["value"] == 0 == cells[key].value)
    }
    assert not wrong
    told = {
        key
        for problem in report.problems
        if problem.kind is ProblemKind.TABLE_IS_PICTURE
        for key in problem.keys
    }
    assert set(expected) <= told


def solid(text):
    """A text without widths of letters and without blanks, which no picture tells."""
    return "".join(unicodedata.normalize("NFKC", text or "").split())
