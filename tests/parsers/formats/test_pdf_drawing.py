"""A page is drawn as it was read: what a box holds in the reading, its place holds in the picture."""

import io
import struct
import zlib
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest

from parsers.document import UnreadableDocument
from parsers.formats.pdf.drawing import WIDTH, draw_page, size_of_page
from parsers.parse import parse

REPORT = Path(__file__).parents[2] / "samples" / "pdf" / "003_jinbei_2020.libreoffice.pdf"
TABLES = 4  # the page with the table of requests


def rows_of(png):
    """The rows of a PNG that filters nothing, three bytes a pixel."""
    width, height = struct.unpack_from(">II", png, 16)
    parts, at = b"", 8
    while at < len(png):
        length, name = struct.unpack_from(">I4s", png, at)
        parts += png[at + 8 : at + 8 + length] if name == b"IDAT" else b""
        at += length + 12
    pixels = zlib.decompress(parts)
    stride = 1 + 3 * width
    assert all(pixels[row * stride] == 0 for row in range(height))
    return [pixels[row * stride + 1 : (row + 1) * stride] for row in range(height)]


def is_inked(rows, box, scale):
    """Whether anything dark stands well inside a box."""
    left, top, right, bottom = (round(side * scale) for side in box)
    return any(min(row[3 * (left + 4) : 3 * (right - 4)]) < 128 for row in rows[top + 4 : bottom - 4])


def turned(body, degrees):
    with closing(pypdfium2.PdfDocument(body)) as document:
        for page in document:
            page.set_rotation(degrees)
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()


@pytest.fixture(scope="module")
def body():
    return REPORT.read_bytes()


def test_the_boxes_of_figures_are_inked_and_the_margin_is_not(body):
    cells = [cell for cell in parse(body).cells if cell.place.page == TABLES]
    assert len(cells) > 100
    rows = rows_of(draw_page(body, TABLES))
    scale = WIDTH / size_of_page(body, TABLES)[0]
    for cell in cells:
        assert is_inked(rows, cell.place.box, scale), cell.key
    assert not is_inked(rows, (0, 0, 80, 60), scale)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_is_drawn_upright(body, degrees):
    other = turned(body, degrees)
    assert size_of_page(other, TABLES) == pytest.approx(size_of_page(body, TABLES))
    assert rows_of(draw_page(other, TABLES)) == rows_of(draw_page(body, TABLES))


def test_a_page_that_takes_too_long_is_given_up(body):
    with pytest.raises(UnreadableDocument, match="too long"):
        draw_page(body, 1, seconds=-1)


@pytest.mark.parametrize("number", [0, -1, 999])
def test_a_page_that_there_is_not_is_not_drawn(body, number):
    with pytest.raises(LookupError, match="no page"):
        draw_page(body, number)


def test_what_is_no_pdf_is_not_drawn():
    with pytest.raises(UnreadableDocument):
        draw_page(b"%PDF-1.7 and nothing else", 1)
