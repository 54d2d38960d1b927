"""Pictures in the line of the text ([MS-DOC] 2.9.190 PICFAndOfficeArtData): PNG and JPEG as they were.

Other kinds (metafiles, bitmaps without a header) give no bytes: their place is known all the same.
"""

import re
import struct

from parsers.document import UnreadableDocument
from parsers.formats.doc.binary import u16, u32

_BLIPS = range(0xF01A, 0xF030)  # record types of OfficeArtBlip ([MS-ODRAW] 2.2.23)
_SIGNATURE = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff")
_HEADER = 8
_PREFIXES = (17, 33)  # one or two ids and a tag stand before the bytes of a picture
_SMALLEST = 68  # size of a PICF


class Pictures:
    """The pictures in the Data stream. One may be shown many times, but all are no larger than it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._found: dict[int, bytes | None] = {}
        self._left = 2 * len(data)

    def body(self, offset: int) -> bytes | None:
        """Return the bytes of the picture that stands at an offset."""
        if offset not in self._found:
            self._found[offset] = self._picture(offset)
        return self._found[offset]

    def _picture(self, offset: int) -> bytes | None:
        data = self._data
        if offset + _SMALLEST > len(data):
            return None
        size, header = u32(data, offset), u16(data, offset + 4)
        art = data[offset + header : offset + size]
        self._left -= len(art)
        if self._left < 0:
            raise UnreadableDocument("the pictures are larger than the stream that holds them")
        return carve(art)


def carve(art: bytes) -> bytes | None:
    """Find the first PNG or JPEG in OfficeArt records; its record says where it ends."""
    found = _SIGNATURE.search(art)
    if found is None:
        return None
    start = found.start()
    for prefix in _PREFIXES:
        record = start - prefix - _HEADER
        if record >= 0 and u16(art, record + 2) in _BLIPS:
            return art[start : record + _HEADER + u32(art, record + 4)]
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
