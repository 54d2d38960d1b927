"""Whatever is done to a Word file, nothing but ``UnreadableDocument`` comes out of the reader."""

import io
import zipfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.document import Document, UnreadableDocument
from parsers.formats.docx import read

BODY = (Path(__file__).parents[3] / "demo" / "documents" / "002_luzhu_2021.docx").read_bytes()
XML = zipfile.ZipFile(io.BytesIO(BODY)).read("word/document.xml")
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def outcome(body):
    try:
        return read(body)
    except UnreadableDocument as error:
        return str(error)


def repacked(document):
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BODY)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            target.writestr(name, document if name == "word/document.xml" else source.read(name))
    return packed.getvalue()


@FEW
@given(st.lists(st.tuples(st.integers(0, len(BODY) - 1), st.integers(1, 255)), min_size=1, max_size=8))
def test_flipped_bits_of_the_package_never_break_the_reader(flips):
    damaged = bytearray(BODY)
    for at, mask in flips:
        damaged[at] ^= mask
    assert isinstance(outcome(bytes(damaged)), Document | str)


@FEW
@given(st.integers(0, len(XML)), st.integers(0, 4000))
def test_a_hole_in_the_xml_never_breaks_the_reader(start, length):
    assert isinstance(outcome(repacked(XML[:start] + XML[start + length :])), Document | str)


@FEW
@given(
    st.sampled_from([b"w:val", b"w:tc>", b"w:tr>", b"w:gridSpan", b"w:p>", b"w:w="]), st.binary(max_size=12)
)
def test_strange_words_in_the_xml_never_break_the_reader(word, other):
    assert isinstance(outcome(repacked(XML.replace(word, other, 3))), Document | str)
