"""Pictures that float over the page ([MS-DOC] 2.9.172 OfficeArtContent): which shape shows which.

The shapes stand in the table stream, their pictures in the WordDocument stream ([MS-ODRAW] 2.2.32).
"""

from parsers.formats.doc.binary import u32
from parsers.formats.doc.file import DRAWINGS, File
from parsers.office_art import (
    DRAWING,
    GROUP,
    PROPERTIES,
    SHAPE,
    SHAPE_ID,
    STORE,
    STORED,
    Record,
    records,
    shown_by,
)

MOST_SHAPES = 20_000
_DEEPEST = 12
_HEADER = 8
_SIZE, _OFFSET = 20, 28  # where an FBSE says what its picture takes and where it stands


def floating_pictures(file: File) -> dict[int, tuple[tuple[int, int], ...]]:
    """Return, by shape, where its pictures stand in the WordDocument stream: (first, last)."""
    art = file.structure(DRAWINGS)
    head = next(records(art, 0, len(art)), None)
    if head is None:
        return {}
    store = _stored(art, head)
    shapes: dict[int, list[int]] = {}
    at = head.last
    while at + 1 + _HEADER <= len(art) and len(shapes) < MOST_SHAPES:
        drawing = next(records(art, at + 1, len(art)), None)  # a byte says whose drawing follows
        if drawing is None or drawing.kind != DRAWING:
            break
        _shapes(art, drawing, shapes, 0)
        at = drawing.last
    return {
        shape: tuple(store[number] for number in numbers if number in store)
        for shape, numbers in shapes.items()
        if numbers
    }


def _stored(art: bytes, head: Record) -> dict[int, tuple[int, int]]:
    """Return the places of the pictures in the store, numbered from 1."""
    found: dict[int, tuple[int, int]] = {}
    for store in records(art, head.first, head.last):
        if store.kind == STORE:
            for number, entry in enumerate(records(art, store.first, store.last), start=1):
                if entry.kind == STORED and entry.first + _OFFSET + 4 <= entry.last:
                    offset = u32(art, entry.first + _OFFSET)
                    found[number] = offset, offset + u32(art, entry.first + _SIZE)
    return found


def _shapes(art: bytes, group: Record, shapes: dict[int, list[int]], depth: int) -> list[int]:
    """Note the pictures of the shapes in a group; those of its members are the group's own too."""
    if depth > _DEEPEST:
        return []
    own: int | None = None
    found: list[int] = []
    for record in records(art, group.first, group.last):
        if len(shapes) >= MOST_SHAPES:
            break
        if record.kind == GROUP:
            found += _shapes(art, record, shapes, depth + 1)
        elif record.kind == SHAPE:
            shape, numbers = _shape(art, record)
            shapes.setdefault(shape, []).extend(numbers)
            own = shape if own is None else own
            found += numbers
    if own is not None and depth > 1:  # the outermost group is the drawing itself
        shapes[own] = list(found)
    return found


def _shape(art: bytes, container: Record) -> tuple[int, list[int]]:
    shape, numbers = 0, []
    for record in records(art, container.first, container.last):
        if record.kind == SHAPE_ID and record.first + 4 <= record.last:
            shape = u32(art, record.first)
        elif record.kind == PROPERTIES and (number := shown_by(art, record)) is not None:
            numbers.append(number)
    return shape, numbers
