"""OFD (GB/T 33190-2016), the fixed layout of Chinese offices: a ZIP of XML, read by the ruled engine."""

from parsers.document import Document, UnreadableDocument
from parsers.formats.ofd.package import Package
from parsers.formats.ofd.pages import read_bodies
from parsers.ruled import read_pages


def read(body: bytes) -> Document:
    """Read an OFD; raises ``UnreadableDocument`` when the package is broken or beyond its limits."""
    found = read_bodies(Package(body))
    if not found.pages:
        raise UnreadableDocument("the OFD has no page that can be read")
    layout = read_pages(found.pages)
    return Document(
        layout.blocks,
        title=found.title,
        metadata=tuple(("page furniture", head) for head in layout.heads),
        unread=layout.unread,
    )
