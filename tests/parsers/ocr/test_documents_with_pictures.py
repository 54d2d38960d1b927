"""Tables that are pictures, in every format that holds pictures, with OCR and without."""

from email.message import EmailMessage

import pytest

from checks.registry import run_checks
from parsers import ocr
from parsers.document import Paragraph, Picture, Table
from parsers.parse import parse, read_document
from parsers.report import Certainty, Mark, ParseHints, ProblemKind
from tests.parsers.formats.old_sheets import pictured
from tests.parsers.ocr.pictures import DOCUMENTS, SAMPLES, WITH_OCR, picture, read, scan, table_of, truth_of

NEEDS_OCR = pytest.mark.needs("ocr")
FIXTURE = {key for key in truth_of("000") if table_of(key) == "review"}


def verdict(report, check):
    return {str(outcome.verdict) for outcome in run_checks(report) if outcome.check == check}


def problems(report, kind):
    return [problem for problem in report.problems if problem.kind is kind]


def saved_page():
    """The page of the report saved with its picture (RFC 2557)."""
    page = EmailMessage()
    page.set_content((DOCUMENTS / "000_changhua_2020.html").read_text(encoding="utf-8"), subtype="html")
    page["Content-Location"] = "https://www.linan.gov.cn/art/1.html"
    place = "https://www.linan.gov.cn/picture/0/881c0d47cd8426b6f58f1a9882e61c54.png"
    drawn = (DOCUMENTS / "000_changhua_2020.png").read_bytes()
    page.add_related(drawn, "image", "png", headers=[f"Content-Location: {place}"])
    return page.as_bytes()


DRAWN = {
    path.suffix: path.read_bytes
    for path in (
        DOCUMENTS / "000_changhua_2020.docx",
        SAMPLES / "doc" / "000_changhua_2020.doc",
        SAMPLES / "rtf" / "000_changhua_2020.rtf",
        SAMPLES / "odt" / "000_changhua_2020.odt",
        SAMPLES / "sheets" / "000_changhua_2020.xlsx",
        SAMPLES / "pdf" / "000_changhua_2020.libreoffice.pdf",
        SAMPLES / "ofd" / "000_changhua_2020.stroked.ofd",
    )
} | {".mht": saved_page, ".xls": pictured}


@pytest.mark.parametrize("suffix", DRAWN)
def test_without_ocr_a_table_drawn_in_a_document_is_told_as_a_picture_in_every_format(suffix):
    report = parse(DRAWN[suffix]())
    cells = {cell.key: cell for cell in report.cells}
    assert {(cells[key].mark, cells[key].value) for key in FIXTURE} == {(Mark.PICTURE, None)}
    (told,) = problems(report, ProblemKind.TABLE_IS_PICTURE)
    assert set(told.keys) == FIXTURE
    assert verdict(report, "S03") == {"failed"}


@NEEDS_OCR
@pytest.mark.parametrize("suffix", [".png", *DRAWN])
def test_the_fifteen_figures_of_the_fixture_are_read_and_each_is_in_doubt(suffix):
    body = (DRAWN | {".png": (DOCUMENTS / "000_changhua_2020.png").read_bytes})[suffix]()
    report = read(body)
    cells = {cell.key: cell for cell in report.cells}
    assert {(cells[key].text, cells[key].mark) for key in FIXTURE} == {("0", Mark.NUMBER)}
    assert {cells[key].certainty for key in FIXTURE} == {Certainty.PARTIAL}
    assert all(cells[key].place.box for key in FIXTURE)
    (told,) = (problem for problem in problems(report, ProblemKind.TABLE_IS_PICTURE))
    assert set(told.keys) == FIXTURE
    assert "15 cells were read by OCR" in told.message


@NEEDS_OCR
def test_the_picture_of_a_page_is_read_from_the_bytes_that_come_with_it():
    body = (DOCUMENTS / "000_changhua_2020.html").read_bytes()
    drawn = {
        "/picture/0/881c0d47cd8426b6f58f1a9882e61c54.png": (DOCUMENTS / "000_changhua_2020.png").read_bytes()
    }
    cells = {cell.key: cell for cell in parse(body, hints=WITH_OCR, pictures=drawn).cells}
    assert {(cells[key].text, cells[key].mark) for key in FIXTURE} == {("0", Mark.NUMBER)}
    alone = parse(body, hints=WITH_OCR)
    assert "could not be read by OCR" in problems(alone, ProblemKind.CONTENT_UNREAD)[0].message


@NEEDS_OCR
def test_a_table_that_is_a_picture_is_found_to_be_one_whether_it_is_read_or_not():
    body = (DOCUMENTS / "000_changhua_2020.docx").read_bytes()
    for report in (parse(body), read(body)):
        header = next(header for header in report.headers if header.table == "review_litigation")
        assert (header.is_present, header.is_picture) == (False, True)
        assert verdict(report, "S03") == {"failed"}


@NEEDS_OCR
def test_reading_pictures_changes_nothing_beside_them():
    body = (DOCUMENTS / "000_changhua_2020.docx").read_bytes()
    plain, read_too = parse(body), read(body)
    assert [c for c in plain.cells if c.key not in FIXTURE] == [
        c for c in read_too.cells if c.key not in FIXTURE
    ]
    assert [s.text for s in plain.sections] == [s.text for s in read_too.sections]
    blocks = read_document(body, hints=WITH_OCR).blocks
    assert [block.place.block for block in blocks] == list(range(len(blocks)))


@NEEDS_OCR
def test_the_pages_of_a_scan_are_read_as_one_document():
    body = scan("dev_004_proactive.jpg", "held_004_requests.jpg")
    report, truth = read(body), truth_of("004")
    read_cells = {cell.key: cell for cell in report.cells if cell.mark is not Mark.ABSENT}
    assert {key: cell.text for key, cell in read_cells.items()} == {
        key: cell["text"] for key, cell in truth.items() if table_of(key) != "review"
    }
    assert {cell.place.page for cell in read_cells.values()} == {1, 2}
    assert not problems(report, ProblemKind.CONTENT_UNREAD)
    assert "page 2 is a scanned picture" in {problem.message for problem in parse(body).problems}


@NEEDS_OCR
def test_text_around_the_tables_of_a_picture_is_read_where_a_document_has_no_other():
    blocks = read_document(picture("dev_002_review.jpg"), hints=WITH_OCR).blocks
    assert [type(block) for block in blocks if not isinstance(block, Paragraph)] == [Picture, Table]


def test_without_being_asked_a_picture_stays_a_picture_and_that_is_told():
    document = read_document(picture("dev_002_review.jpg"))
    assert [type(block) for block in document.blocks] == [Picture]
    report = parse(picture("dev_002_review.jpg"))
    assert (report.media_type, report.cells) == ("image/jpeg", ())
    assert "not read without OCR" in problems(report, ProblemKind.CONTENT_UNREAD)[0].message


@pytest.mark.parametrize("name", ["000_changhua_2020.docx", "000_changhua_2020.png"])
def test_without_the_extra_nothing_is_read_and_the_extra_is_named(name, monkeypatch):
    monkeypatch.setattr(ocr, "is_here", lambda: False)
    body = (DOCUMENTS / name).read_bytes()
    report = read(body)
    (told,) = problems(report, ProblemKind.EXTRA_MISSING)
    assert "gongkai[ocr]" in told.message
    assert report.cells == parse(body).cells
    assert not problems(parse(body, hints=ParseHints()), ProblemKind.EXTRA_MISSING)


def test_a_document_without_pictures_lacks_no_extra(monkeypatch):
    monkeypatch.setattr(ocr, "is_here", lambda: False)
    report = read((DOCUMENTS / "001_wangdian_2020.docx").read_bytes())
    assert not problems(report, ProblemKind.EXTRA_MISSING)
