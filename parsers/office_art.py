"""Records of Office's drawings ([MS-ODRAW]), which Word and Excel before 2007 keep alike, and pictures in them.

Kinds of pictures other than PNG and JPEG (metafiles, bitmaps without a header) give no bytes: their place is
known all the same.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

STORE, DRAWING, GROUP, SHAPE, STORED = 0xF001, 0xF002, 0xF003, 0xF004, 0xF007
SHAPE_ID, PROPERTIES, ANCHOR = 0xF00A, 0xF00B, 0xF010
_BLIPS = range(0xF01A, 0xF030)  # record types of OfficeArtBlip (2.2.23)
_PICTURE_PROPERTY, _PROPERTY = 0x0104, 0x3FFF  # pib, an index into the store from 1
_SIGNATURE = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff")
_HEADER = 8
_PREFIXES = (17, 33)  # one or two ids and a tag stand before the bytes of a picture


@dataclass(frozen=True, slots=True)
class Record:
    """Where the content of a record stands."""

    kind: int
    first: int
    last: int


def records(art: bytes, first: int, last: int) -> Iterator[Record]:
    """Yield the records between two offsets; one that claims more is cut there."""
    while first + _HEADER <= last:
        kind, size = struct.unpack_from("<HI", art, first + 2)
        end = min(first + _HEADER + size, last)
        yield Record(kind, first + _HEADER, end)
        first = end


def shown_by(art: bytes, properties: Record) -> int | None:
    """Return the number in the store, from 1, of the picture that a shape with these properties shows."""
    for at in range(properties.first, properties.last - 5, 6):
        kind, value = struct.unpack_from("<HI", art, at)
        if kind & _PROPERTY == _PICTURE_PROPERTY:
            return int(value)
    return None


def carve(art: bytes) -> bytes | None:
    """Find the first PNG or JPEG in records; its record says where it ends."""
    found = _SIGNATURE.search(art)
    if found is None:
        return None
    start = found.start()
    for prefix in _PREFIXES:
        record = start - prefix - _HEADER
        if record >= 0:
            kind, size = struct.unpack_from("<HI", art, record + 2)
            if kind in _BLIPS:
                return art[start : record + _HEADER + size]
    return _to_its_end(art[start:])


def _to_its_end(picture: bytes) -> bytes:
    """Cut a picture that no record holds where its own format ends it."""
    if not picture.startswith(b"\x89PNG"):
        end = picture.rfind(b"\xff\xd9")
        return picture if end < 0 else picture[: end + 2]
    at = 8
    while at + 12 <= len(picture):
        size = struct.unpack_from(">I", picture, at)[0]
        if picture[at + 4 : at + 8] == b"IEND":
            return picture[: at + 12]
        at += 12 + size
    return picture
