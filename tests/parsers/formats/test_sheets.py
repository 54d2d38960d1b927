import io
import re
import struct
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.compound import Compound
from parsers.detect import XLS, XLSX, detect
from parsers.document import Heading, Paragraph, Picture, Table, UnreadableDocument
from parsers.formats.sheets import biff, read
from parsers.formats.sheets.values import shown
from parsers.grid import spread
from parsers.parse import parse

ROOT = Path(__file__).parents[2]
SHEETS = ROOT / "samples" / "sheets"
SPARSE = ROOT / "samples" / "hostile" / "sparse.xlsx"
OLD = (SHEETS / "002_luzhu_2021.xls").read_bytes()
NEW = (SHEETS / "002_luzhu_2021.xlsx").read_bytes()
STREAM = Compound(OLD).stream("Workbook")
SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def repacked(body, **changed):
    """Give a package with members changed, dots and slashes of their names written as __ and _."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changed.pop(name, None) or old.read(name))
        for name, content in changed.items():
            new.writestr(name, content)
    return packed.getvalue()


def sheet_of(rows, merges=(), more=""):
    """Give a workbook of one sheet, its cells in the XML of Excel."""
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges)
    merged = f"<mergeCells>{merged}</mergeCells>" if merges else ""
    xml = f"<worksheet {MAIN}>{more}<sheetData>{rows}</sheetData>{merged}</worksheet>"
    return repacked(NEW, **{SHEET: xml.encode()})


def text(reference, value):
    return f'<c r="{reference}" t="inlineStr"><is><t>{value}</t></is></c>'


def kinds(document):
    return [type(block) for block in document.blocks]


@pytest.mark.parametrize("suffix", ["xls", "xlsx"])
def test_every_cell_of_a_sheet_is_as_the_truth_prints_it(case, suffix, differences):
    body = (SHEETS / f"{case}.{suffix}").read_bytes()
    assert not differences(body, pictured=suffix == "xlsx")


@pytest.mark.parametrize("suffix", ["xls", "xlsx"])
def test_title_and_sections_are_found_in_a_sheet_in_every_look(case, suffix, truth):
    report = parse((SHEETS / f"{case}.{suffix}").read_bytes())
    assert report.title == truth["title"]["text"]
    assert [section.key for section in report.sections] == [
        "preface",
        *(section["key"] for section in truth["sections"]),
    ]


@pytest.mark.parametrize(("body", "media_type"), [(OLD, XLS), (NEW, XLSX)])
def test_workbooks_are_told_by_their_bytes(body, media_type):
    assert detect(body) == media_type


def test_a_picture_on_a_sheet_stands_where_it_lies():
    blocks = read((SHEETS / "000_changhua_2020.xlsx").read_bytes()).blocks
    (picture,) = [block for block in blocks if isinstance(block, Picture)]
    assert picture.body is not None
    assert picture.body.startswith(b"\x89PNG")
    before = blocks[picture.place.block - 1]
    assert isinstance(before, Paragraph)
    assert before.text.startswith("四、")
    assert [block.place.block for block in blocks] == list(range(len(blocks)))


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (4.0, "4"), (4.5, "4.5"), (0.1 + 0.2, "0.3"), (-3.0, "-3"), (1e20, "100000000000000000000"),
        (207204.99, "207204.99"), (True, "TRUE"), ("　0", "　0"), (date(2020, 1, 2), "2020-01-02"),
        (datetime(2020, 1, 2), "2020-01-02"), (datetime(2020, 1, 2, 3, 4), "2020-01-02 03:04:00"),  # noqa: DTZ001
        (time(3, 4), "03:04:00"), (float("inf"), "inf"),
    ],
)  # fmt: skip
def test_values_are_written_as_a_sheet_shows_them(value, printed):
    assert shown(value) == printed


def test_an_error_in_a_cell_is_not_a_blank():
    rows = (
        f'<row r="1">{text("A1", "规章")}<c r="B1" t="e"><v>#DIV/0!</v></c><c r="C1"><f>1/0</f><v/></c></row>'
    )
    (table,) = read(sheet_of(rows)).blocks
    assert [cell.text for cell in table.cells] == ["规章", "#DIV/0!", "=1/0"]


def test_a_merged_cell_spans_what_it_covers_and_no_more_than_the_sheet_has():
    rows = f'<row r="1">{text("A1", "a")}{text("B1", "b")}</row><row r="2">{text("B2", "c")}</row>'
    (table,) = read(sheet_of(rows, ["A1:A2", "B2:XFD1048576"])).blocks
    assert spread(table).texts() == (("a", "b"), ("a", "c"))


def test_a_blank_label_row_stays_in_its_table_and_a_heading_ends_it():
    rows = (
        f'<row r="1">{text("A1", "信息内容")}{text("B1", "本年制发件数")}</row>'
        f'<row r="2">{text("A2", "规章")}</row><row r="3">{text("A3", "五、存在的主要问题及改进情况")}</row>'
    )
    document = read(sheet_of(rows))
    assert kinds(document) == [Table, Paragraph]
    assert spread(document.blocks[0]).texts() == (("信息内容", "本年制发件数"), ("规章", ""))


def test_a_sheet_that_is_named_after_a_part_is_its_heading_and_others_are_not():
    rows = f'<row r="1">{text("A1", "规章")}<c r="B1"><v>4</v></c></row>'
    named = sheet_of(rows)
    with zipfile.ZipFile(io.BytesIO(named)) as package:
        workbook = package.read("xl/workbook.xml").decode()
    renamed = workbook.replace("年度报告", "二、主动公开政府信息情况").encode()
    assert kinds(read(named)) == [Table]
    assert kinds(read(repacked(named, **{"xl/workbook.xml": renamed}))) == [Heading, Table]


def test_a_hidden_sheet_is_left_out_and_told_of():
    with zipfile.ZipFile(io.BytesIO(NEW)) as package:
        workbook = package.read("xl/workbook.xml").decode()
    hidden = workbook.replace('state="visible"', 'state="hidden"', 1).encode()
    document = read(repacked(NEW, **{"xl/workbook.xml": hidden}))
    assert not document.blocks
    assert "hidden sheet" in document.unread[0][0]


def test_cells_of_a_hidden_row_are_read_and_told_of():
    rows = f'<row r="1" hidden="1">{text("A1", "a")}{text("B1", "b")}</row>'
    document = read(sheet_of(rows))
    assert kinds(document) == [Table]
    assert document.unread[0][0].startswith("2 cells that are read stand in hidden rows")


def test_a_text_box_is_told_of():
    drawing = b'<x xmlns:a="urn:a"><a:t>\xe6\xb3\xa8</a:t></x>'
    document = read(repacked(NEW, **{"xl/drawings/drawing9.xml": drawing}))
    assert document.unread[0][0] == "a text box: 注"


def test_a_sparse_sheet_is_refused_before_it_ends_the_process():
    with pytest.raises(UnreadableDocument, match="positions"):
        read(SPARSE.read_bytes())


@pytest.mark.parametrize("member", ["xl/worksheets/sheet1.xml", "xl/odd.bin"])
def test_a_sparse_sheet_is_found_whatever_its_part_is_called(member):
    xml = f"<worksheet {MAIN}><sheetData>{text('A1', 1)}{text('XFD1048576', 1)}</sheetData></worksheet>"
    with pytest.raises(UnreadableDocument, match="positions"):
        read(repacked(NEW, **{member: xml.encode()}))


def test_formats_far_from_the_cells_are_no_cells():
    rows = f'<row r="1">{text("A1", "a")}{text("B1", "b")}<c r="XFD1" s="1"/></row><row r="1048576"/>'
    assert len(read(sheet_of(rows, more='<dimension ref="A1:XFD1048576"/>')).blocks) == 1


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ('<row r="1"><c r="A0x"><v>1</v></c></row>', "has a cell at"),
        ('<row r="x"><c r="A1"><v>1</v></c></row>', "has a cell at"),
        ("<row><c", "no XML"),
        ('<row r="1">' + '<c r="A1"/>' * 1_000_001 + "</row>", "more cells|times its size"),
    ],
)
def test_a_sheet_that_is_no_sheet_is_refused(rows, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        read(sheet_of(rows))


@pytest.mark.parametrize(
    ("member", "content", "reason"),
    [
        ("xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook/>', "DOCTYPE"),
        ("xl/sharedStrings.xml", b"0" * 30_000_000, "times its size"),
        ("xl/workbook.xml", b"<workbook", "no XML"),
    ],
)
def test_a_hostile_part_is_refused_with_its_reason(member, content, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        read(repacked(NEW, **{member: content}))


@pytest.mark.parametrize(
    ("kind", "content", "reason"),
    [
        (0x0200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0), "from row"),
        (0x0200, struct.pack("<IIHHH", 9, 0, 0, 4, 0), "from row"),
        (0x00FC, struct.pack("<II", 0x7FFFFFFF, 0x7FFFFFFF), "more texts"),
        (0x002F, b"\0" * 6, "encrypted"),
        (0x0085, struct.pack("<IH", 0x7FFFFFFF, 0), "cut short"),
        (0x0203, b"\0\0", "cut short"),
    ],
)
def test_a_record_that_claims_too_much_is_refused(kind, content, reason):
    """The record is put before the first of the workbook, or of the sheet where it belongs."""
    record = struct.pack("<HH", kind, len(content)) + content
    if kind in {0x0200, 0x0203}:
        start = struct.unpack_from("<I", STREAM, STREAM.index(struct.pack("<H", 0x0085)) + 4)[0]
        stream = STREAM[:start] + record + STREAM[start:]
    else:
        stream = record + STREAM
    with pytest.raises(UnreadableDocument, match=reason):
        biff.check(biff._container("Workbook", stream.ljust(4096, b"\0")))


def test_an_error_and_a_sparse_sheet_of_an_old_workbook_are_seen():
    start = struct.unpack_from("<I", STREAM, STREAM.index(struct.pack("<H", 0x0085)) + 4)[0]
    error = struct.pack("<HHHHHBB", 0x0205, 8, 200, 1, 0, 0x07, 1)
    stream = STREAM[:start] + error + STREAM[start:]
    assert biff.check(biff._container("Workbook", stream)).errors[0][200, 1] == "#DIV/0!"
    far = struct.pack("<HHHHHd", 0x0203, 14, 65_535, 255, 0, 1.0)
    with pytest.raises(UnreadableDocument, match="positions"):
        biff.check(biff._container("Workbook", STREAM[:start] + far + STREAM[start:]))


def test_a_compound_file_without_a_workbook_is_unreadable():
    other = OLD.replace("Workbook".encode("utf-16-le"), "Workfile".encode("utf-16-le"))
    with pytest.raises(UnreadableDocument, match="no stream of a workbook"):
        read(other)


@pytest.mark.parametrize("cut", [0.02, 0.1, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("body", [OLD, NEW], ids=["xls", "xlsx"])
def test_a_truncated_workbook_is_unreadable_or_read_whole(body, cut):
    try:
        document = read(body[: int(len(body) * cut)])
    except UnreadableDocument as error:
        assert re.search("broken|cut short", str(error))  # noqa: PT017
    else:
        assert document.blocks == read(body).blocks


def changes(size):
    return st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, 255)), min_size=1, max_size=8)


def flipped(body, edits):
    changed = bytearray(body)
    for at, byte in edits:
        changed[at] = byte
    return bytes(changed)


@settings(max_examples=60, deadline=2000)
@given(st.sampled_from([OLD, NEW]), changes(min(len(OLD), len(NEW))))
def test_flipped_bytes_of_a_file_give_a_document_or_a_reason(body, edits):
    try:
        read(flipped(body, edits))
    except UnreadableDocument as error:
        assert str(error)  # noqa: PT017


@settings(max_examples=60, deadline=2000)
@given(changes(len(STREAM)))
def test_flipped_bytes_of_the_records_give_a_document_or_a_reason(edits):
    try:
        read(biff._container("Workbook", flipped(STREAM, edits).ljust(4096, b"\0")))
    except UnreadableDocument as error:
        assert str(error)  # noqa: PT017
