"""One page of a PDF as glyphs, lines and pictures, turned so that its text stands upright."""

from collections import Counter
from contextlib import closing
from math import pi

import pypdfium2
import pypdfium2.raw as pdfium

from parsers.formats.pdf.glyphs import count_of, read_glyphs
from parsers.formats.pdf.objects import read_objects
from parsers.formats.pdf.transform import upright
from parsers.ruled import Page

_OUTLINES = 200  # curved paths and no text: letters drawn as outlines
_SAMPLES = 40  # letters that are asked which way they stand
_INVISIBLE = 3  # text render mode of the text layer under a scan (ISO 32000-1, table 106)


def read_page(source: pypdfium2.PdfDocument, number: int) -> Page:
    """Read a page by its number, from 1."""
    with closing(source[number - 1]) as page, closing(page.get_textpage()) as text:
        quarters = quarters_of(page, text)
        box = page.get_cropbox()
        matrix, width, height = upright(box, quarters)
        glyphs, lost = read_glyphs(text, matrix)
        objects = read_objects(page, matrix, number)
        is_hidden = bool(glyphs) and _is_hidden(text)
    unread = list(objects.unread)
    if is_hidden and objects.pictures:
        unread.append(f"page {number} is a picture; its text is what a machine recognised in it")
    if not glyphs and objects.curves >= _OUTLINES:
        unread.append(f"page {number} is drawn as outlines and has no text")
    if lost:
        unread.append(f"{lost} letters of page {number} have no Unicode and are not read")
    return Page(
        number, width, height, glyphs, tuple(objects.lying), tuple(objects.standing),
        tuple(objects.pictures), tuple(unread),
    )  # fmt: skip


def quarters_of(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> int:
    """Return how many quarter turns to the right make most letters stand upright.

    A page may be turned by its entry /Rotate, or be printed sideways without one; letters tell both.
    """
    count = count_of(text)
    angles = (
        pdfium.FPDFText_GetCharAngle(text.raw, index) for index in range(0, count, max(1, count // _SAMPLES))
    )
    turns = Counter(round(angle / (pi / 2)) % 4 for angle in angles if angle >= 0)
    return turns.most_common(1)[0][0] if turns else int(page.get_rotation()) // 90


def _is_hidden(text: pypdfium2.PdfTextPage) -> bool:
    first = pdfium.FPDFText_GetTextObject(text.raw, 0)
    return bool(first) and pdfium.FPDFTextObj_GetTextRenderMode(first) == _INVISIBLE
