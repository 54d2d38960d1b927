"""Whatever is done to a document, a report comes out, with problems; never an exception.

Bytes are flipped, cut and copied in every format, and inside the members of packages, which a flipped byte
otherwise only makes a broken ZIP. `make soak` does it for longer.
"""

import io
import os
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.registry import run_checks
from parsers.detect import detect
from parsers.formats import READERS
from parsers.parse import parse
from parsers.report import Mark
from tests.parsers.convert.test_converted_documents import EVERY as CONVERTED
from tests.parsers.formats.old_sheets import pictured
from tests.parsers.ocr.test_documents_with_pictures import saved_page

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "samples"
FILES = (
    ROOT / "demo" / "documents" / "001_wangdian_2020.docx",
    ROOT / "demo" / "documents" / "004_gongshu_office_2020.html",
    ROOT / "demo" / "documents" / "000_changhua_2020.png",
    ROOT / "tests" / "golden" / "001_wangdian_2020" / "report.txt",
    SAMPLES / "doc" / "000_changhua_2020.doc",
    SAMPLES / "docx_hard" / "03.docx",
    SAMPLES / "odt" / "000_changhua_2020.odt",
    SAMPLES / "ofd" / "000_changhua_2020.stroked.ofd",
    SAMPLES / "pdf" / "000_changhua_2020.libreoffice.pdf",
    SAMPLES / "pictures" / "dev_002_review.jpg",
    SAMPLES / "rtf" / "002_luzhu_2021.rtf",
    SAMPLES / "sheets" / "000_changhua_2020.xlsx",
)
CSV = b"row,2019,2020\n" + b"".join(b"line %d,%d,\xe3\x80\x80%d\n" % (n, n, n) for n in range(40))
TIFF = b"II*\0\x08\0\0\0\x02\0\0\x01\x04\0\x01\0\0\0\x40\0\0\0\x01\x01\x04\0\x01\0\0\0\x40\0\0\0\0\0\0\0"
GIF = b"GIF89a\x40\0\x40\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x40\0\x40\0\0\x02\x02\x44\x01\0;"
MADE = {"saved.mht": saved_page, "pictured.xls": pictured, "table.csv": lambda: CSV, "picture.tif": lambda: TIFF,
        "picture.gif": lambda: GIF} | {name: lambda body=body: body for name, body in CONVERTED.items()}  # fmt: skip
SOUND = {path.relative_to(ROOT).as_posix(): path.read_bytes for path in FILES} | MADE
PACKAGES = [path for path in FILES if path.suffix in {".docx", ".odt", ".ofd", ".xlsx"}]
EXAMPLES = 8 * int(os.environ.get("GONGKAI_ROUNDS", "1"))
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "copy", "say"]),
        st.floats(0, 0.999),
        st.floats(0, 0.999),
        st.integers(1, 255),
    ),
    min_size=1,
    max_size=12,
)
SAID = (
    b"-1",
    b"0",
    b"",
    b"99999999999999999999",
    b"NaN",
    b"1e999",
    b"\xef\xbc\x91",
    b"\xc2\xb2",
    b"x",
    b"1 2",
)


def damage(body, changes):
    damaged = bytearray(body)
    for how, at, other, size in changes:
        here, there = int(at * len(damaged)), int(other * len(damaged))
        if how == "flip":
            damaged[here : here + 1] = bytes(byte ^ size for byte in damaged[here : here + 1])
        elif how == "cut":
            del damaged[here : here + size]
        elif how == "copy":
            damaged[here:here] = damaged[there : there + size]
        elif number := re.search(rb'(?<=")[^"<>]{0,40}(?=")|[0-9]+', damaged[here : here + 2000]):
            damaged[here + number.start() : here + number.end()] = SAID[size % len(SAID)]
    return bytes(damaged)


@cache
def members_of(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(members):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in members.items():
            package.writestr(name, body)
    return written.getvalue()


def assert_nothing_is_invented(body):
    report = parse(body)
    assert report.cells or report.problems
    assert all((cell.value is None) == (cell.mark is not Mark.NUMBER) for cell in report.cells)
    assert run_checks(report)


def test_every_format_is_among_those_that_are_damaged():
    assert set(READERS) <= {detect(read()) for read in SOUND.values()}


@pytest.mark.parametrize("name", SOUND)
@settings(max_examples=EXAMPLES)
@given(changes=CHANGES)
def test_a_damaged_document_gives_a_report_and_invents_nothing(name, changes):
    assert_nothing_is_invented(damage(SOUND[name](), changes))


@pytest.mark.parametrize("path", PACKAGES, ids=lambda path: path.name)
@settings(max_examples=EXAMPLES)
@given(data=st.data(), changes=CHANGES)
def test_a_package_with_a_damaged_member_gives_a_report_and_invents_nothing(path, data, changes):
    members = members_of(path)
    hurt = data.draw(st.sampled_from(sorted(members)))
    assert_nothing_is_invented(packed({**members, hurt: damage(members[hurt], changes)}))


@pytest.mark.parametrize("name", SOUND)
@settings(max_examples=EXAMPLES // 2)
@given(share=st.floats(0, 0.999))
def test_a_document_cut_short_gives_a_report_and_invents_nothing(name, share):
    body = SOUND[name]()
    assert_nothing_is_invented(body[: int(share * len(body))])


@pytest.mark.parametrize("said", ["1 2", "-", "", "9" * 5000, "1e999"], ids=len)
@pytest.mark.parametrize(
    ("member", "number"),
    [
        ("word/numbering.xml", r'(?<=w:start w:val=")[0-9]+|(?<=w:ilvl=")[0-9]+'),
        ("word/styles.xml", r'(?<=w:val="heading )[0-9]+|(?<=w:val="Heading )[0-9]+'),
        ("word/document.xml", r'(?<=w:w=")[0-9]+|(?<=w:ilvl w:val=")[0-9]+|(?<=w:gridSpan w:val=")[0-9]+'),
    ],
)
def test_numbers_of_a_docx_that_are_none_are_no_fault(member, number, said):
    members = members_of(ROOT / "demo" / "documents" / "001_wangdian_2020.docx")
    changed, count = re.subn(number.encode(), said.encode(), members[member])
    assert count
    assert_nothing_is_invented(packed({**members, member: changed}))


def test_a_package_that_asks_for_a_version_nobody_wrote_is_a_problem():
    body = bytearray((ROOT / "demo" / "documents" / "002_luzhu_2021.docx").read_bytes())
    entry = body.index(b"PK\x01\x02")
    body[entry + 6] = 245  # "version needed to extract" of the first member: 24.5
    assert parse(bytes(body)).problems
