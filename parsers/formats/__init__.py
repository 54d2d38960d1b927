"""One module per format, each ``read(body) -> Document``; formats know nothing of one another.

A format is loaded with its first document: to load them all takes longer than to read ten reports.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType, ModuleType

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
from parsers.formats import html

MODULES: Mapping[str, str] = MappingProxyType({
    CSV: "csv",
    DOC: "doc",
    DOCX: "docx",
    HTML: "html",
    ODT: "odt",
    OFD: "ofd",
    PDF: "pdf",
    RTF: "rtf",
    TEXT: "text",
    **dict.fromkeys((XLS, XLSX), "sheets"),
    **dict.fromkeys((GIF, JPEG, PNG, TIFF), "picture"),
})  # fmt: skip


def load(name: str) -> ModuleType:
    """Return the module of a format."""
    return import_module(f"{__name__}.{name}")


def _reader(name: str) -> Callable[[bytes], Document]:
    def read(body: bytes) -> Document:
        document: Document = load(name).read(body)
        return document

    return read


def _saved_page(body: bytes) -> Document:
    """Read the page inside an ``.mht``."""
    page = unwrap_page(body)
    return with_pictures(html.read(page.body), page)


_text = _reader("text")

READERS: Mapping[str, Callable[[bytes], Document]] = MappingProxyType({
    **{media_type: _reader(name) for media_type, name in MODULES.items()},
    MHT: _saved_page,
    TEXT: lambda body: rebuild_exploded(_text(body)),
})  # fmt: skip
