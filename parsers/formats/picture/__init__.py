"""Pictures as files: a scanned report, a table as a picture. What they show is for OCR to read."""

from parsers.document import Document, Picture, Place, UnreadableDocument
from parsers.picture_size import MOST_PIXELS, is_too_large, size_of

WHOLE = "the document is a picture: what it shows is not read without OCR"


def read(body: bytes) -> Document:
    """Return a document that is one picture; raises ``UnreadableDocument`` for one that is none or too large."""
    size = size_of(body)
    if size is None or 0 in size:
        raise UnreadableDocument("the picture is broken or cut short: its header tells no size")
    if is_too_large(size):
        raise UnreadableDocument(f"a picture of {size[0]} x {size[1]} pixels; the limit is {MOST_PIXELS}")
    place = Place(block=0)
    return Document((Picture("the file itself", place, body),), unread=((WHOLE, place),))
