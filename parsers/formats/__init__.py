"""One module per format, each ``read(body) -> Document``; formats know nothing of one another."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from parsers.detect import DOCX, HTML, TEXT
from parsers.document import Document
from parsers.formats import docx, html, text

READERS: Mapping[str, Callable[[bytes], Document]] = MappingProxyType({
    DOCX: docx.read,
    HTML: html.read,
    TEXT: text.read,
})  # fmt: skip
