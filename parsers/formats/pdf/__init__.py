"""PDF: pdfium gives glyphs, lines and pictures of every page; the ruled engine reads them.

No script, action or link of a file is ever run or followed: only page content is looked at.
"""

from collections.abc import Iterator
from contextlib import closing

import pypdfium2
import pypdfium2.raw as pdfium

from parsers.document import Document, Place, UnreadableDocument
from parsers.formats.pdf.page import read_page
from parsers.ruled import read_pages

MOST_PAGES = 500
_END, _TAIL = b"%%EOF", 2048  # where readers look for it (ISO 32000-1, 7.5.5, and a margin)


def read(body: bytes) -> Document:
    """Read a PDF; raises ``UnreadableDocument`` when it is broken, locked or beyond its limits."""
    try:
        with closing(pypdfium2.PdfDocument(body)) as source:
            if len(source) > MOST_PAGES:
                raise UnreadableDocument(f"{len(source)} pages; the limit is {MOST_PAGES}")
            layout = read_pages(read_page(source, number) for number in range(1, len(source) + 1))
            title = _title(source)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise UnreadableDocument("the PDF is locked with a password") from error
        raise UnreadableDocument(f"the PDF is broken or cut short: {error}") from error
    return Document(
        layout.blocks,
        title=title,
        metadata=tuple(("page furniture", head) for head in layout.heads),
        unread=(*_cut(body), *layout.unread),
    )


def _title(source: pypdfium2.PdfDocument) -> str | None:
    """Return the title that the file tells of itself, None when it tells none in Unicode."""
    try:
        return source.get_metadata_value("Title").strip() or None
    except UnicodeDecodeError:
        return None


def _cut(body: bytes) -> Iterator[tuple[str, Place]]:
    """Tell of a file without its end: pdfium mends what it can, and pages or letters may be missing."""
    if _END not in body[-_TAIL:]:
        yield "the PDF has no end mark: it may be cut short", Place()
