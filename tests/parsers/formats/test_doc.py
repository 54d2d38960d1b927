"""Word 97-2003: the five reports cell by cell, what a reader of the page sees, and hostile files."""

import contextlib
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.compound import MAGIC
from parsers.detect import DOC, OLE, detect
from parsers.document import Heading, Paragraph, Picture, UnreadableDocument
from parsers.formats.doc import read
from tests.parsers.golden_documents import assert_every_cell_is_right, assert_its_text_is_that_of_the_docx

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "tests" / "samples" / "doc"
GOLDEN = ROOT / "tests" / "golden"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.doc"))
SMALL = (SAMPLES / "002_luzhu_2021.doc").read_bytes()
FIB = b"\xec\xa5\x01\x01"  # how the WordDocument stream begins when LibreOffice wrote it
BOUNDED = settings(
    max_examples=60, deadline=2000, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


def body_of(name):
    return (SAMPLES / f"{name}.doc").read_bytes()


def readable_or_refused(body):
    with contextlib.suppress(UnreadableDocument):
        read(body)


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_of_the_reports_is_right(name):
    assert_every_cell_is_right(name, body_of(name))


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_that_of_the_same_document_as_docx(name):
    assert_its_text_is_that_of_the_docx(name, body_of(name))


def test_automatic_numbers_of_word_are_printed_before_the_text():
    blocks = read(body_of("001_wangdian_2020")).blocks
    printed = [block.label + block.text for block in blocks if isinstance(block, Paragraph | Heading)]
    assert "一、总体情况" in printed
    assert "（三）政府信息管理情况。" in printed


def test_a_picture_in_the_text_is_a_block_with_its_bytes():
    blocks = read(body_of("000_changhua_2020")).blocks
    (picture,) = [block for block in blocks if isinstance(block, Picture)]
    assert picture.body == (ROOT / "demo" / "documents" / "000_changhua_2020.png").read_bytes()


def test_the_title_in_the_properties_is_the_title():
    assert read(SMALL).title == "富阳区渌渚镇2021年政府信息公开工作年度报告"


def test_places_count_blocks_rows_and_columns():
    blocks = read(SMALL).blocks
    assert [block.place.block for block in blocks] == list(range(len(blocks)))


def test_a_word_document_is_told_by_the_streams_of_its_root():
    assert detect(SMALL) == DOC
    assert detect(renamed(SMALL, "WordDocument", "SomethingElse")) == OLE


def test_a_document_cut_short_is_still_told_and_then_refused():
    body = SMALL[: len(SMALL) // 2] + "WordDocument".encode("utf-16-le")
    assert detect(body) == DOC
    with pytest.raises(UnreadableDocument, match="broken or cut short"):
        read(body)


def renamed(body, old, new):
    """Give a stream another name, as another program's file has it."""
    at = body.index(old.encode("utf-16-le") + b"\0\0")
    name = new.encode("utf-16-le") + b"\0\0"
    entry = name.ljust(64, b"\0") + len(name).to_bytes(2, "little")
    return body[:at] + entry + body[at + len(entry) :]


def patched(body, offset, value):
    """Change two bytes of the WordDocument stream's beginning."""
    at = body.index(FIB) + offset
    return body[:at] + value + body[at + len(value) :]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (renamed(SMALL, "WordDocument", "Workbook"), "an Excel workbook"),
        (renamed(SMALL, "WordDocument", "PowerPoint Document"), "PowerPoint"),
        (renamed(SMALL, "WordDocument", "EncryptedPackage"), "encrypted"),
        (renamed(SMALL, "WordDocument", "Something"), "no WordDocument stream"),
        (renamed(SMALL, "1Table", "9Table"), "it has no stream 1Table"),
        (patched(SMALL, 2, b"\x68\x00"), "Word 6 or 95"),
        (patched(SMALL, 0, b"\xdc\xa5"), "Word 6 or 95"),
        (patched(SMALL, 0, b"\x00\x00"), "no Word document"),
        (patched(SMALL, 11, b"\x13"), "encrypted"),
        (b"", "no header"),
        (MAGIC, "no header"),
        (MAGIC + bytes(504), "sectors of 2"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(body, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        read(body)


def test_more_tables_than_sectors_are_refused_before_they_are_followed():
    body = SMALL[:44] + b"\xff\xff\xff\x7f" + SMALL[48:]
    with pytest.raises(UnreadableDocument, match="more tables than sectors"):
        read(body)


@pytest.mark.parametrize("cut", [0.1, 0.3, 0.5, 0.7, 0.9])
@pytest.mark.parametrize("name", NAMES[:3])
def test_a_truncated_document_is_unreadable_and_nothing_else(name, cut):
    body = body_of(name)
    with pytest.raises(UnreadableDocument, match=r"broken|cut short"):
        read(body[: int(len(body) * cut)])


@given(st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 7)), min_size=1, max_size=40))
@BOUNDED
def test_flipped_bits_never_raise_anything_else(flips):
    body = bytearray(SMALL)
    for place, bit in flips:
        body[place] ^= 1 << bit
    readable_or_refused(bytes(body))


STRUCTURES = [SMALL.index(FIB), len(SMALL) // 2]


@given(st.sampled_from(STRUCTURES), st.integers(0, 4000), st.binary(min_size=1, max_size=64))
@BOUNDED
def test_overwritten_structures_never_raise_anything_else(start, distance, written):
    at = min(start + distance, len(SMALL) - len(written))
    readable_or_refused(SMALL[:at] + written + SMALL[at + len(written) :])


@pytest.mark.parametrize("seed", range(8))
def test_random_bytes_behind_the_magic_are_refused(seed):
    noise = random.Random(seed).randbytes(20_000)
    with pytest.raises(UnreadableDocument):
        read(MAGIC + noise)
    with pytest.raises(UnreadableDocument):
        read(SMALL[:512] + noise)
