"""Pictures that a document holds and nothing here can show: metafiles (EMF, WMF), broken and unknown ones.

A table in such a picture would be lost in silence, so every one of them is told with its place, whatever
the format that holds it.
"""

from collections.abc import Iterator

from parsers.detect import HTML, MHT, TEXT
from parsers.document import Document, Picture, Place
from parsers.picture_size import size_of

_APART = frozenset({HTML, MHT, TEXT})  # name their pictures; the bytes are files of their own


def undecoded(document: Document, media_type: str) -> Iterator[tuple[str, Place]]:
    """Yield what cannot be shown of the pictures of a document, and where."""
    for block in document.blocks:
        if not isinstance(block, Picture):
            continue
        if block.body is None and media_type not in _APART:
            yield f"{block.source}: a picture of a kind that is not decoded", block.place
        elif block.body is not None and size_of(block.body) is None:
            yield f"{block.source}: a picture ({_kind(block.body)}) that is not decoded", block.place


def _kind(body: bytes) -> str:
    if body.startswith(b"\1\0\0\0") and body[40:44] == b" EMF":
        return "EMF"
    if body.startswith((b"\xd7\xcd\xc6\x9a", b"\1\0\x09\0")):
        return "WMF"
    return "unknown or broken"
