import csv
import io
from pathlib import Path

import pytest

from parsers.detect import CSV, TEXT, detect
from parsers.document import Paragraph, Table, UnreadableDocument
from parsers.formats.csv import read
from parsers.grid import Grid, spread
from parsers.parse import parse
from parsers.report import Mark, ProblemKind

GOLDEN = Path(__file__).parents[2] / "golden"


def written(rows, delimiter=",", charset="utf-8-sig"):
    """Write rows as a spreadsheet saves them: every row as wide as the widest."""
    width = max(map(len, rows))
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(row + [""] * (width - len(row)) for row in rows)
    return text.getvalue().encode(charset)


def tables_of(printed, rows_of, manner):
    rows = []
    for block in printed:
        if isinstance(block, Grid):
            rows += [*rows_of(block, manner), []]
    return rows


@pytest.mark.parametrize("manner", ["blank", "repeated"])
@pytest.mark.parametrize("dialect", [(",", "utf-8-sig"), ("\t", "gb18030"), (";", "utf-16")])
def test_every_cell_of_tables_saved_as_values_is_right(printed, rows_of, differences, manner, dialect):
    body = written(tables_of(printed, rows_of, manner), *dialect)
    assert detect(body) == CSV
    assert not differences(body, pictured=False)


def test_a_whole_report_saved_as_values_has_its_title_and_sections(printed, rows_of, truth, differences):
    rows = []
    for block in printed:
        if isinstance(block, Grid):
            rows += rows_of(block, "blank")
        elif block:
            rows.append([block])
    body = written(rows)
    report = parse(body)
    assert report.media_type == CSV
    assert report.title == truth["title"]["text"]
    assert {section["key"] for section in truth["sections"]} <= {section.key for section in report.sections}
    assert not differences(body, pictured=False)


def test_text_around_a_table_is_text_and_quotes_hold_breaks():
    document = read('某局年度统计,,\n"信息\n内容",本年,上年\n规章,"1,000",0\n'.encode())
    assert [type(block) for block in document.blocks] == [Paragraph, Table]
    assert spread(document.blocks[1]).texts() == (("信息\n内容", "本年", "上年"), ("规章", "1,000", "0"))
    assert document.blocks[1].cells[0].place.line == 2


@pytest.mark.parametrize("case_name", sorted(path.name for path in GOLDEN.iterdir()))
def test_the_texts_of_the_seeds_are_no_tables_of_values(case_name):
    assert detect((GOLDEN / case_name / "report.txt").read_bytes()) == TEXT


@pytest.mark.parametrize(
    "text",
    [
        "一句话, 两句话, 三句话。\n又一句。\n再一句, 完了。\n",
        "In 2020, we, as a bureau, published.\nWe answered 3, 4, and 5 requests.\nNothing, else.\n",
        "\t规章\n\t0\n\t0\n\n\t规范性文件\n\t0\n\t0\n",
        "\t\t缩进一\n\t\t缩进二\n\t\t缩进三\n",
        "| a, b, c | d |\n| --- | --- |\n| 1, 2, 3 | 4 |\n",
        'a,b,c\n"1,2,3\n4,5,6\n7,8,9\n',
        "a,b,c\n1,2,3\n",
        "\n".join("很长的一句话" * 20 + ",,又一句" + "长长的话" * 20 for _ in range(5)),
    ],
)
def test_ordinary_text_is_never_taken_for_values(text):
    assert detect(text.encode()) == TEXT


def test_text_that_is_no_table_and_a_sheet_beyond_reason_are_unreadable():
    with pytest.raises(UnreadableDocument, match="no rows"):
        read("只是一句话".encode())
    with pytest.raises(UnreadableDocument, match="positions"):
        read(b"1" + b",1" * 999 + (b"\n" + b"1" + b",1" * 999) * 300)


REQUESTS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]


def test_a_label_of_a_row_stays_in_its_table_when_all_its_boxes_are_blank():
    rows = [
        ["", *REQUESTS],
        ["一、本年新收政府信息公开申请数量", *"1000001"],
        ["（一）予以公开"],
        ["（七）总计", *"2000002"],
    ]
    (table,) = read(written(rows)).blocks
    assert spread(table).texts()[2] == ("（一）予以公开", *[""] * 7)


def test_a_second_half_keeps_the_columns_of_the_first_though_it_leaves_the_last_one_blank():
    first = [["", *REQUESTS], ["一、本年新收政府信息公开申请数量", *"1000001"]]
    second = [["二、上年结转政府信息公开申请数量", *"200000"], ["四、结转下年度继续办理"]]
    tables = read(written([*first, [], *second])).blocks
    assert [spread(table).width for table in tables] == [8, 8]
    cells = {cell.key: cell for cell in parse(written([*first, [], *second])).cells}
    assert [cells[f"requests.carried_over@{column}"].mark for column in ("natural_person", "total")] == [
        Mark.NUMBER,
        Mark.BLANK,
    ]


def test_a_bare_second_half_joins_neither_words_for_none_nor_blanks():
    rows = [["（四）无法提供", "3.补正后申请内容仍不明确"], ["（五）不予处理", "2.重复申请", *["无"] * 7]]
    (table,) = read(written([*rows, ["（五）不予处理", "1.信访举报投诉类申请", *"0000000"]])).blocks
    assert all(cell.column_span == 1 for cell in table.cells)


def test_the_row_under_headings_alone_is_read_as_blank_boxes_and_told():
    groups = ["行政复议", *[""] * 4, "行政诉讼", *[""] * 9]
    middle = [*[""] * 5, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4]
    leaves = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3
    report = parse(written([groups, middle, leaves, []]))
    cells = {cell.key: cell.mark for cell in report.cells if cell.key.startswith(("review.", "litigation."))}
    assert len(cells) == 15
    assert set(cells.values()) == {Mark.BLANK}
    told = {
        key
        for problem in report.problems
        if problem.kind is ProblemKind.CELL_DOUBTFUL
        for key in problem.keys
    }
    assert told == set(cells)
