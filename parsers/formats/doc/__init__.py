"""Word 97-2003 documents ([MS-DOC]), which Kingsoft's ``.wps`` are too: an own reader, no LibreOffice."""

import struct

from parsers.compound import Compound
from parsers.document import Document, UnreadableDocument
from parsers.formats.doc.body import Body
from parsers.formats.doc.file import open_file
from parsers.formats.doc.summary import title_of

# Offsets and counts in a broken file lead anywhere; each of these is such a step.
_FAULTS = (struct.error, IndexError, KeyError, ValueError, OverflowError, RecursionError, MemoryError)


def read(body: bytes) -> Document:
    """Read a ``.doc``; raises ``UnreadableDocument`` when it is broken, encrypted or of another kind."""
    compound = Compound(body)
    try:
        reader = Body(open_file(compound))
        blocks = tuple(reader.blocks())
        unread = tuple(reader.unread())
    except _FAULTS as error:
        raise UnreadableDocument(f"the Word document is broken: {error}") from error
    return Document(blocks, title=title_of(compound), unread=unread)
