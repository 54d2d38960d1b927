"""PDF: pdfium gives glyphs, lines and pictures of every page; the ruled engine reads them.

No script, action or link of a file is ever run or followed: only page content is looked at.
"""

from contextlib import closing

import pypdfium2
import pypdfium2.raw as pdfium

from parsers.document import Document, UnreadableDocument
from parsers.formats.pdf.page import read_page
from parsers.ruled import read_pages

MOST_PAGES = 500


def read(body: bytes) -> Document:
    """Read a PDF; raises ``UnreadableDocument`` when it is broken, locked or beyond its limits."""
    try:
        with closing(pypdfium2.PdfDocument(body)) as source:
            if len(source) > MOST_PAGES:
                raise UnreadableDocument(f"{len(source)} pages; the limit is {MOST_PAGES}")
            layout = read_pages(read_page(source, number) for number in range(1, len(source) + 1))
            title = source.get_metadata_value("Title").strip()
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise UnreadableDocument("the PDF is locked with a password") from error
        raise UnreadableDocument(f"the PDF is broken or cut short: {error}") from error
    return Document(
        layout.blocks,
        title=title or None,
        metadata=tuple(("page furniture", head) for head in layout.heads),
        unread=layout.unread,
    )
