"""Rich Text Format (RTF 1.9.1): an own reader of its words and groups."""

from parsers.document import Document, UnreadableDocument
from parsers.formats.rtf.definitions import Definitions
from parsers.formats.rtf.reader import Reader

MOST_BYTES = 100 * 2**20
_MAGIC = b"{\\rtf"


def read(body: bytes) -> Document:
    """Read an RTF document; raises ``UnreadableDocument`` when it is none or beyond its limits."""
    if not body.startswith(_MAGIC):
        raise UnreadableDocument("no RTF document: it does not begin with {\\rtf")
    if len(body) > MOST_BYTES:
        raise UnreadableDocument(f"the document has {len(body)} bytes; the limit is {MOST_BYTES}")
    definitions = Definitions()
    reader = Reader(body.decode("latin-1"), definitions)
    reader.read()
    if reader.is_cut_short:
        reader.note("the file ends inside a group: it is cut short")
    return Document(
        tuple(reader.blocks.found),
        title=definitions.title or None,
        is_charset_guessed=definitions.is_charset_guessed,
        unread=tuple(reader.unread),
    )
