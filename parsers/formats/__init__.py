"""One module per format, each ``read(body) -> Document``; formats know nothing of one another."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from parsers.detect import DOC, DOCX, HTML, PDF, TEXT
from parsers.document import Document
from parsers.formats import doc, docx, html, pdf, text

READERS: Mapping[str, Callable[[bytes], Document]] = MappingProxyType({
    DOC: doc.read,
    DOCX: docx.read,
    HTML: html.read,
    PDF: pdf.read,
    TEXT: text.read,
})  # fmt: skip
