"""The letters of a page with the boxes that they advance over."""

import ctypes
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from parsers.formats.pdf.transform import Matrix
from parsers.ruled import Glyph

MOST_GLYPHS = 100_000  # of one page; a full one has 2,000
_BLANKS = frozenset({0xA0, 0x3000, 0x200B, 0x2002, 0x2003, 0xFEFF})
_LOST = frozenset({0xFFFD, 0xFFFE, 0xFFFF})
# Surrogates, and the Private Use Area: the letter's meaning is its font's secret.
_PRIVATE = range(0xD800, 0xF900)
_LAST = 0x10FFFF
_PLAIN = range(0x3001, 0xD800)  # Chinese letters and signs: nearly all there are
_FIRST_LETTER, _CONTROLS = 0x21, range(0x7F, 0xA0)
_SAMPLES = 100  # letters that tell the usual height
_TOO_LARGE = 2.5  # times the usual height: a loose box gone wrong (vertical fonts), or a large title


def count_of(text: pypdfium2.PdfTextPage) -> int:
    """Return how many characters of a page are looked at."""
    return min(int(pdfium.FPDFText_CountChars(text.raw)), MOST_GLYPHS)


def read_glyphs(text: pypdfium2.PdfTextPage, matrix: Matrix) -> tuple[tuple[Glyph, ...], int]:
    """Return the letters of a page, and how many have no Unicode.

    Loose boxes are as high as the font: tight ones of 一 or of a quotation mark would break the
    order of lines.
    """
    raw, rect, a, b, c, d, e, f = text.raw, pdfium.FS_RECTF(), *matrix
    reference = ctypes.byref(rect)
    unicode_of, loose_box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    is_upright = (a, b, c, d) == (1, 0, 0, -1)
    glyphs: list[Glyph] = []
    indexes: list[int] = []
    lost = 0
    for index in range(count_of(text)):
        code = unicode_of(raw, index)
        if code not in _PLAIN:
            if code < _FIRST_LETTER or code in _BLANKS or code in _CONTROLS:
                continue
            if code in _LOST or code in _PRIVATE or code > _LAST:
                lost += 1
                continue
        loose_box(raw, index, reference)
        left, top, right, bottom = rect.left, rect.top, rect.right, rect.bottom
        if is_upright:
            x0, y0, x1, y1 = left + e, f - top, right + e, f - bottom
        else:
            x0, x1 = sorted((a * left + c * bottom + e, a * right + c * top + e))
            y0, y1 = sorted((b * left + d * bottom + f, b * right + d * top + f))
        glyphs.append(Glyph(x0, y0, x1, y1, chr(code)))
        indexes.append(index)
    _mend(glyphs, indexes, text, matrix)
    return tuple(glyphs), lost


def _mend(glyphs: list[Glyph], indexes: list[int], text: pypdfium2.PdfTextPage, matrix: Matrix) -> None:
    """Take the tight box where the loose one is far too large: pdfium gives 199 points for vertical text."""
    if not glyphs:
        return
    some = glyphs[:: max(1, len(glyphs) // _SAMPLES)]
    limit = _TOO_LARGE * median(glyph.bottom - glyph.top for glyph in some)
    for at, (x0, y0, x1, y1, letter) in enumerate(glyphs):
        if x1 - x0 > limit or y1 - y0 > limit:
            left, bottom, right, top = text.get_charbox(indexes[at])
            a, b, c, d, e, f = matrix
            xs = sorted((a * left + c * bottom + e, a * right + c * top + e))
            ys = sorted((b * left + d * bottom + f, b * right + d * top + f))
            glyphs[at] = Glyph(xs[0], ys[0], xs[1], ys[1], letter)
