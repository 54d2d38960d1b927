"""The picture that stands where a table was pasted as one: ruled lines, no figures to be read."""

import struct
import zlib
from functools import cache

_WIDTH, _HEIGHT, _STEP = 600, 160, 40
PATH = "/picture/0/review.png"


@cache
def ruled_picture() -> bytes:
    """Return a PNG of an empty ruled table."""
    rows = []
    for y in range(_HEIGHT):
        is_rule = y % _STEP == 0
        rows.append(b"\0" + bytes(0 if is_rule or x % _STEP == 0 else 255 for x in range(_WIDTH)))
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, chunks))


def _chunk(chunk: tuple[bytes, bytes]) -> bytes:
    kind, body = chunk
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
