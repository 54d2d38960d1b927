"""Word documents (Office Open XML): python-docx opens the package, one pass reads its elements."""

from parsers.document import Block, Document
from parsers.formats.docx.body import Body
from parsers.formats.docx.package import open_package


def read(body: bytes) -> Document:
    """Read a ``.docx``; raises ``UnreadableDocument`` when the package is broken or beyond its limits."""
    package = open_package(body)
    blocks: list[Block] = list(Body(package).blocks())
    return Document(tuple(blocks), title=package.title)
