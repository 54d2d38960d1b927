"""RTF: the five reports cell by cell, words one by one as writers use them, and hostile files."""

import contextlib
import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.detect import RTF, detect
from parsers.document import Heading, Paragraph, Picture, Table, UnreadableDocument
from parsers.formats.rtf import read
from parsers.grid import spread
from tests.parsers.golden_documents import assert_every_cell_is_right, assert_its_text_is_that_of_the_docx

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "tests" / "samples" / "rtf"
GOLDEN = ROOT / "tests" / "golden"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.rtf"))
WHOLE = (SAMPLES / "002_luzhu_2021.rtf").read_bytes()
# A short document with all that the reader knows: bytes are flipped where it matters.
RICH = (
    rb"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset2 Wingdings;}}"
    rb"{\stylesheet{\s0 Normal;}{\s1 heading 1;}}{\info{\title \'ca\'d0}}"
    rb"{\*\listtable{\list{\listlevel\levelnfc37\levelstartat1{\leveltext\'02\'00\'a1\'a2;}}\listid5}}"
    rb"{\*\listoverridetable{\listoverride\listid5\ls1}}\pard\s1\ls1 \'d7\'dc\par"
    rb"{\field{\*\fldinst PAGE}{\fldrslt 3}}{\v x}{\deleted y}\u19968?{\f1 \'fe}\par"
    rb"\trowd\clvmgf\cellx1000\clmgf\cellx2000\clmrg\cellx3000\pard\intbl a\cell b\cell c\cell\row"
    rb"\trowd\clvmrg\cellx1000\cellx3000\pard\intbl\cell{\pard\itap2 n\nestcell}d\cell\row"
    rb"\pard{\pict\pngblip 89504e47}{\shp{\*\shpinst{\sp{\sn pib}{\sv x}}{\shptxt\pard box\par}}}"
    rb"{\footnote note}{\bin3 {{{}\par}"
)
BOUNDED = settings(
    max_examples=80, deadline=2000, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


def body_of(name):
    return (SAMPLES / f"{name}.rtf").read_bytes()


def document(inner, head=rb"\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset0 Arial;}}"):
    return read(rb"{\rtf1" + head + inner + b"}")


def texts(inner):
    return [block.label + block.text for block in document(inner).blocks]


def rows(inner):
    (table,) = [block for block in document(inner).blocks if isinstance(block, Table)]
    return [list(row) for row in spread(table).texts()]


def readable_or_refused(body):
    with contextlib.suppress(UnreadableDocument):
        read(body)


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_of_the_reports_is_right(name):
    assert_every_cell_is_right(name, body_of(name))


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_that_of_the_same_document_as_docx(name):
    assert_its_text_is_that_of_the_docx(name, body_of(name))


def test_a_picture_in_the_text_is_a_block_with_its_bytes():
    blocks = read(body_of("000_changhua_2020")).blocks
    (picture,) = [block for block in blocks if isinstance(block, Picture)]
    assert picture.body == (ROOT / "demo" / "documents" / "000_changhua_2020.png").read_bytes()


def test_the_title_in_the_properties_is_the_title():
    assert read(WHOLE).title == "富阳区渌渚镇2021年政府信息公开工作年度报告"
    assert document(rb"{\info{\title \'b1\'a8\'b8\'e6}}").title == "报告"


def test_rtf_is_told_by_its_bytes():
    assert detect(WHOLE) == RTF


def test_places_count_blocks():
    blocks = read(WHOLE).blocks
    assert [block.place.block for block in blocks] == list(range(len(blocks)))


@pytest.mark.parametrize(
    ("inner", "printed"),
    [
        (rb"\'d5\'fe\'b8\'ae", "政府"),
        ("政府".encode("gb18030"), "政府"),
        (rb"\'81A\'82\\", "丄俓"),  # the second byte of a character may be a letter or a backslash
        (rb"\f1 \'d5\'fe\'b8\'ae", "政府"),  # a Western font over Chinese bytes
        (rb"\f1 caf\'e9", "café"),
        (rb"\u25919?\u24220?", "政府"),
        (rb"\u25919\'d5\'fe", "政\ufffd"),
        (rb"\uc2\u25919\'d5\'fe\u24220\'b8\'ae", "政府"),
        (rb"\uc0\u25919\u24220", "政府"),
        (rb"\u-10179?\u-8247?", "\U0001f7c9"),
        (rb"{\uc2 a}\u25919?b", "a政b"),
        (rb"1\~2\_3\-4\emdash 5\{\}\line 6\tab 7", "1\xa02-34—5{}\n6\t7"),
    ],
)
def test_characters(inner, printed):
    assert texts(rb"\pard " + inner + rb"\par") == [printed]


def test_bytes_that_fit_no_code_page_are_told():
    assert document(rb"\pard a\'ff\par").is_charset_guessed
    assert not document(rb"\pard a\'d5\'fe\par").is_charset_guessed


@pytest.mark.parametrize(
    ("head", "inner", "printed"),
    [
        (rb"\ansi\ansicpg950", rb"\'ac\'46", "政"),
        (rb"\ansi\ansicpg65001", "政府".encode(), "政府"),
        (rb"\ansi\ansicpg1252{\fonttbl{\f5\fnil\fcharset134 \'cb\'ce\'cc\'e5;}}", rb"\f5 \'d5\'fe", "政"),
        (rb"\ansi\ansicpg936{\fonttbl{\f7\fcharset2 Wingdings 2;}}", rb"\f7 R\f0 \u-4014?", "☑\uf052"),
        (rb"\ansi\deff3{\fonttbl\f3\fcharset134 SimSun;}", rb"\'d5\'fe", "政"),
    ],
)
def test_code_pages_and_fonts(head, inner, printed):
    (block,) = document(rb"\pard " + inner + rb"\par", head).blocks
    assert block.text == printed


@pytest.mark.parametrize(
    "unseen",
    [
        rb"{\v x}", rb"\v x\v0 ", rb"{\deleted x}", rb"{\*\unknown x{y}}", rb"{\header x\par}", rb"{\bin3 {}{}",
        rb"{\field{\*\fldinst PAGE {\field{\*\fldinst x}{\fldrslt y}}}}", rb"{\nonshppict{\pict x}}",
        rb"{\object{\*\objdata 00}{\objclass x}}", rb"{\*\bkmkstart x}", rb"{\colortbl;\red0;}",
    ],
)  # fmt: skip
def test_what_is_not_printed_is_left_out(unseen):
    assert texts(rb"\pard a" + unseen + rb"b\par") == ["ab"]


def test_a_field_shows_its_result():
    assert texts(rb"\pard {\field{\*\fldinst PAGE}{\fldrslt 12}}\par") == ["12"]


def test_a_box_stands_where_it_is_anchored():
    inner = rb"\pard a{\shp{\*\shpinst\shpleft0{\sp{\sn x}{\sv 1}}{\shptxt\pard box\par}}{\shprslt old}}\par"
    assert texts(inner) == ["abox\n"]


def test_a_picture_of_a_floating_shape_is_a_picture():
    inner = rb"\pard a{\shp{\*\shpinst{\sp{\sn pib}{\sv{\pict\pngblip 8950}}}}}\par"
    assert [getattr(block, "body", None) for block in document(inner).blocks] == [None, b"\x89P"]


def test_pictures_may_be_binary_or_of_a_kind_without_bytes():
    inner = rb"\pard {\pict\jpegblip\bin4 {}{}}{\pict\wmetafile8 0102}\par"
    assert [block.body for block in document(inner).blocks] == [b"{}{}", None]


def test_notes_are_told_as_unread():
    assert [what for what, _ in document(rb"\pard a{\footnote\pard why\par}\par").unread] == ["footnote: why"]


def test_headings_are_told_by_the_names_of_styles():
    head = rb"\ansi{\stylesheet{\s0 Normal;}{\s4\b heading 2;}{\*\cs5 heading 1 Char;}}"
    found = document(rb"\pard\s4 a\par\pard b\par", head).blocks
    assert [(type(block), getattr(block, "level", None)) for block in found] == [
        (Heading, 2),
        (Paragraph, None),
    ]


LISTS = (
    rb"{\*\listtable{\list{\listlevel\levelnfc37\levelstartat1{\leveltext\'02\'00\'a1\'a2;}{\levelnumbers\'01;}}"
    rb"{\listlevel\levelnfc39\levelstartat1{\leveltext\'03\u-248\'a3\'01\u-247\'a3;}}\listid5}}"
    rb"{\*\listoverridetable{\listoverride\listid5\listoverridecount1{\lfolevel\listoverridestartat"
    rb"\levelstartat3}\ls1}}"
)


def test_lists_count_where_no_number_is_printed():
    inner = LISTS + rb"\pard\ls1\ilvl0 a\par\pard\ls1\ilvl1 b\par\pard\ls1\ilvl0 c\par\pard d\par"
    assert texts(inner) == ["三、a", "（一）b", "四、c", "d"]


def test_automatic_numbers_in_a_table_are_printed_in_their_boxes():
    row = rb"\trowd\cellx1000\cellx2000\pard\intbl\ls1 a\cell\pard\intbl b\cell\row"
    assert rows(LISTS + row + row) == [["三、a", "b"], ["四、a", "b"]]


def test_a_printed_number_is_taken_as_it_is():
    inner = LISTS + rb"{\listtext\pard\plain \'c1\'f9\'a1\'a2\tab}\pard\ls1 a\par\pard b\par"
    found = document(inner).blocks
    assert [(block.label, block.text) for block in found] == [("六、", "a"), ("", "b")]


def test_cells_are_merged_down_and_across():
    inner = (
        rb"\trowd\clvmgf\cellx1000\clmgf\cellx2000\clmrg\cellx3000\pard\intbl a\cell b\cell\cell\row"
        rb"\trowd\clvmrg\cellx1000\cellx2030\cellx3000\pard\intbl\cell c\cell d\cell\row"
    )
    assert rows(inner) == [["a", "b", "b"], ["a", "c", "d"]]


def test_rows_keep_the_shape_that_was_defined_last():
    inner = rb"\trowd\cellx1000\cellx2000\pard\intbl a\cell b\cell\row\intbl c\cell d\cell\row"
    assert rows(inner) == [["a", "b"], ["c", "d"]]


def test_paragraphs_and_nested_cells_are_lines_of_their_cell():
    inner = (
        rb"\trowd\cellx1000\cellx2000\pard\intbl a\par b\par\pard\intbl\itap2 n1\nestcell n2\nestcell"
        rb"{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables\par}\pard\intbl\cell c\cell\cell\row"
    )
    assert rows(inner) == [["a\nb\nn1\nn2\n", "c"]]


def test_a_cell_beyond_the_defined_ones_is_kept():
    assert rows(rb"\trowd\cellx1000\pard\intbl a\cell b\cell\row") == [["a", "b"]]


def test_a_table_without_its_last_row_end_loses_no_cell():
    (table,) = document(rb"\trowd\cellx1000\cellx2000\pard\intbl a\cell b").blocks
    assert [cell.text for cell in table.cells] == ["a", "b"]


def test_a_picture_in_a_cell_is_told_of_the_cell():
    table, picture = document(rb"\trowd\cellx900\pard\intbl{\pict\pngblip 89}\cell\row\pard\par").blocks
    assert table.cells[0].has_picture
    assert isinstance(picture, Picture)


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
def test_a_document_cut_short_is_told(cut):
    told = [what for what, _ in read(WHOLE[: int(len(WHOLE) * cut)]).unread]
    assert any("cut short" in what for what in told)
    assert not read(WHOLE).unread


def test_bytes_behind_the_end_are_told():
    assert not read(rb"{\rtf1 a}" + b"\0\r\n").unread
    assert [what for what, _ in read(rb"{\rtf1 a}b\par").unread] == ["5 bytes behind the end of the document"]


@pytest.mark.parametrize("body", [b"", b"{", b"rtf1", b"\\rtf1", b"{\\html}"])
def test_what_is_no_rtf_is_refused(body):
    with pytest.raises(UnreadableDocument, match="no RTF document"):
        read(body)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (rb"{\rtf1" + b"{" * 6000, "groups within one another"),
        (rb"{\rtf1\trowd" + rb"\cellx9" * 256 + rb"\cell\row" * 3000, "cells"),
        (
            rb"{\rtf1\trowd"
            + b"".join(b"\\cellx%d" % (100 * n) for n in range(1, 257))
            + rb"\cell\row" * 1000,
            "positions",
        ),
    ],
)
def test_what_would_fill_the_memory_is_refused(body, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        read(body)


@pytest.mark.parametrize(
    "body",
    [
        rb"{\rtf1" + rb"{\shp{\*\shpinst{\shptxt " * 800,
        rb"{\rtf1" + rb"{\*\x" * 4000 + b"}" * 4000,
        rb"{\rtf1{\stylesheet" + rb"{\s1 heading 1;" * 4000,
        rb"{\rtf1\bin9999999999 x}",
        rb"{\rtf1{\pict\pngblip\bin9999999999 x}}",
        rb"{\rtf1\trleft-9999999999\cellx9999999999 a\cell\row}",
        rb"{\rtf1\u9999999999\'}",
        b"{\\rtf1" + b"\\" * 100_001,
    ],
)
def test_hostile_words_end_soon(body):
    began = time.process_time()
    readable_or_refused(body)
    assert time.process_time() - began < 2


@given(st.lists(st.tuples(st.integers(5, len(RICH) - 1), st.integers(0, 7)), min_size=1, max_size=20))
@BOUNDED
def test_flipped_bits_never_raise_anything_else(flips):
    body = bytearray(RICH)
    for place, bit in flips:
        body[place] ^= 1 << bit
    readable_or_refused(bytes(body))


@given(st.lists(st.sampled_from(RICH.split(b"\\")), max_size=120))
@BOUNDED
def test_words_in_any_order_never_raise_anything_else(words):
    readable_or_refused(b"{\\rtf1\\" + b"\\".join(words))


@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_behind_the_magic_never_raise_anything_else(seed):
    readable_or_refused(b"{\\rtf1" + random.Random(seed).randbytes(50_000))
