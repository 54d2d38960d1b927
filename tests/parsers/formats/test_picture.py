"""Pictures as files: their size by the header alone, and what is refused before anything is unpacked."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.document import Picture, UnreadableDocument
from parsers.formats.picture import read
from parsers.parse import parse
from parsers.picture_size import size_of
from parsers.report import ParseHints, ProblemKind
from tests.parsers.ocr.pictures import picture


def png(width, height):
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + header
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def tiff(*pages, order="<"):
    body = bytearray((b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8))
    for number, (width, height) in enumerate(pages, 1):
        after = len(body) + 2 + 24 + 4 if number < len(pages) else 0
        body += struct.pack(order + "H", 2)
        body += struct.pack(order + "HHIHxx", 256, 3, 1, width) + struct.pack(
            order + "HHII", 257, 4, 1, height
        )
        body += struct.pack(order + "I", after)
    return bytes(body)


@pytest.mark.parametrize(
    ("body", "size"),
    [
        (png(800, 600), (800, 600)),
        (b"GIF89a" + struct.pack("<HH", 30, 20) + b"\0", (30, 20)),
        (b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc2\0\x0b\x08\0\x14\0\x1e\x01", (30, 20)),
        (tiff((30, 20)), (30, 20)),
        (tiff((30, 20), (40, 50), order=">"), (40, 70)),
        (b"BM" + bytes(16) + struct.pack("<ii", 30, -20), (30, 20)),
        (b"\xff\xd8\xff\xe0\0\x04ab", None),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"no picture", None),
    ],
)
def test_the_header_tells_the_size(body, size):
    assert size_of(body) == size


def test_a_tiff_whose_pages_go_round_in_a_circle_ends():
    body = bytearray(tiff((30, 20)))
    body[-4:] = struct.pack("<I", 8)
    assert size_of(bytes(body)) == (30, 20)


@given(st.sampled_from(["dev_002_review.jpg", "dev_003_proactive.png"]), st.data())
def test_a_damaged_picture_is_read_as_one_or_refused(name, data):
    body = bytearray(picture(name)[:4000])
    for _ in range(data.draw(st.integers(1, 8))):
        body[data.draw(st.integers(0, 200))] = data.draw(st.integers(0, 255))
    try:
        document = read(bytes(body))
    except UnreadableDocument:
        return
    assert [type(block) for block in document.blocks] == [Picture]


@pytest.mark.parametrize("hints", [ParseHints(), ParseHints(ocr=True)])
@pytest.mark.parametrize("body", [png(30_000, 30_000), tiff(*[(5000, 5000)] * 2), png(0, 7), png(3, 4)[:15]])
def test_a_picture_that_is_too_large_or_broken_is_refused_by_its_header(body, hints):
    report = parse(body, hints=hints)
    assert [problem.kind for problem in report.problems] == [ProblemKind.UNREADABLE_DOCUMENT]


@pytest.mark.needs("ocr")
def test_a_picture_cut_short_is_told_as_not_read():
    report = parse(picture("dev_003_proactive.png")[:60], hints=ParseHints(ocr=True))
    told = [problem.message for problem in report.problems if problem.kind is ProblemKind.CONTENT_UNREAD]
    assert any("could not be read by OCR" in message for message in told)
