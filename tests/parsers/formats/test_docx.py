import io
import json
import zipfile
from copy import deepcopy
from pathlib import Path

import docx
import pytest

from parsers.document import Heading, Paragraph, Picture, Table, UnreadableDocument
from parsers.formats.docx import read
from parsers.grid import spread
from parsers.list_numbers import format_number

ROOT = Path(__file__).parents[2]
HARD = ROOT / "samples" / "docx_hard"
HOSTILE = ROOT / "samples" / "hostile"
DOCUMENTS = ROOT.parent / "demo" / "documents"
CASES = json.loads((HARD / "truth.json").read_text(encoding="utf-8"))


def rows_of(document):
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return [["".join(text.split()) for text in row] for row in spread(table).texts()]


@pytest.mark.parametrize("number", CASES, ids=lambda number: CASES[number][0])
def test_each_hard_table_reads_as_word_shows_it(number):
    assert rows_of(read((HARD / f"{number}.docx").read_bytes())) == CASES[number][1]


def test_automatic_numbers_of_word_are_printed_before_the_text():
    blocks = read((DOCUMENTS / "001_wangdian_2020.docx").read_bytes()).blocks
    printed = [block.label + block.text for block in blocks if isinstance(block, Paragraph | Heading)]
    assert "一、总体情况" in printed
    assert "（三）政府信息管理情况。" in printed


def test_automatic_numbers_in_a_table_are_printed_in_their_boxes_and_count_on_behind_it():
    document = docx.Document(DOCUMENTS / "001_wangdian_2020.docx")
    numbered = [paragraph for paragraph in document.paragraphs if paragraph._p.pPr is not None]
    mark = next(paragraph._p.pPr.numPr for paragraph in numbered if paragraph.text == "总体情况")
    first, second = document.tables[0].rows[0].cells[0], document.tables[0].rows[1].cells[0]
    for cell in (first, second):
        cell.paragraphs[0]._p.get_or_add_pPr().append(deepcopy(mark))
    body = io.BytesIO()
    document.save(body)
    blocks = read(body.getvalue()).blocks
    table = next(block for block in blocks if isinstance(block, Table))
    begun = [text for row in spread(table).texts()[:2] for text in row[:1]]
    assert begun == [f"二、{first.text}", f"三、{second.text}"]


def test_a_picture_in_the_text_is_a_block_with_its_bytes():
    blocks = read((DOCUMENTS / "000_changhua_2020.docx").read_bytes()).blocks
    (picture,) = [block for block in blocks if isinstance(block, Picture)]
    assert picture.body is not None
    assert picture.body.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("name", "reason"),
    [("bomb.docx", "unpacks"), ("lol.docx", "DOCTYPE")],
)
def test_a_hostile_package_is_refused_with_its_reason(name, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        read((HOSTILE / name).read_bytes())


def test_a_column_span_of_millions_is_clamped():
    table = next(
        block for block in read((HOSTILE / "span.docx").read_bytes()).blocks if isinstance(block, Table)
    )
    assert max(cell.column_span for cell in table.cells) <= 63


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_document_is_unreadable_and_nothing_else(cut):
    body = (DOCUMENTS / "004_gongshu_office_2020.docx").read_bytes()
    with pytest.raises(UnreadableDocument, match=r"broken|cut short"):
        read(body[: int(len(body) * cut)])


def test_a_package_without_a_document_is_unreadable():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("hello.txt", "hello")
    with pytest.raises(UnreadableDocument):
        read(packed.getvalue())


@pytest.mark.parametrize(
    ("count", "style", "printed"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCountingThousand", "十"),
        (21, "japaneseCounting", "二十一"),
        (3, "decimalEnclosedCircle", "③"),
        (12, "decimalFullWidth", "１２"),
        (2, "upperLetter", "B"),
        (4, "chineseLegalSimplified", "肆"),
        (3, "ideographTraditional", "丙"),
        (7, "decimal", "7"),
        (7, "bullet", ""),
    ],
)
def test_counts_are_written_in_the_number_styles_of_word(count, style, printed):
    assert format_number(count, style) == printed
