"""A page of a PDF as a picture, turned as it was read: the boxes of places lie on it as they are.

No script, action or form of a file is ever run: only page content is drawn.
"""

import ctypes
from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Lock
from time import monotonic

import pypdfium2
import pypdfium2.raw as pdfium

from parsers.document import UnreadableDocument
from parsers.formats.pdf import MOST_PAGES
from parsers.formats.pdf.page import quarters_of
from parsers.formats.pdf.pictures import png_file
from parsers.formats.pdf.transform import upright

WIDTH = 1000  # pixels: A4 at 120 dpi
MOST_PIXELS = 10_000_000
MOST_SECONDS = 5.0
_WHITE = (255, 255, 255, 255)

_ONE_AT_A_TIME = Lock()  # pdfium is not made for threads
_Paused = pdfium.IFSDK_PAUSE._fields_[1][1]  # the type of a callback, which has no name of its own


def size_of_page(body: bytes, number: int) -> tuple[float, float]:
    """Return width and height of a page in points, as its boxes count them; pages count from 1.

    Raises ``LookupError`` where there is no such page, ``UnreadableDocument`` for what is not read either.
    """
    with _page_of(body, number) as page:
        return _upright_size(page)[1:]


def draw_page(body: bytes, number: int, *, seconds: float = MOST_SECONDS) -> bytes:
    """Return a page as a PNG of `WIDTH` pixels. Raises as `size_of_page`, and where it takes too long."""
    with _page_of(body, number) as page:
        turn, width, height = _upright_size(page)
        size = WIDTH, max(1, round(WIDTH * height / max(width, 1.0)))
        if size[0] * size[1] > MOST_PIXELS:
            raise UnreadableDocument(f"a page of {width:g} x {height:g} points is not drawn")
        with closing(pypdfium2.PdfBitmap.new_native(*size, pdfium.FPDFBitmap_BGR)) as bitmap:
            bitmap.fill_rect(_WHITE, 0, 0, *size)
            _render(page, bitmap, turn, monotonic() + seconds)
            drawn = png_file(bitmap)
    if drawn is None:
        raise UnreadableDocument("pdfium gave pixels of a kind that nobody asked for")
    return drawn


@contextmanager
def _page_of(body: bytes, number: int) -> Iterator[pypdfium2.PdfPage]:
    try:
        with _ONE_AT_A_TIME, closing(pypdfium2.PdfDocument(body)) as source:
            if not 1 <= number <= min(len(source), MOST_PAGES):
                raise LookupError(
                    f"no page {number}: the document has {len(source)}, at most {MOST_PAGES} are read"
                )
            with closing(source[number - 1]) as page:
                yield page
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(f"the PDF is broken, locked or cut short: {error}") from error


def _upright_size(page: pypdfium2.PdfPage) -> tuple[int, float, float]:
    """Return the quarter turns that pdfium has yet to make, and the size after them."""
    with closing(page.get_textpage()) as text:
        quarters = quarters_of(page, text)
    _, width, height = upright(page.get_cropbox(), quarters)
    return (quarters - page.get_rotation() // 90) % 4, width, height


def _render(page: pypdfium2.PdfPage, bitmap: pypdfium2.PdfBitmap, turn: int, end: float) -> None:
    """Draw in steps, as pdfium offers it: a page may be made to take for ever."""
    pause = pdfium.IFSDK_PAUSE(1, _Paused(lambda _: monotonic() > end), None)
    area = (0, 0, bitmap.width, bitmap.height)
    try:
        state = pdfium.FPDF_RenderPageBitmap_Start(bitmap.raw, page.raw, *area, turn, 0, ctypes.byref(pause))
    finally:
        pdfium.FPDF_RenderPage_Close(page.raw)
    if state != pdfium.FPDF_RENDER_DONE:
        raise UnreadableDocument("the page takes too long to draw")
