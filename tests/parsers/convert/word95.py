"""A document of Word 95, written structure by structure: no program of today writes one.

After "Microsoft Word 6.0 Binary File Format" and [MS-CFB]: one stream with the FIB, 8-bit text in the
code page of a font, properties of paragraphs in a formatted disk page, one style, one font.
"""

import struct

END, FREE, FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
TEXT_AT = 0x300
SIMPLIFIED_CHINESE, GB2312, FAR_EAST = 0x0804, 134, 0x4000
IN_TABLE = b"\x18\x01"
ROW_END = IN_TABLE + b"\x19\x01"
COLUMN = 1600  # twips


def word95(lines, *, flags=FAR_EAST):
    """Write a document: a line is a paragraph, a list of texts a row of a table."""
    paragraphs = [paragraph for line in lines for paragraph in _paragraphs(line)]
    text, ends = b"", [TEXT_AT]
    for _, written in paragraphs:
        text += written.encode("gbk")
        ends.append(TEXT_AT + len(text))
    entries = [bytes(2) + properties + bytes(len(properties) % 2) for properties, _ in paragraphs]
    characters = -(-ends[-1] // 512) * 512
    out = bytearray(characters + 1024)
    out[TEXT_AT : ends[-1]] = text
    out[characters : characters + 512] = _page([TEXT_AT, ends[-1]], [None], 1)
    out[characters + 512 :] = _page(ends, entries, 7)
    structures = {
        0x58: _styles(), 0x60: _styles(),
        0xB8: struct.pack("<IIH", TEXT_AT, ends[-1], characters // 512),
        0xC0: struct.pack("<IIH", TEXT_AT, ends[-1], characters // 512 + 1),
        0xD0: _fonts(),
    }  # fmt: skip
    for at, structure in structures.items():
        struct.pack_into("<II", out, at, len(out), len(structure))
        out += structure
    struct.pack_into("<HHHHHHH", out, 0, 0xA5DC, 104, 0, SIMPLIFIED_CHINESE, 0, flags, 101)
    struct.pack_into("<III", out, 0x18, TEXT_AT, ends[-1], len(out))
    struct.pack_into("<I", out, 0x34, len(text))
    return compound("WordDocument", bytes(out))


def compound(name, stream):
    """Write a compound file with one stream: a table of sectors, a directory, the stream."""
    stream = stream.ljust(4096, b"\0")
    stream += bytes(-len(stream) % 512)
    count = len(stream) // 512
    sectors = [FAT_SECTOR, END, *range(3, count + 2), END]
    assert len(sectors) <= 128
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    table = struct.pack("<128I", *sectors, *[FREE] * (128 - len(sectors)))
    directory = _entry("Root Entry", 5, 1, END, 0) + _entry(name, 2, FREE, 2, len(stream))
    return header + table + directory + _entry("", 0, FREE, 0, 0) * 2 + stream


def _entry(name, kind, child, start, size):
    raw = (name + "\0").encode("utf-16-le") if name else b""
    links = struct.pack("<HBBIII", len(raw), kind, 1, FREE, FREE, child)
    return raw.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)


def _paragraphs(line):
    if isinstance(line, str):
        return [(b"", line + "\r")]
    edges = struct.pack(f"<{len(line) + 1}h", *(COLUMN * n for n in range(len(line) + 1)))
    operand = bytes([len(line)]) + edges + bytes(10 * len(line))
    definition = b"\xbe" + struct.pack("<H", len(operand) + 1) + operand
    return [*((IN_TABLE, text + "\x07") for text in line), (ROW_END + definition, "\x07")]


def _page(offsets, entries, size):
    """A formatted disk page: offsets, places of the entries in words, entries from the end, their count."""
    body = bytearray(512)
    struct.pack_into(f"<{len(offsets)}I", body, 0, *offsets)
    at, first = 510, 4 * len(offsets)
    places = {}
    for number, entry in enumerate(entries):
        if entry is None:
            continue
        if entry not in places:  # equal ones share a place
            written = bytes([len(entry) // 2 + 1]) + entry
            at = (at - len(written)) // 2 * 2
            body[at : at + len(written)] = written
            places[entry] = at // 2
        body[first + size * number] = places[entry]
    assert at > first + size * len(entries), "too many paragraphs for one page"
    body[511] = len(entries)
    return bytes(body)


def _styles():
    normal = struct.pack("<4H", 0, 1 | 0xFFF << 4, 1, 0) + b"\x06Normal\0\0\0"
    sheet = struct.pack("<7H", 1, 8, 1, 15, 15, 0, 0)
    return struct.pack("<H", len(sheet)) + sheet + struct.pack("<H", len(normal)) + normal


def _fonts():
    font = struct.pack("<BHBB", 6, 400, GB2312, 0) + "宋体".encode("gbk") + b"\0"
    return struct.pack("<HB", len(font) + 3, len(font)) + font
