"""Pictures that float over the page ([MS-DOC] 2.9.172 OfficeArtContent): which shape shows which.

The shapes stand in the table stream, their pictures in the WordDocument stream ([MS-ODRAW] 2.2.32).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from parsers.formats.doc.binary import u16, u32
from parsers.formats.doc.file import DRAWINGS, File

MOST_SHAPES = 20_000
_DEEPEST = 12
_HEADER = 8
_STORE, _DRAWING, _GROUP, _SHAPE, _STORED = 0xF001, 0xF002, 0xF003, 0xF004, 0xF007
_SHAPE_ID, _PROPERTIES = 0xF00A, 0xF00B
_PICTURE_PROPERTY, _PROPERTY = 0x0104, 0x3FFF  # pib, an index into the store from 1
_SIZE, _OFFSET = 20, 28  # where an FBSE says what its picture takes and where it stands


@dataclass(frozen=True, slots=True)
class _Record:
    kind: int
    first: int
    last: int


def floating_pictures(file: File) -> dict[int, tuple[tuple[int, int], ...]]:
    """Return, by shape, where its pictures stand in the WordDocument stream: (first, last)."""
    art = file.structure(DRAWINGS)
    head = next(_records(art, 0, len(art)), None)
    if head is None:
        return {}
    store = _stored(art, head)
    shapes: dict[int, list[int]] = {}
    at = head.last
    while at + 1 + _HEADER <= len(art) and len(shapes) < MOST_SHAPES:
        drawing = next(_records(art, at + 1, len(art)), None)  # a byte says whose drawing follows
        if drawing is None or drawing.kind != _DRAWING:
            break
        _shapes(art, drawing, shapes, 0)
        at = drawing.last
    return {
        shape: tuple(store[number] for number in numbers if number in store)
        for shape, numbers in shapes.items()
        if numbers
    }


def _records(art: bytes, first: int, last: int) -> Iterator[_Record]:
    while first + _HEADER <= last:
        end = min(first + _HEADER + u32(art, first + 4), last)
        yield _Record(u16(art, first + 2), first + _HEADER, end)
        first = end


def _stored(art: bytes, head: _Record) -> dict[int, tuple[int, int]]:
    """Return the places of the pictures in the store, numbered from 1."""
    found: dict[int, tuple[int, int]] = {}
    for store in _records(art, head.first, head.last):
        if store.kind == _STORE:
            for number, entry in enumerate(_records(art, store.first, store.last), start=1):
                if entry.kind == _STORED and entry.first + _OFFSET + 4 <= entry.last:
                    offset = u32(art, entry.first + _OFFSET)
                    found[number] = offset, offset + u32(art, entry.first + _SIZE)
    return found


def _shapes(art: bytes, group: _Record, shapes: dict[int, list[int]], depth: int) -> list[int]:
    """Note the pictures of the shapes in a group; those of its members are the group's own too."""
    if depth > _DEEPEST:
        return []
    own: int | None = None
    found: list[int] = []
    for record in _records(art, group.first, group.last):
        if len(shapes) >= MOST_SHAPES:
            break
        if record.kind == _GROUP:
            found += _shapes(art, record, shapes, depth + 1)
        elif record.kind == _SHAPE:
            shape, numbers = _shape(art, record)
            shapes.setdefault(shape, []).extend(numbers)
            own = shape if own is None else own
            found += numbers
    if own is not None and depth > 1:  # the outermost group is the drawing itself
        shapes[own] = list(found)
    return found


def _shape(art: bytes, container: _Record) -> tuple[int, list[int]]:
    shape, numbers = 0, []
    for record in _records(art, container.first, container.last):
        if record.kind == _SHAPE_ID and record.first + 4 <= record.last:
            shape = u32(art, record.first)
        elif record.kind == _PROPERTIES:
            for at in range(record.first, record.last - 5, 6):
                if u16(art, at) & _PROPERTY == _PICTURE_PROPERTY:
                    numbers.append(u32(art, at + 2))
                    break
    return shape, numbers
