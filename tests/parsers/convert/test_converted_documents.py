"""Documents that only LibreOffice reads: Word 95, and XML of other programs, by a real LibreOffice."""

import pytest

from parsers import convert
from parsers.detect import HTML, WORD_PERFECT, WORKS, detect
from parsers.detect import WORD_XML as WORD_XML_TYPE
from parsers.document import NeedsConversion, Paragraph
from parsers.parse import parse, read_document
from parsers.report import Certainty, Mark, ParseHints, ProblemKind
from tests.parsers.convert.word95 import compound, word95

ASKED = ParseHints(convert=True)
REPORT = [
    "潜川镇2021年政府信息公开工作年度报告",
    "二、主动公开政府信息情况",
    ["第二十条第（一）项"] * 4,
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "0", "", "0"],
    ["行政规范性文件", "3", "/", "17"],
    "三、收到和处理政府信息公开申请情况",
]
WORD_XML = (
    '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
    "<w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p></w:body></w:wordDocument>"
).encode()
FLAT_ODT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<office:document office:version="1.2" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
    "<text:p>一、总体情况</text:p></office:text></office:body></office:document>"
).encode()
UOF = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<uof:UOF xmlns:uof="http://schemas.uof.org/cn/2003/uof" '
    'xmlns:字="http://schemas.uof.org/cn/2003/uof-wordproc" uof:language="cn" uof:version="1.0" '
    'uof:mimetype="vnd.uof.text"><uof:文字处理><字:主体><字:段落><字:句><字:文本串>一、总体情况</字:文本串>'
    "</字:句></字:段落></字:主体></uof:文字处理></uof:UOF>"
).encode()
EVERY = {
    "word95": word95(["一、总体情况"]),
    "word_xml": WORD_XML,
    "flat_odt": FLAT_ODT,
    "uof": UOF,
}
each = pytest.mark.parametrize("body", EVERY.values(), ids=EVERY)


@each
def test_without_being_asked_nothing_is_converted_and_what_it_needs_is_told(body):
    with pytest.raises(NeedsConversion):
        read_document(body)
    report = parse(body)
    (told,) = report.problems
    assert (told.kind, report.cells) == (ProblemKind.UNSUPPORTED_FORMAT, ())
    assert "--convert" in told.message
    assert convert.EXTRA in told.message


@pytest.mark.needs("convert")
@each
def test_what_libreoffice_reads_is_read(body):
    document = read_document(body, hints=ASKED)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["一、总体情况"]
    assert document.converter.startswith("LibreOffice ")


@pytest.mark.needs("convert")
def test_every_cell_of_a_converted_report_says_so_and_blanks_stay_blanks():
    report = parse(word95(REPORT), hints=ASKED)
    cells = {cell.key: cell for cell in report.cells}
    printed = {key: (cell.text, cell.mark) for key, cell in cells.items() if cell.mark is not Mark.ABSENT}
    rows, columns = ("rules", "normative_documents"), ("made", "repealed", "in_force")
    keys = [f"proactive.{row}.{column}" for row in rows for column in columns]
    texts = [("0", Mark.NUMBER), ("", Mark.BLANK), ("0", Mark.NUMBER), ("3", Mark.NUMBER), ("/", Mark.SLASH), ("17", Mark.NUMBER)]  # fmt: skip
    assert printed == dict(zip(keys, texts, strict=True))
    assert {cells[key].certainty for key in printed} == {Certainty.CONVERTED}
    (told,) = [one for one in report.problems if one.kind is ProblemKind.DOCUMENT_CONVERTED]
    assert (set(told.keys), "LibreOffice " in told.message) == (set(printed), True)


def test_an_encrypted_document_of_word_95_is_not_converted_to_nothing():
    report = parse(word95(["x"], flags=0x0100), hints=ASKED)
    (told,) = report.problems
    assert (told.kind, "encrypted" in told.message) == (ProblemKind.UNREADABLE_DOCUMENT, True)


@pytest.mark.needs("convert")
def test_a_document_that_libreoffice_finds_nothing_in_is_a_problem():
    report = parse(FLAT_ODT.replace("<text:p>一、总体情况</text:p>".encode(), b""), hints=ASKED)
    (told,) = report.problems
    assert (told.kind, report.cells) == (ProblemKind.UNSUPPORTED_FORMAT, ())
    assert "LibreOffice" in told.message


@pytest.mark.needs("convert")
def test_a_document_that_we_read_is_never_converted():
    assert read_document("<p>一、总体情况</p>".encode(), hints=ASKED).converter is None


@pytest.mark.needs("convert")
def test_the_version_of_libreoffice_is_part_of_the_fingerprint():
    name, version = convert.tools()
    assert (name, version.startswith("LibreOffice ")) == ("convert", True)


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (compound("MatOST", b""), WORKS),
        (compound("CONTENTS", b""), WORKS),
        (b"\xffWPC" + bytes(60), WORD_PERFECT),
        (UOF, "application/vnd.uof.text"),
        (WORD_XML.replace(b"<?mso-application", b"<?other-application"), WORD_XML_TYPE),
        (WORD_XML.decode().encode("utf-8-sig"), WORD_XML_TYPE),
        (b"<?xml version='1.0'?><html><body><p>x</p></body></html>", HTML),
    ],
)
def test_the_type_is_told_by_the_bytes(body, media_type):
    assert detect(body) == media_type


def test_every_type_that_is_converted_has_the_suffix_that_libreoffice_knows_it_by():
    assert all(suffix.startswith(".") for suffix in convert.SUFFIXES.values())
    assert {detect(body) for body in EVERY.values()} <= set(convert.SUFFIXES)
