"""The streams of an ``.xls`` checked before calamine, which believes every count that a file names.

Only the workbook stream goes on, in a container of our own: a container with false counts ends the
process in calamine (tafia/calamine#684, #714), and so do a sheet or a string table that claim too much.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.compound import MAGIC, Compound
from parsers.document import UnreadableDocument
from parsers.formats.sheets.drawings import DRAWING, DRAWING_GROUP, art_of, pictures_on, store_of
from parsers.formats.sheets.relations import SheetPicture
from parsers.formats.sheets.values import CellErrors
from parsers.grid import MOST_POSITIONS

_SECTOR, _ENTRIES = 512, 128
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_IN_HEADER = 109  # FAT sectors that a header can name
MOST_BYTES = (_IN_HEADER * _ENTRIES - _IN_HEADER - 1) * _SECTOR  # 7 MB; a report has 20 KB
_SHORTEST = 4096  # a shorter stream would have to stand in the mini stream

_BOF, _EOF, _BOUNDSHEET, _DIMENSIONS, _SST, _BOOLERR, _FORMULA = (
    0x0809,
    0x000A,
    0x0085,
    0x0200,
    0x00FC,
    0x0205,
    0x0006,
)
_MOST_RESERVED = 65_536 * 256 // 4  # positions: formats reach further than cells
_MOST_SHEETS = 1000
_CELLS = frozenset({_BOOLERR, _FORMULA, 0x0203, 0x0204, 0x00FD, 0x027E, 0x00BD, 0x00D6})
_MANY = 0x00BD  # MULRK: several cells of a row, its last column at the end
_FILEPASS = 0x002F
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
           0x2A: "#N/A"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckedStream:
    """A workbook that calamine may read, and what calamine does not tell of it, in the order of the sheets."""

    body: bytes
    errors: tuple[CellErrors, ...]
    pictures: tuple[tuple[SheetPicture, ...], ...]


def check(body: bytes) -> CheckedStream:
    """Check the records; raises ``UnreadableDocument`` where one is beyond its limits."""
    compound = Compound(body)
    name = next((name for name in ("Workbook", "Book") if name in compound.names), None)
    if name is None:
        raise UnreadableDocument("no stream of a workbook in the compound file")
    stream = compound.stream(name)
    if len(stream) > MOST_BYTES:
        raise UnreadableDocument(f"a workbook of {len(stream)} bytes; the limit is {MOST_BYTES}")
    try:
        starts = _check_workbook(stream)
        errors = tuple(_check_sheet(stream, start) for start in starts)
    except struct.error as error:
        raise UnreadableDocument(f"a record of the workbook is cut short: {error}") from error
    store = store_of(art_of(_records(stream, 0), DRAWING_GROUP))
    pictures = tuple(pictures_on(art_of(_with_charts(stream, start), DRAWING), store) for start in starts)
    return CheckedStream(_container(name, stream.ljust(_SHORTEST, b"\0")), errors, pictures)


def _check_workbook(stream: bytes) -> list[int]:
    """Check the records of the workbook; return where its sheets are said to begin."""
    starts: list[int] = []
    for kind, record in _records(stream, 0):
        if kind == _FILEPASS:
            raise UnreadableDocument("the workbook is encrypted")
        if kind == _SST and struct.unpack_from("<I", record, 4)[0] > len(stream):
            raise UnreadableDocument("the workbook claims more texts than it has bytes")
        if kind == _BOUNDSHEET:
            starts.append(struct.unpack_from("<I", record)[0])
    if len(starts) > _MOST_SHEETS or any(start >= len(stream) for start in starts):
        raise UnreadableDocument("a sheet is said to begin behind the end of the workbook: it is cut short")
    return starts


def _check_sheet(stream: bytes, start: int) -> CellErrors:
    errors: dict[tuple[int, int], str] = {}
    extent = _Extent()
    for kind, record in _records(stream, start):
        if kind == _DIMENSIONS:
            _check_dimensions(record)
        elif kind in _CELLS:
            row, column = struct.unpack_from("<HH", record)
            last = struct.unpack_from("<H", record, len(record) - 2)[0] if kind == _MANY else column
            extent.add(row, min(column, last), max(column, last))
            if error := _error(kind, record):
                errors[row, column] = error
    return errors


@dataclass(slots=True)
class _Extent:
    """The rectangle around the cells of one sheet."""

    top: int = 0xFFFF
    bottom: int = 0
    left: int = 0xFFFF
    right: int = 0

    def add(self, row: int, first: int, last: int) -> None:
        self.top, self.bottom = min(self.top, row), max(self.bottom, row)
        self.left, self.right = min(self.left, first), max(self.right, last)
        if (self.bottom - self.top + 1) * (self.right - self.left + 1) > MOST_POSITIONS:
            raise UnreadableDocument(f"a sheet fills more than {MOST_POSITIONS} positions")


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield kind and content of every record until the end of its part of the stream."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == _EOF:
            return
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _with_charts(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a sheet to its own end: charts on it are parts of their own in between."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth < 1:
            return
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _check_dimensions(record: bytes) -> None:
    """Refuse what calamine would reserve cells for; bounds the wrong way round wrap to huge ones."""
    top, bottom, left, right = struct.unpack_from("<IIHH" if len(record) >= 14 else "<HHHH", record)
    if bottom < top or right < left or (bottom - top) * (right - left) > _MOST_RESERVED:
        raise UnreadableDocument(f"a sheet from row {top} to {bottom}, column {left} to {right}")


def _error(kind: int, record: bytes) -> str:
    if kind == _BOOLERR and record[7:8] == b"\x01":
        return _ERRORS.get(record[6], "#?")
    if kind == _FORMULA and record[6:7] == b"\x02" and record[12:14] == b"\xff\xff":
        return _ERRORS.get(record[8], "#?")
    return ""


def _container(name: str, stream: bytes) -> bytes:
    """Put a stream into a compound file of its own ([MS-CFB], version 3)."""
    sectors = -(-len(stream) // _SECTOR)
    tables = -(-(sectors + 1) // (_ENTRIES - 1))
    first = tables + 1
    chain = [_FAT] * tables + [_END] + list(range(first + 1, first + sectors)) + [_END]
    chain += [_FREE] * (tables * _ENTRIES - len(chain))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        MAGIC,
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        tables,
        tables,
        0,
        _SHORTEST,
        _END,
        0,
        _END,
        0,
    )
    header += struct.pack(f"<{_IN_HEADER}I", *range(tables), *[_FREE] * (_IN_HEADER - tables))
    entries = _entry("Root Entry", 5, child=1, start=_END) + _entry(name, 2, start=first, size=len(stream))
    table = struct.pack(f"<{len(chain)}I", *chain)
    return header + table + entries.ljust(_SECTOR, b"\0") + stream.ljust(sectors * _SECTOR, b"\0")


def _entry(name: str, kind: int, *, child: int = _FREE, start: int = 0, size: int = 0) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", written, len(written), kind, 1, _FREE, _FREE, child, start, size)
