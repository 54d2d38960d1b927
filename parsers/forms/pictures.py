"""Whether a missing table stands in the document as a picture."""

from collections.abc import Sequence

from parsers.document import Document, Picture, Place
from parsers.report import Section


def picture_of(document: Document, sections: Sequence[Section], key: str) -> Place | None:
    """Return the place of the first picture inside a section, None when it has none."""
    starts = sorted(section.place.block for section in sections if section.place.block is not None)
    start = next((section.place.block for section in sections if section.key == key), None)
    if start is None:
        return None
    end = next((other for other in starts if other > start), len(document.blocks))
    inside = (block for block in document.blocks[start:end] if isinstance(block, Picture))
    return next((picture.place for picture in inside), None)
