"""One module per format, each ``read(body) -> Document``; formats know nothing of one another."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from parsers.containers import unwrap_page, with_pictures
from parsers.detect import (
    CSV,
    DOC,
    DOCX,
    GIF,
    HTML,
    JPEG,
    MHT,
    ODT,
    OFD,
    PDF,
    PNG,
    RTF,
    TEXT,
    TIFF,
    XLS,
    XLSX,
)  # fmt: skip
from parsers.document import Document
from parsers.exploded import rebuild_exploded
from parsers.formats import csv, doc, docx, html, odt, ofd, pdf, picture, rtf, sheets, text


def _saved_page(body: bytes) -> Document:
    """Read the page inside an ``.mht``."""
    page = unwrap_page(body)
    return with_pictures(html.read(page.body), page)


READERS: Mapping[str, Callable[[bytes], Document]] = MappingProxyType({
    CSV: csv.read,
    DOC: doc.read,
    DOCX: docx.read,
    HTML: html.read,
    MHT: _saved_page,
    ODT: odt.read,
    OFD: ofd.read,
    PDF: pdf.read,
    RTF: rtf.read,
    TEXT: lambda body: rebuild_exploded(text.read(body)),
    XLS: sheets.read,
    XLSX: sheets.read,
    **dict.fromkeys((GIF, JPEG, PNG, TIFF), picture.read),
})  # fmt: skip
