"""Pictures ([MS-DOC] 2.9.190 PICFAndOfficeArtData, [MS-ODRAW] 2.2.23): PNG and JPEG as they were.

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
    """The pictures in a stream. One may be shown many times, but all are no larger than the stream."""

    def __init__(self, stream: bytes) -> None:
        self._stream = stream
        self._found: dict[tuple[int, int], bytes | None] = {}
        self._left = 2 * len(stream)

    def inline(self, offset: int) -> bytes | None:
        """Return the bytes of the picture whose PICF stands at an offset."""
        if offset + _SMALLEST > len(self._stream):
            return None
        size, header = u32(self._stream, offset), u16(self._stream, offset + 4)
        return self.between(offset + header, offset + size)

    def between(self, first: int, last: int) -> bytes | None:
        """Return the bytes of the picture whose records stand between two offsets."""
        if (first, last) not in self._found:
            self._found[first, last] = self._picture(first, last)
        return self._found[first, last]

    def _picture(self, first: int, last: int) -> bytes | None:
        art = self._stream[first:last]
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
