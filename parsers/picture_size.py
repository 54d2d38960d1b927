"""How large a picture is, by its header alone: before any library unpacks it."""

import struct
from collections.abc import Callable

MOST_PIXELS = 40_000_000  # of all its pages; an A3 page at 300 dpi has 17 million
_MOST_PAGES = 500  # of a TIFF
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})  # markers of JPEG that tell the size
_ALONE = frozenset({0x01, *range(0xD0, 0xDA)})  # markers of JPEG without a length
_WIDTH, _HEIGHT = 256, 257  # tags of TIFF 6.0
_SHORT = 3

Size = tuple[int, int]


def _png(body: bytes) -> Size:
    width, height = struct.unpack_from(">II", body, 16)
    return width, height


def _gif(body: bytes) -> Size:
    width, height = struct.unpack_from("<HH", body, 6)
    return width, height


def _bmp(body: bytes) -> Size:
    width, height = struct.unpack_from("<ii", body, 18)
    return abs(width), abs(height)  # a negative height counts rows from the top


def _jpeg(body: bytes) -> Size | None:
    at = 2
    while True:
        (lead, marker) = struct.unpack_from(">BB", body, at)
        if lead != 0xFF:
            return None
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", body, at + 5)
            return width, height
        if marker == 0xFF:  # padding before a marker
            at += 1
        elif marker in _ALONE:
            at += 2
        else:
            at += 2 + max(struct.unpack_from(">H", body, at + 2)[0], 2)


def _tiff(body: bytes) -> Size | None:
    order = "<" if body.startswith(b"II") else ">"
    (at,) = struct.unpack_from(order + "I", body, 4)
    width = height = pages = 0
    seen: set[int] = set()
    while at and at not in seen and pages < _MOST_PAGES:
        seen.add(at)
        pages += 1
        (count,) = struct.unpack_from(order + "H", body, at)
        tags = dict(_tags(body, order, at + 2, count))
        width = max(width, tags.get(_WIDTH, 0))
        height += tags.get(_HEIGHT, 0)
        (at,) = struct.unpack_from(order + "I", body, at + 2 + 12 * count)
    return (width, height) if width and height and pages < _MOST_PAGES else None


def _tags(body: bytes, order: str, at: int, count: int) -> list[tuple[int, int]]:
    found = []
    for entry in range(at, at + 12 * count, 12):
        tag, kind = struct.unpack_from(order + "HH", body, entry)
        if tag in {_WIDTH, _HEIGHT}:
            found.append(
                (tag, struct.unpack_from(order + ("H" if kind == _SHORT else "I"), body, entry + 8)[0])
            )
    return found


_READERS: tuple[tuple[bytes, Callable[[bytes], Size | None]], ...] = (
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"GIF8", _gif),
    (b"BM", _bmp),
    (b"\xff\xd8", _jpeg),
    (b"II*\0", _tiff),
    (b"MM\0*", _tiff),
)


def size_of(body: bytes) -> Size | None:
    """Return width and height in pixels, None where the header is broken or of no picture that we read.

    The pages of a TIFF count as if they stood one under another.
    """
    for magic, read in _READERS:
        if body.startswith(magic):
            try:
                return read(body)
            except struct.error:  # cut short
                return None
    return None


def is_too_large(size: Size) -> bool:
    """Whether a picture has more pixels than we unpack."""
    return size[0] * size[1] > MOST_PIXELS
