"""Which strokes of a picture are ruled lines, and that a line of letters is read by itself."""

import pytest

from tests.parsers.ocr.pictures import picture

pytestmark = pytest.mark.needs("ocr")

LEFT, TOP, WIDE, HIGH = 60, 200, 300, 40  # of the drawn table's boxes, in pixels
COLUMNS, ROWS = 3, 4


def page_with_table():
    """A white page with a ruled table of twelve boxes; its lines are two pixels thick."""
    import numpy as np

    page = np.full((800, 1240), 255, np.uint8)
    for row in range(ROWS + 1):
        page[TOP + row * HIGH :][:2, LEFT : LEFT + COLUMNS * WIDE] = 0
    for column in range(COLUMNS + 1):
        page[TOP : TOP + ROWS * HIGH + 2, LEFT + column * WIDE :][:, :2] = 0
    return page


def write_letters(page, top):
    """A heading of letters that are grids of long strokes, as 田 is, in 22 points at 150 dpi."""
    for left in range(LEFT, LEFT + 15 * 50, 50):
        for stroke in (0, 21, 42):
            page[top + stroke :][:4, left : left + 46] = 0
            page[top : top + 46, left + stroke :][:, :4] = 0


def test_strokes_of_large_letters_are_no_ruled_lines():
    from parsers.ocr.rules import find_rules

    bare, headed = page_with_table(), page_with_table()
    write_letters(headed, 100)
    write_letters(headed, 500)
    lying, standing = find_rules(bare)
    assert (len(lying), len(standing)) == (ROWS + 1, COLUMNS + 1)
    assert find_rules(headed) == (lying, standing)


def test_a_line_of_letters_is_read_alike_whatever_else_is_on_its_page():
    from parsers.ocr.crops import lines_outside
    from parsers.ocr.engine import engine
    from parsers.ocr.pixels import unpack

    (page,) = unpack(picture("dev_002_review.jpg"))
    line = next(lines_outside(page, [])).pixels
    few = [line[:, :90], line[:, :300], line]
    together = [(letters.text, pytest.approx(letters.score, abs=1e-3)) for letters in engine().recognise(few)]
    alone = [(letters.text, letters.score) for line in few for letters in engine().recognise([line])]
    assert alone == together
