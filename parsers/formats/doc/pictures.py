"""Pictures ([MS-DOC] 2.9.190 PICFAndOfficeArtData): PNG and JPEG as they were."""

from parsers.document import UnreadableDocument
from parsers.formats.doc.binary import u16, u32
from parsers.office_art import carve

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
