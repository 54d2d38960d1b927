"""Pictures of an ``.xls`` ([MS-XLS] 2.4.179, 2.4.102): the store of the workbook, the shapes of each sheet."""

import struct
from collections.abc import Iterable, Iterator
from itertools import islice

from parsers.formats.sheets.relations import SheetPicture
from parsers.office_art import ANCHOR, PROPERTIES, SHAPE, STORE, STORED, Record, carve, records, shown_by

DRAWING_GROUP, DRAWING = 0x00EB, 0x00EC
_CONTINUE = 0x003C
_CONTAINERS = frozenset({0xF000, STORE, 0xF002, 0xF003})
_DEEPEST = 12
_MOST_PICTURES = 200
_ROW_AT = 6  # of an OfficeArtClientAnchorSheet: flags, column, its offset, row

Records = Iterable[tuple[int, bytes]]


def art_of(found: Records, kind: int) -> bytes:
    """Return the drawing of a part of the workbook: its records of a kind with those that continue them."""
    art = bytearray()
    is_drawing = False
    for each, content in found:
        is_drawing = each == kind or (each == _CONTINUE and is_drawing)
        if is_drawing:
            art += content
    return bytes(art)


def store_of(art: bytes) -> tuple[bytes | None, ...]:
    """Return the pictures of the workbook in their order, None for one that is no PNG or JPEG."""
    entries = islice(_all(art, STORED), _MOST_PICTURES)
    return tuple(carve(art[entry.first : entry.last]) for entry in entries)


def pictures_on(art: bytes, store: tuple[bytes | None, ...]) -> tuple[SheetPicture, ...]:
    """Return the pictures that the shapes of a sheet show, from its top."""
    found = [picture for shape in _all(art, SHAPE) if (picture := _picture(art, shape, store))]
    return tuple(sorted(found, key=lambda picture: picture.row)[:_MOST_PICTURES])


def _picture(art: bytes, shape: Record, store: tuple[bytes | None, ...]) -> SheetPicture | None:
    row, number = 0, None
    for record in records(art, shape.first, shape.last):
        if record.kind == ANCHOR and record.first + _ROW_AT + 2 <= record.last:
            (row,) = struct.unpack_from("<H", art, record.first + _ROW_AT)
        elif record.kind == PROPERTIES:
            number = shown_by(art, record) if number is None else number
    if number is None or not 1 <= number <= len(store):
        return None
    return SheetPicture(row, f"picture {number}", store[number - 1])


def _all(art: bytes, kind: int) -> Iterator[Record]:
    """Yield the records of a kind, however deep in containers."""
    waiting = [(0, record) for record in records(art, 0, len(art))][::-1]
    while waiting:
        depth, record = waiting.pop()
        if record.kind == kind:
            yield record
        elif record.kind in _CONTAINERS and depth < _DEEPEST:
            inner = [(depth + 1, each) for each in records(art, record.first, record.last)]
            waiting += inner[::-1]
