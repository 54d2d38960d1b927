"""The demo's documents carry exactly what the seeds print, merged as the national form is merged."""

import io
import json
import re
import zipfile
from pathlib import Path

import docx
import lxml.html
import pytest
from docx.oxml.ns import qn

from demo.build_documents import DOCUMENTS, GOLDEN, build
from demo.drawing import draw_review_table

CASES = sorted(path.name for path in GOLDEN.iterdir())
PLACES = json.loads((DOCUMENTS / "places.json").read_text(encoding="utf-8"))


def truth(case):
    return json.loads((GOLDEN / case / "truth.json").read_text(encoding="utf-8"))


def printed_cells(case):
    return {cell["key"]: cell for cell in truth(case)["cells"] if cell["mark"] != "picture"}


def word_body(case):
    return docx.Document(str(DOCUMENTS / f"{case}.docx")).element.body


def text_of(element):
    return "\n".join(
        "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))
        for paragraph in element.iter(qn("w:p"))
    )


def page(case):
    return lxml.html.fromstring((DOCUMENTS / f"{case}.html").read_text(encoding="utf-8"))


def span(cell):
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return 1 if found is None else int(found.get(qn("w:val")))


def merge(cell):
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return None if found is None else found.get(qn("w:val"), "continue")


@pytest.mark.parametrize("case", CASES)
def test_every_cell_of_the_docx_reads_as_the_truth_with_its_padding(case):
    tables = word_body(case).findall(qn("w:tbl"))
    for key, cell in printed_cells(case).items():
        table, row, tc, _ = PLACES["places"][case][key]
        found = text_of(tables[table].findall(qn("w:tr"))[row].findall(qn("w:tc"))[tc])
        assert found.strip() == cell["text"], key
        assert found == cell["raw"], key


@pytest.mark.parametrize("case", CASES)
def test_every_cell_of_the_page_reads_as_the_truth_with_its_padding(case):
    tables = page(case).findall(".//table")
    for key, cell in printed_cells(case).items():
        table, row, _, td = PLACES["places"][case][key]
        found = tables[table].findall(".//tr")[row].findall("td")[td].text_content()
        assert found.strip() == cell["text"], key
        assert found == cell["raw"], key


@pytest.mark.parametrize("case", CASES)
def test_all_rows_of_a_docx_fill_the_grid(case):
    for table in word_body(case).findall(qn("w:tbl")):
        columns = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
        assert {sum(span(cell) for cell in row.findall(qn("w:tc"))) for row in table.findall(qn("w:tr"))} == {
            columns
        }


@pytest.mark.parametrize("case", CASES)
def test_a_cell_goes_on_only_below_one_that_started(case):
    for table in word_body(case).findall(qn("w:tbl")):
        above = {}
        for row in table.findall(qn("w:tr")):
            here, column = {}, 0
            for cell in row.findall(qn("w:tc")):
                here[column] = merge(cell)
                if here[column] == "continue":
                    assert above.get(column) in {"restart", "continue"}
                column += span(cell)
            above = here


@pytest.mark.parametrize("case", CASES)
def test_all_rows_of_a_page_fill_the_grid(case):
    for table in page(case).findall(".//table"):
        rows = table.findall(".//tr")
        taken = set()
        for index, row in enumerate(rows):
            column = 0
            for cell in row.findall("td"):
                while (index, column) in taken:
                    column += 1
                for down in range(int(cell.get("rowspan", 1))):
                    for across in range(int(cell.get("colspan", 1))):
                        assert (index + down, column + across) not in taken
                        taken.add((index + down, column + across))
        columns = max(column for _, column in taken) + 1
        assert len(taken) == columns * len(rows)


@pytest.mark.parametrize("case", CASES)
def test_the_grids_are_those_of_the_national_form(case):
    tables = word_body(case).findall(qn("w:tbl"))
    columns = [len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")) for table in tables]
    first = 5 if case.startswith("003") else 4
    assert columns == ([first, 10] if case.startswith("000") else [first, 10, 15])


def test_seed_003_ends_table_two_with_a_row_of_no_height():
    row = word_body("003_jinbei_2020").findall(qn("w:tbl"))[0].findall(qn("w:tr"))[-1]
    height = row.find(f"{qn('w:trPr')}/{qn('w:trHeight')}")
    assert (height.get(qn("w:val")), height.get(qn("w:hRule"))) == ("0", "exact")
    assert [text_of(cell) for cell in row.findall(qn("w:tc"))] == [""] * 5


def resolved(case):
    """Count the lists of a document as Word does; `seed 001` begins one of them at three."""
    document = docx.Document(str(DOCUMENTS / f"{case}.docx"))
    numbering = document.part.numbering_part.element
    starts, patterns = {}, {}
    for used in numbering.findall(qn("w:num")):
        abstract_id = used.find(qn("w:abstractNumId")).get(qn("w:val"))
        abstract = next(
            a for a in numbering.findall(qn("w:abstractNum")) if a.get(qn("w:abstractNumId")) == abstract_id
        )
        level = abstract.find(qn("w:lvl"))
        if level.find(qn("w:numFmt")).get(qn("w:val")) == "chineseCounting":
            starts[used.get(qn("w:numId"))] = int(level.find(qn("w:start")).get(qn("w:val")))
            patterns[used.get(qn("w:numId"))] = level.find(qn("w:lvlText")).get(qn("w:val"))
    shown = []
    for paragraph in document.element.body.findall(qn("w:p")):
        number = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if number is not None:
            list_id = number.get(qn("w:val"))
            shown.append(
                patterns[list_id].replace("%1", "零一二三四五六"[starts[list_id]]) + text_of(paragraph)[:4]
            )
            starts[list_id] += 1
    return shown


@pytest.mark.parametrize(
    ("case", "headings"),
    [
        ("001_wangdian_2020", ["一、总体情况", "（一）主动公开", "（三）政府信息", "（四）平台建设"]),
        ("002_luzhu_2021", ["（二）改进措施"]),
        (
            "004_gongshu_office_2020",
            [
                "（一）主动公开",
                "（二）依申请公",
                "（三）平台建设",
                "（四）政策解读",
                "（五）政府信息",
                "（六）监督保障",
            ],
        ),
        ("000_changhua_2020", []),
    ],
)
def test_lost_numbers_are_counted_by_word_and_printed_on_the_page(case, headings):
    assert resolved(case) == headings
    paragraphs = [paragraph.text_content() for paragraph in page(case).findall(".//p")]
    for heading in headings:
        assert sum(paragraph.startswith(heading) for paragraph in paragraphs) == 1


@pytest.mark.parametrize("case", CASES)
def test_bookmarks_are_real_and_leave_no_text(case):
    body = word_body(case)
    named = re.findall(r"\[bookmark: (\w+)\]", (GOLDEN / case / "report.txt").read_text(encoding="utf-8"))
    assert [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))] == named
    assert "[bookmark" not in text_of(body)


@pytest.mark.parametrize("case", CASES)
def test_no_word_of_the_seed_is_lost(case):
    seed = re.sub(
        r"\[(bookmark|image): ?\w*\]|（\d） |\s",
        "",
        (GOLDEN / case / "report.txt").read_text(encoding="utf-8"),
    )
    for text in (text_of(word_body(case)), page(case).find(".//div").text_content()):
        assert len(re.sub(r"\s", "", text)) >= len(seed)
    assert re.sub(r"\s", "", text_of(word_body(case))) == seed


def test_the_picture_of_seed_000_is_in_both_documents():
    picture = (DOCUMENTS / "000_changhua_2020.png").read_bytes()
    assert picture == draw_review_table()
    with zipfile.ZipFile(DOCUMENTS / "000_changhua_2020.docx") as packed:
        assert picture in [packed.read(name) for name in packed.namelist() if name.startswith("word/media/")]
    assert [image.get("src") for image in page("000_changhua_2020").findall(".//img")] == [
        PLACES["picture_path"]
    ]


def members(packed):
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        return [(info.filename, info.date_time, opened.read(info)) for info in opened.infolist()]


def test_the_committed_documents_are_what_the_builder_builds(tmp_path: Path):
    build(GOLDEN, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in DOCUMENTS.iterdir()}
    for built in tmp_path.iterdir():
        committed = (DOCUMENTS / built.name).read_bytes()
        if built.suffix == ".docx":
            # Another zlib may pack differently; what is packed may not differ.
            assert members(built.read_bytes()) == members(committed)
        else:
            assert built.read_bytes() == committed
