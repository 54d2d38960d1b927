import time

import pytest

from parsers.document import Heading, Paragraph, Picture, Table, UnreadableDocument
from parsers.formats.text import read
from parsers.grid import Grid, spread
from parsers.parse import parse
from parsers.pipes import pipe_table, plain
from parsers.report import Mark, ProblemKind
from parsers.spans import rebuild


def written(printed, rows_of, manner):
    """Write a report in Markdown, as a converter of that manner does."""
    lines = []
    for block in printed:
        if isinstance(block, Grid):
            for number, row in enumerate(rows_of(block, manner)):
                cells = (text.replace("\n", "<br>").replace("|", "\\|") for text in row)
                lines.append(f"| {' | '.join(cells)} |")
                lines += ["| " + " | ".join(["---"] * len(row)) + " |"] if number == 0 else []
        else:
            lines.append("![](media/image1.png)" if block is None else block)
        lines.append("")
    return "\n".join(lines).encode()


def table_of(*lines):
    return pipe_table(list(enumerate(lines, start=1)), 0)


def grid_of(*lines):
    table = table_of(*lines)
    assert table is not None
    return spread(rebuild(table)).texts()


@pytest.mark.parametrize("manner", ["blank", "repeated", "shortened"])
def test_every_cell_of_tables_of_pipes_is_right(printed, rows_of, differences, truth, manner):
    body = written(printed, rows_of, manner)
    assert not differences(body)
    report = parse(body)
    assert report.title == truth["title"]["text"]
    assert not [problem for problem in report.problems if problem.kind is ProblemKind.CONTENT_UNREAD]


@pytest.mark.parametrize("manner", ["filled up", "left out"])
def test_no_cell_is_wrong_in_silence_where_rows_lost_their_place(
    printed, rows_of, differences, truth, manner
):
    body = written(printed, rows_of, manner)
    report = parse(body)
    wrong = {key for key, _, _ in differences(body)}
    read_wrong = {cell.key for cell in report.cells if cell.key in wrong and not cell.mark.is_unknown}
    assert not read_wrong
    assert any(problem.kind is ProblemKind.CONTENT_UNREAD for problem in report.problems)
    assert all(cell.mark is not Mark.ABSENT or cell.key in wrong for cell in report.cells)
    assert truth["form"] == report.form


def test_headings_and_pictures_and_marks_of_markdown_are_no_text():
    blocks = read(
        '# **标题**\n\n## 一、总体情况 ##\n\n见 ![图](a/b.png "图") 与 1\\. **粗**\n\n#话题\n'.encode()
    ).blocks
    assert [type(block) for block in blocks] == [
        Heading, Heading, Paragraph, Picture, Paragraph, Paragraph,
    ]  # fmt: skip
    assert [block.text for block in blocks if not isinstance(block, Picture)] == [
        "标题",
        "一、总体情况",
        "见 ",
        " 与 1. 粗",
        "#话题",
    ]
    assert blocks[0].level == 1
    assert blocks[3].source == "a/b.png"


def test_a_table_of_pipes_needs_its_line_of_dashes():
    document = read(b"| a | b |\n| c | d |\n")
    assert [type(block) for block in document.blocks] == [Paragraph, Paragraph]
    assert not document.unread
    (table,) = read(b"| a | b |\n|---|:-:|\n| c | d |\n").blocks
    assert isinstance(table, Table)
    assert [cell.place.line for cell in table.cells] == [1, 1, 3, 3]


def test_a_heading_row_that_a_converter_invented_is_left_out():
    assert grid_of("|  |  |", "| --- | --- |", "| 规章 | 0 |") == (("规章", "0"),)


def test_a_row_of_dashes_is_a_row_unless_it_stands_below_the_first():
    assert grid_of("| 项 | 数 |", "|-|-|", "| 甲 | 0 |", "| -- | -- |")[-1] == ("--", "--")


def test_pipes_and_breaks_in_a_cell_are_its_text():
    assert grid_of(r"| a\|b | c<br/>d |", "| --- | --- |", "| 1 | 2 |") == (("a|b", "c\nd"), ("1", "2"))
    assert plain(r"\*\*注\_") == "**注_"


def test_figures_are_never_joined_unless_their_heading_repeats_too():
    assert grid_of("| 项 | 数 | 数 |", "| --- | --- | --- |", "| 甲 | 0 | 0 |", "| 乙 | 1 | 2 |") == (
        ("项", "数", "数"),
        ("甲", "0", "0"),
        ("乙", "1", "2"),
    )
    table = table_of("| 项 | 数 | 量 |", "| --- | --- | --- |", "| 甲 | 0 | 0 |")
    assert [cell.column_span for cell in table.cells] == [1] * 6


@pytest.mark.parametrize(
    "line",
    [
        "![" * 30_000, "[image: " * 20_000, "# a" + " " * 60_000 + "b", "**a " * 20_000, "|" + " " * 60_000 + "x",
        "|" * 60_000, "__a" * 20_000, "#" * 60_000, "| -" * 30_000,
    ],
)  # fmt: skip
@pytest.mark.timeout(20)
def test_a_line_that_is_hostile_to_expressions_costs_little(line):
    started = time.process_time()
    read(f"{line}\n{line}\n".encode())
    assert time.process_time() - started < 2


def test_a_table_beyond_reason_is_refused_or_left_as_text():
    with pytest.raises(UnreadableDocument, match="positions"):
        read(b"\ta\n" * 1000 + b"\n\ta\n" * 1000)
    wide = "| " + "a | " * 500
    document = read("\n".join([wide, "| " + "- | " * 500, *[wide] * 500]).encode())
    assert not any(isinstance(block, Table) for block in document.blocks)
    assert document.unread


@pytest.mark.parametrize(
    "lines",
    [
        ("| 项 | 天 | 地 |", "| --- | --- |", "| 甲 | 0 | 0 |", "| 乙 | 0 |"),  # a box is missing
        ("| 项 | 天 |", "| --- | --- |", "| 甲 | 0 | 0 |"),  # a heading is missing
        ("| 项 | 天 | 地 |  |", "| --- | --- |", "| 甲 | 0 | 0 |  |", "| 丙 | 丁 | 0 | 0 |"),
        ("| 天 | 地 |  |  |", "| --- |", "| 甲 | 乙 | 甲 | 乙 |", "| 0 | 0 | 0 | 0 |"),
    ],
)
def test_a_table_whose_columns_cannot_be_told_is_refused(lines):
    assert table_of(*lines) is None
    document = read("\n".join(lines).encode())
    assert not any(isinstance(block, Table) for block in document.blocks)
    assert document.unread


def test_a_row_of_words_for_none_is_no_heading_and_its_boxes_are_not_joined():
    lines = (
        "| 信息内容 | 本年制发件数 | 本年废止件数 |",
        "| --- | --- | --- |",
        "| 规章 | 无 | 无 |",
        "| 行政规范性文件 | 2 | 无 |",
    )
    assert grid_of(*lines)[1:] == (("规章", "无", "无"), ("行政规范性文件", "2", "无"))
    assert all(cell.column_span == 1 for cell in table_of(*lines).cells)


def test_words_in_the_first_box_of_figures_are_no_label_that_was_pushed():
    lines = (
        "| 信息内容 | 制发件数 | 废止件数 |",
        "| --- | --- | --- |",
        "| 规章 | 见附表 |  |",
        "| 行政规范性文件 | 2 |  |",
    )
    assert grid_of(*lines)[1] == ("规章", "见附表", "")


def test_headings_with_one_heading_below_each_are_not_pushed_left():
    lines = (
        "| 结果 | 结果 | 结果 |  |",
        "| --- | --- | --- | --- |",
        "| 维持 | 纠正 | 其他 |  |",
        "| 1 | 2 | 3 |  |",
    )
    assert grid_of(*lines)[0] == ("结果", "结果", "结果", "")


def test_headings_over_a_row_of_blank_boxes_are_spread_like_those_over_figures():
    leaves = "| 维持 | 纠正 | 维持 | 纠正 |"
    grid = grid_of("| 复议 |  | 诉讼 |  |", "| --- | --- | --- | --- |", leaves, "|  |  |  |  |")
    assert grid[0] == ("复议", "复议", "诉讼", "诉讼")
