"""An ``.xls`` with pictures on its sheet: xlwt writes none, so their records are put into a workbook here."""

import struct
from pathlib import Path

from parsers.compound import Compound
from parsers.document import Paragraph
from parsers.formats.sheets import biff, read

ROOT = Path(__file__).parents[3]
WORKBOOK = Compound((ROOT / "tests" / "samples" / "sheets" / "000_changhua_2020.xls").read_bytes()).stream(
    "Workbook"
)
PNG = (ROOT / "demo" / "documents" / "000_changhua_2020.png").read_bytes()
EOF, BOUNDSHEET, CONTINUE, BOF = 0x0A, 0x85, 0x3C, 0x809
LONGEST = 8224  # bytes of a record


def record(kind, content):
    """A record of the workbook, with those that continue it."""
    parts = [content[at : at + LONGEST] for at in range(0, len(content), LONGEST)] or [b""]
    return b"".join(
        struct.pack("<HH", CONTINUE if number else kind, len(part)) + part
        for number, part in enumerate(parts)
    )


def art(kind, content, instance=0, version=0xF):
    """A record of a drawing ([MS-ODRAW] 2.2.1)."""
    return struct.pack("<HHI", instance << 4 | version, kind, len(content)) + content


def store(*pictures, kind=0xF01E, instance=0x6E0):
    """The drawing of the workbook: a store with a picture in each of its entries (2.2.32, 2.2.28)."""
    blips = [art(kind, bytes(16) + b"\xff" + picture, instance, 0) for picture in pictures]
    entries = b"".join(art(0xF007, bytes(36) + blip, 6, 2) for blip in blips)
    return art(0xF000, art(0xF006, bytes(16), version=0) + art(0xF001, entries, len(pictures)))


def shape(row, picture):
    """A shape that shows a picture of the store (2.2.14; 2.3.23.2 pib; [MS-XLS] 2.5.193)."""
    properties = struct.pack("<HI", 0x4104, picture)
    anchor = struct.pack("<9H", 2, 0, 0, row, 0, 5, 0, row + 9, 0)
    return art(
        0xF004,
        art(0xF00A, struct.pack("<II", 1025, 0xA00), 75, 2)
        + art(0xF00B, properties, 1, 3)
        + art(0xF010, anchor, version=0)
        + art(0xF011, b"", version=0),
    )


def sheet(*shapes):
    return art(0xF002, art(0xF008, bytes(8), version=0) + art(0xF003, b"".join(shapes)))


def with_drawings(of_workbook, of_sheet):
    """The sample with records before the end of its first part and of its first sheet."""
    ends, starts, at = [], [], 0
    while at + 4 <= len(WORKBOOK) and len(ends) < 2:
        kind, size = struct.unpack_from("<HH", WORKBOOK, at)
        if kind == EOF:
            ends.append(at)
        if kind == BOUNDSHEET:
            starts.append(at + 4)
        at += 4 + size
    stream = bytearray(WORKBOOK)
    for place in starts:
        (start,) = struct.unpack_from("<I", stream, place)
        moved = len(of_workbook) + (len(of_sheet) if start > ends[1] else 0)
        struct.pack_into("<I", stream, place, start + moved)
    stream[ends[1] : ends[1]] = of_sheet
    stream[ends[0] : ends[0]] = of_workbook
    return biff._container("Workbook", bytes(stream))


def row_after(words):
    """The row of the sheet under a paragraph that holds some words, from 0."""
    paragraphs = [block for block in read(with_drawings(b"", b"")).blocks if isinstance(block, Paragraph)]
    return next(block.place.line for block in paragraphs if words in block.label + block.text)


def pictured():
    row = row_after("行政复议、提起行政诉讼情况")
    return with_drawings(record(0xEB, store(PNG)), record(0xEC, sheet(shape(row, 1))))
