"""Strict reading: the text of every block and box of a document is in exactly one account."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demo.corpus import Corpus, render
from parsers.accounts import Account, line_entries
from parsers.document import Document, Heading, Paragraph, Picture, Place, Table, TableCell
from parsers.forms.read import read_form
from parsers.parse import parse, read_document
from parsers.sections import split_sections

TEXTS = st.sampled_from([
    "", "0", "12", "/", "无", "规章", "行政规范性文件", "信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "自然人",
    "总计", "其他", "一、本年新收政府信息公开申请数量", "（七）总计", "见附件", "一、总体情况", "结果维持", "合计栏",
])  # fmt: skip
ROWS = st.lists(st.lists(TEXTS, min_size=4, max_size=4), min_size=1, max_size=6)
BLOCKS = st.lists(st.one_of(TEXTS.filter(bool), ROWS, st.just(None)), max_size=6)


def document_of(parts):
    blocks = []
    for number, part in enumerate(parts):
        place = Place(block=number)
        if part is None:
            blocks.append(Picture(f"picture {number}", place))
        elif isinstance(part, str):
            blocks.append((Heading if len(part) == 4 else Paragraph)(part, place))
        else:
            cells = [
                TableCell(r, c, text, Place(number, r, c))
                for r, row in enumerate(part)
                for c, text in enumerate(row)
            ]
            blocks.append(Table(tuple(cells), place))
    return Document(tuple(blocks))


def printed(document):
    """Everything that a document prints, as the document has it: (text, place)."""
    for block in document.blocks:
        if isinstance(block, Table):
            yield from ((cell.text, cell.place) for cell in block.cells if cell.text.strip())
        elif isinstance(block, Picture):
            yield block.source, block.place
        elif (block.label + block.text).strip():
            yield block.label + block.text, block.place


def entries_of(document):
    sections = split_sections(document.blocks)
    return [*read_form(document, sections).entries, *line_entries(document, sections)]


@settings(max_examples=60, deadline=None)
@given(BLOCKS)
def test_every_text_of_a_document_is_in_exactly_one_account(parts):
    document = document_of(parts)
    accounted = Counter((entry.text, entry.place) for entry in entries_of(document))
    assert accounted == Counter(printed(document))


@pytest.mark.parametrize(
    "look", ["html-mso", "docx-wps-imitated", "text-tika", "csv-repeated", "xlsx-one-sheet"]
)
def test_every_text_of_a_report_of_every_fault_is_in_exactly_one_account(look):
    for report in Corpus(17, 1).reports(3):
        document = read_document(render(report, look))
        accounted = Counter((entry.text, entry.place) for entry in entries_of(document))
        assert accounted == Counter(printed(document))


def test_a_box_that_no_form_has_is_unread_and_counted_with_its_place():
    page = (
        "<p>某县2021年政府信息公开工作年度报告</p><table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td>"
        "<td>现行有效件数</td></tr><tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr>"
        "<tr><td>乡规民约</td><td>4</td><td>5</td><td>6</td></tr></table>"
    )
    report = parse(f"<html><body>{page}</body></html>".encode())
    assert [text for text, _ in report.unread] == ["乡规民约", "4", "5", "6"]
    assert {place.row for _, place in report.unread} == {2}


def test_a_report_that_is_read_whole_leaves_nothing_unread():
    report = Corpus(17).report(4, ())
    assert parse(render(report, "html-plain")).unread == ()
    accounts = {entry.account for entry in entries_of(read_document(render(report, "html-plain")))}
    assert accounts == {Account.CELL, Account.LABEL, Account.HEADING, Account.SECTION}
