"""Pictures on a sheet of an ``.xls``."""

import pytest

from checks.registry import run_checks
from parsers.document import Picture, UnreadableDocument
from parsers.formats.sheets import read
from parsers.parse import parse
from parsers.report import Mark, ParseHints, ProblemKind
from tests.parsers.formats.old_sheets import (
    BOF,
    EOF,
    PNG,
    art,
    pictured,
    record,
    shape,
    sheet,
    store,
    with_drawings,
)


def pictures(body):
    return [block for block in read(body).blocks if isinstance(block, Picture)]


def test_a_picture_stands_under_the_row_that_it_is_anchored_in_with_its_bytes():
    (picture,) = pictures(pictured())
    assert picture.body == PNG
    before = read(pictured()).blocks[picture.place.block - 1]
    assert "行政诉讼情况" in before.text


def test_a_table_that_is_a_picture_is_told_as_one():
    report = parse(pictured())
    assert [cell.mark for cell in report.cells].count(Mark.PICTURE) == 15
    assert ProblemKind.TABLE_IS_PICTURE in {problem.kind for problem in report.problems}
    assert {str(outcome.verdict) for outcome in run_checks(report) if outcome.check == "S03"} == {"failed"}
    others = [cell for cell in report.cells if cell.mark is not Mark.PICTURE]
    alone = parse(with_drawings(b"", b""))
    assert others == [cell for cell in alone.cells if cell.mark is not Mark.ABSENT]


@pytest.mark.needs("ocr")
def test_a_table_that_is_a_picture_is_read_by_ocr():
    cells = [
        cell
        for cell in parse(pictured(), hints=ParseHints(ocr=True)).cells
        if "litigation" in cell.key or "review" in cell.key
    ]
    assert {(cell.text, cell.mark) for cell in cells} == {("0", Mark.NUMBER)}
    assert len(cells) == 15


def test_a_sheet_shows_the_pictures_that_its_shapes_name_from_its_top():
    other = PNG + b"\0"
    body = with_drawings(
        record(0xEB, store(PNG, other)), record(0xEC, sheet(shape(9, 2), shape(3, 1), shape(20, 3)))
    )
    assert [picture.body for picture in pictures(body)] == [PNG, other]


def test_a_picture_behind_a_chart_is_found():
    chart = record(BOF, bytes(16)) + record(EOF, b"")
    body = with_drawings(record(0xEB, store(PNG)), chart + record(0xEC, sheet(shape(3, 1))))
    assert len(pictures(body)) == 1


def test_a_picture_that_is_no_png_or_jpeg_has_a_place_and_no_bytes():
    body = with_drawings(
        record(0xEB, store(b"\x01\0\0\0 EMF", kind=0xF01A)), record(0xEC, sheet(shape(3, 1)))
    )
    assert [picture.body for picture in pictures(body)] == [None]


@pytest.mark.parametrize("cut", [20, 60, 500, -30])
def test_a_drawing_that_is_cut_short_is_no_fault(cut):
    body = with_drawings(record(0xEB, store(PNG)[:cut]), record(0xEC, sheet(shape(3, 1))[:cut]))
    try:
        assert len(pictures(body)) <= 1
    except UnreadableDocument as refused:
        pytest.fail(f"only the drawing is broken: {refused}")


def test_drawings_nested_without_end_are_left():
    nested = b""
    for _ in range(2000):
        nested = art(0xF003, nested)
    assert pictures(with_drawings(record(0xEB, store(PNG)), record(0xEC, nested))) == []
