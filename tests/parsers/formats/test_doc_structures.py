"""What a .doc may hold and LibreOffice does not write: documents put together structure by structure."""

import struct

import pytest

from parsers.document import Heading, Paragraph, Picture, Table
from parsers.formats.doc.body import Body
from parsers.formats.doc.file import (
    ANCHORS,
    CHARACTER_PAGES,
    FONTS,
    LIST_OVERRIDES,
    LISTS,
    PARAGRAPH_PAGES,
    PIECES,
    STYLES,
    TEXT_BOXES,
    File,
    Lengths,
)
from parsers.formats.doc.pictures import carve
from parsers.formats.doc.rows import CellText, cells_of, shape_of
from parsers.formats.doc.sprms import modifiers
from parsers.grid import spread

TEXT_AT = 0x600
FKP_AT = 0x2000
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0IEND\xae\x42\x60\x82"

DELETED, VANISH, SPECIAL = b"\x00\x08\x01", b"\x3c\x08\x01", b"\x55\x08\x01"
IN_TABLE = b"\x16\x24\x01"
ROW_END = IN_TABLE + b"\x17\x24\x01"
NESTED = IN_TABLE + b"\x49\x66\x02\x00\x00\x00"


def definition(edges, flags=None):
    """sprmTDefTable with the edges of a row and the merge flags of its cells."""
    flags = flags or [0] * (len(edges) - 1)
    operand = bytes([len(flags)]) + struct.pack(f"<{len(edges)}h", *edges)
    operand += b"".join(struct.pack("<H", flag) + bytes(18) for flag in flags)
    return b"\x08\xd6" + struct.pack("<H", len(operand) + 1) + operand


def plc(positions, items):
    return struct.pack(f"<{len(positions)}I", *positions) + b"".join(items)


def page(offsets, entries, *, entry_size, filled):
    """A formatted disk page: offsets, places of the entries, entries from the end, count."""
    body = bytearray(512)
    struct.pack_into(f"<{len(offsets)}I", body, 0, *offsets)
    at, first = 510, 4 * len(offsets)
    for number, entry in enumerate(entries):
        if entry is not None:
            at = (at - len(entry)) // 2 * 2
            body[at : at + len(entry)] = entry
            body[first + entry_size * number] = at // 2
    assert at > first + entry_size * len(entries), filled
    body[511] = len(entries)
    return bytes(body)


def make(paragraphs, *, structures=None, data=b"", boxes=0, style=0):
    """A document of paragraphs: (properties, [(text, character properties), ...]), marks in the texts."""
    text = "".join(run for _, runs in paragraphs for run, _ in runs)
    character_offsets, character_entries = [TEXT_AT], []
    paragraph_offsets, paragraph_entries = [TEXT_AT], []
    at = TEXT_AT
    for properties, runs in paragraphs:
        for run, modified in runs:
            at += len(run.encode("utf-16-le"))
            character_offsets.append(at)
            character_entries.append(bytes([len(modified)]) + modified if modified else None)
        papx = struct.pack("<H", style) + properties
        papx += bytes(1 - len(papx) % 2)
        paragraph_entries.append(bytes([(len(papx) + 1) // 2]) + papx)
        paragraph_offsets.append(at)
    word = bytearray(FKP_AT + 1024)
    encoded = text.encode("utf-16-le")
    length = len(encoded) // 2
    word[TEXT_AT : TEXT_AT + len(encoded)] = encoded
    word[FKP_AT : FKP_AT + 512] = page(
        character_offsets, character_entries, entry_size=1, filled="characters"
    )
    word[FKP_AT + 512 :] = page(paragraph_offsets, paragraph_entries, entry_size=13, filled="paragraphs")
    piece = struct.pack("<HIH", 0, TEXT_AT, 0)
    table = bytearray()
    everything = {
        PIECES: b"\x02" + struct.pack("<I", 16) + plc([0, length], [piece]),
        CHARACTER_PAGES: plc([TEXT_AT, at], [struct.pack("<I", FKP_AT // 512)]),
        PARAGRAPH_PAGES: plc([TEXT_AT, at], [struct.pack("<I", FKP_AT // 512 + 1)]),
        **(structures or {}),
    }
    for index, structure in everything.items():
        size = len(structure) if not isinstance(structure, tuple) else structure[1]
        content = structure if not isinstance(structure, tuple) else structure[0]
        struct.pack_into("<II", word, 154 + 8 * index, len(table), size)
        table += content
    return File(bytes(word), bytes(table), data, Lengths(length - boxes, 0, 0, 0, 0, 0, boxes))


def blocks(paragraphs, **more):
    return list(Body(make(paragraphs, **more)).blocks())


def texts(paragraphs, **more):
    return [block.label + block.text for block in blocks(paragraphs, **more)]


def rows(paragraphs, **more):
    (table,) = [block for block in blocks(paragraphs, **more) if isinstance(block, Table)]
    return [list(row) for row in spread(table).texts()]


def row(cells, properties):
    """The paragraphs of a row: each cell, then the mark that ends the row."""
    return [(IN_TABLE, [(cell + "\x07", b"")]) for cell in cells] + [(ROW_END + properties, [("\x07", b"")])]


def plain(text):
    return (b"", [(text + "\r", b"")])


def test_hidden_and_deleted_text_is_left_out():
    runs = [("收到", b""), ("旧", DELETED), ("密", VANISH), ("12件\r", b"")]
    assert texts([(b"", runs)]) == ["收到12件"]


def test_a_deleted_mark_joins_two_paragraphs():
    paragraphs = [(b"", [("主动", b""), ("\r", DELETED)]), plain("公开")]
    assert texts(paragraphs) == ["主动公开"]


def test_a_deleted_row_is_left_out():
    edges = definition([0, 1000, 2000])
    deleted = [(IN_TABLE, [("x\x07", DELETED)]), (IN_TABLE, [("y\x07", DELETED)])]
    deleted.append((ROW_END + edges, [("\x07", DELETED)]))
    paragraphs = [*row(["a", "b"], edges), *deleted, *row(["c", "d"], edges), plain("")]
    assert rows(paragraphs) == [["a", "b"], ["c", "d"]]


def test_fields_show_their_results_and_nothing_else():
    text = "第\x13 PAGE \x13 REF \x14内\x15 \x1412\x15页，\x13 SET x \x15共3页\r"
    assert texts([(b"", [(text, SPECIAL)])]) == ["第12页，共3页"]


def test_a_field_without_its_end_loses_no_text():
    assert texts([(b"", [("甲\x13 乙\r", b"")])]) == ["甲 乙"]


@pytest.mark.parametrize(
    ("font", "number", "printed"),
    [
        ("Wingdings 2", 0xF052, "☑"),
        ("Wingdings", 0xF0A8, "□"),
        ("Symbol", 0xF0B7, "•"),
        ("宋体", 0xF041, "A"),
    ],
)
def test_symbols_are_read_by_their_font(font, number, printed):
    name = font.encode("utf-16-le") + b"\0\0"
    fonts = struct.pack("<HH", 1, 0) + bytes([39 + len(name)]) + bytes(39) + name
    runs = [("是", b""), ("(", b"\x09\x6a" + struct.pack("<HH", 0, number) + SPECIAL), ("否\r", b"")]
    assert texts([(b"", runs)], structures={FONTS: fonts}) == [f"是{printed}否"]


def test_breaks_hyphens_and_controls_become_text():
    assert texts([(b"", [("一\x0b二\x1e三\x1f四\x02\x05\r", b"")])]) == ["一\n二-三四"]


def test_characters_beyond_16_bits_keep_every_position():
    paragraphs = [(b"", [("𠮷野", b""), ("删", DELETED), ("家\r", b"")]), plain("后")]
    assert texts(paragraphs) == ["𠮷野家", "后"]


def test_cells_are_merged_down_and_across():
    first = definition([0, 1000, 2000, 3000], [0x60, 0x01, 0x02])
    second = definition([0, 1000, 2000, 3000], [0x20, 0, 0])
    paragraphs = [*row(["a", "b", ""], first), *row(["", "c", "d"], second), plain("")]
    assert rows(paragraphs) == [["a", "b", "b"], ["a", "c", "d"]]


def test_edges_that_were_rounded_twice_are_one():
    paragraphs = [
        *row(["a", "b"], definition([0, 1000, 2000])),
        *row(["c", "d"], definition([0, 1030, 1990])),
        *row(["e"], definition([-5, 2010])),
        plain(""),
    ]
    assert rows(paragraphs) == [["a", "b"], ["c", "d"], ["e", "e"]]


def test_the_text_of_a_nested_table_is_part_of_its_cell():
    inner = [
        (NESTED + b"\x4b\x24\x01", [("n1\r", b"")]),
        (NESTED + b"\x4b\x24\x01", [("n2\r", b"")]),
        (NESTED + b"\x4b\x24\x01\x4c\x24\x01", [("\r", b"")]),
    ]
    paragraphs = [*inner, *row(["end", "b"], definition([0, 1000, 2000])), plain("")]
    assert rows(paragraphs) == [["n1\nn2\nend", "b"]]


def test_a_table_whose_last_row_has_no_end_loses_no_cell():
    paragraphs = [(IN_TABLE, [("a\x07", b"")]), (IN_TABLE, [("b\r", b"")]), plain("after")]
    found = blocks(paragraphs)
    assert [type(block) for block in found] == [Table, Paragraph]
    assert [cell.text for cell in found[0].cells] == ["a", "b"]


def sheet(*styles):
    """A style sheet: (built-in number, paragraph properties) of each style."""
    written = b""
    for built_in, properties in styles:
        papx = struct.pack("<H", 0) + properties
        definition_ = struct.pack("<HHHHH", built_in, 0xFFF1, 0x0002, 0, 0) + struct.pack("<HH", 0, 0)
        definition_ += struct.pack("<H", len(papx)) + papx + bytes(len(papx) % 2) + struct.pack("<H", 0)
        written += struct.pack("<H", len(definition_)) + definition_ + bytes(len(definition_) % 2)
    return struct.pack("<HHH", 4, len(styles), 10) + written


def lists(patterns, *, start=1, style=37):
    """One list of nine levels, and the one that paragraphs name, which begins where ``start`` says."""
    levels = b""
    for pattern in patterns + [""] * (9 - len(patterns)):
        levels += struct.pack("<iBB", 1, style, 0) + bytes(18) + bytes(4)
        levels += struct.pack("<H", len(pattern)) + pattern.encode("utf-16-le")
    head = struct.pack("<H", 1) + struct.pack("<I", 77) + bytes(24)
    override = struct.pack("<IIIIBBBB", 1, 77, 0, 0, 1, 0, 0, 0) + b"\xff\xff\xff\xff"
    override += struct.pack("<iI", start, 0x10)
    return {LISTS: (head + levels, len(head)), LIST_OVERRIDES: override}


def numbered(text, level=0):
    return (b"\x0b\x46\x01\x00\x0a\x26" + bytes([level]), [(text + "\r", b"")])


def test_lists_count_by_level_and_begin_where_they_are_told():
    paragraphs = [numbered("甲"), numbered("子", 1), numbered("丑", 1), numbered("乙"), numbered("寅", 1)]
    printed = texts(paragraphs, structures=lists(["\0、", "（\1）"], start=3))
    assert printed == ["三、甲", "（一）子", "（二）丑", "四、乙", "（一）寅"]


def test_a_style_may_count_its_paragraphs_and_be_a_heading():
    structures = lists(["\0、"]) | {STYLES: sheet((0, b""), (1, b"\x0b\x46\x01\x00"))}
    found = blocks([plain("总体情况"), plain("主动公开")], structures=structures, style=1)
    assert all(isinstance(block, Heading) for block in found)
    assert [(block.level, block.label + block.text) for block in found] == [
        (1, "一、总体情况"),
        (1, "二、主动公开"),
    ]


def test_a_paragraph_taken_out_of_the_list_of_its_style_is_not_counted():
    structures = lists(["\0、"]) | {STYLES: sheet((0, b""), (0, b"\x0b\x46\x01\x00"))}
    paragraphs = [(b"\x0b\x46\x00\x00", [("甲\r", b"")]), plain("乙")]
    assert texts(paragraphs, structures=structures, style=1) == ["甲", "一、乙"]


def test_the_text_of_a_box_stands_where_it_is_anchored():
    structures = {
        ANCHORS: plc([1, 3], [struct.pack("<I", 1026) + bytes(22)]),
        TEXT_BOXES: plc([0, 3, 4], [bytes(14) + struct.pack("<I", 1026) + bytes(4), bytes(22)]),
    }
    paragraphs = [(b"", [("甲", b""), ("\x08", SPECIAL), ("\r", b"")]), plain("盒子"), plain("")]
    assert texts(paragraphs, structures=structures, boxes=4) == ["甲盒子\n"]


def test_a_box_without_an_anchor_is_told_as_unread():
    structures = {TEXT_BOXES: plc([0, 3, 4], [bytes(14) + struct.pack("<I", 1026) + bytes(4), bytes(22)])}
    body = Body(make([plain("甲"), plain("盒子"), plain("")], structures=structures, boxes=4))
    assert [block.text for block in body.blocks()] == ["甲"]
    assert [what for what, _ in body.unread()] == ["a text box: 盒子"]


def test_a_picture_in_a_cell_is_told_of_the_cell_and_stands_behind_the_table():
    blip = struct.pack("<HHI", 0x6E00, 0xF01E, 17 + len(PNG)) + bytes(17) + PNG
    data = struct.pack("<IH", 68 + len(blip), 68) + bytes(62) + blip
    picture = [("\x01", b"\x03\x6a" + struct.pack("<I", 0) + SPECIAL), ("\x07", b"")]
    paragraphs = [(IN_TABLE, picture), (ROW_END + definition([0, 1000]), [("\x07", b"")]), plain("")]
    table, image = blocks(paragraphs, data=data)
    assert table.cells[0].has_picture
    assert isinstance(image, Picture)
    assert image.body == PNG


def test_a_metafile_is_a_picture_without_bytes():
    assert carve(struct.pack("<HHI", 0, 0xF01A, 30) + bytes(30)) is None


def test_a_jpeg_without_a_record_ends_where_it_says():
    assert carve(b"\0\0\0\xff\xd8\xff\xe0abc\xff\xd9rest") == b"\xff\xd8\xff\xe0abc\xff\xd9"


def test_modifiers_end_where_their_bytes_end():
    assert list(modifiers(b"\x16\x24\x01\x08\xd6\xff\xff\x01", {0x2416, 0xD608})) == [(0x2416, b"\x01")]


@pytest.mark.parametrize(
    ("code", "operand", "edges"),
    [
        (0x7621, b"\x01\x02\x64\x00", [0, 10, 110, 210, 30 + 200]),  # two of 100 twips before the second
        (0x5622, b"\x00\x01", [0, 20]),
        (0x7623, b"\x00\x02\x64\x00", [0, 100, 200]),
    ],
)
def test_columns_are_inserted_deleted_and_widened(code, operand, edges):
    (base,) = [operand_ for _, operand_ in modifiers(definition([0, 10, 30]), {0xD608})]
    assert shape_of([(0xD608, base), (code, operand)]).edges == edges


def test_merges_may_come_as_modifiers_of_the_row():
    (base,) = [operand for _, operand in modifiers(definition([0, 100, 200, 300]), {0xD608})]
    shape = shape_of([(0xD608, base), (0x5624, b"\x00\x02"), (0xD62B, b"\x02\x02\x03")])
    cells = cells_of(shape, [CellText("a"), CellText(""), CellText("c")])
    assert [cell.joins_left for cell in cells] == [False, True, False]
    assert [cell.vertical.value for cell in cells] == ["none", "none", "start"]
