import random

import pytest

from parsers.document import Paragraph, Table
from parsers.exploded import rebuild_exploded
from parsers.formats.text import read
from parsers.grid import Grid, spread
from parsers.parse import parse
from parsers.report import Mark, ProblemKind

BLOCK = [
    "二、主动公开政府信息情况", "第二十条第（一）项", "信息内容", "本年制发件数", "本年废止", "件数", "现行有效件数",
    "规章", "1", "2", "3", "行政规范性文件", "4", "/", "6", "三、收到和处理政府信息公开申请情况",
]  # fmt: skip


def exploded(printed, rows_of):
    """Write a report as OCR does that knows of no table: one line of a box after another, blanks lost."""
    lines = []
    for block in printed:
        if isinstance(block, Grid):
            texts = (text for row in rows_of(block, "left out") for text in row)
            lines += [line for text in texts for line in text.split("\n") if line.strip()]
        elif block:
            lines.append(block)
    return lines


def body_of(lines):
    return "\n".join(lines).encode()


def document_of(lines):
    return rebuild_exploded(read(body_of(lines)))


def test_every_box_that_is_printed_comes_back_to_its_cell(printed, rows_of, differences):
    body = body_of(exploded(printed, rows_of))
    wrong = differences(body, pictured=False)
    assert [difference for difference in wrong if difference[1]] == []  # blank boxes leave no line
    told = {key for problem in parse(body).problems for key in problem.keys}
    assert {key for key, _, _ in wrong} <= told


def test_a_table_is_laid_out_by_the_evidence_of_its_labels():
    document = document_of(BLOCK)
    assert [type(block) for block in document.blocks] == [Paragraph, Table, Paragraph]
    assert [block.place.block for block in document.blocks] == [0, 1, 2]
    assert spread(document.blocks[1]).texts() == (
        ("第二十条第（一）项",) * 4,
        ("信息内容",) * 4,
        ("", "本年制发件数", "本年废止件数", "现行有效件数"),
        ("规章", "1", "2", "3"),
        ("行政规范性文件", "4", "/", "6"),
    )
    assert [cell.place.line for cell in document.blocks[1].cells if cell.text in {"1", "6"}] == [9, 15]
    assert not document.unread


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda lines: lines.remove("2"), "2 figures for 3 columns: 规章"),
        (lambda lines: lines.insert(9, "0"), "4 figures for 3 columns: 规章"),
        (lambda lines: lines.remove("行政规范性文件"), "6 figures for 3 columns: 规章"),
        (lambda lines: lines.remove("现行有效件数"), "3 lines of nothing but figures"),
        (lambda lines: lines.insert(5, "别的话"), "3 lines of nothing but figures"),
    ],
)
def test_a_row_without_its_full_evidence_stays_text_and_is_told_of(change, told):
    lines = list(BLOCK)
    change(lines)
    document = document_of(lines)
    assert any(told in what for what, _ in document.unread)
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert "规章" in texts
    assert all(document.blocks[place.block].place.line == place.line for _, place in document.unread)
    assert "content_unread" in {problem.kind for problem in parse(body_of(lines)).problems}


def test_lost_and_doubled_lines_leave_no_wrong_cell(printed, rows_of, truth):
    """Swapped figures are beyond any reader; a line too few or too many must never move one."""
    right = {expected["key"]: expected["text"] for expected in truth["cells"]}
    source = exploded(printed, rows_of)
    for seed in range(15):
        chance = random.Random(seed)
        lines = list(source)
        for _ in range(3):
            at = chance.randrange(len(lines))
            lines[at : at + 1] = [] if chance.random() < 0.5 else [lines[at]] * 2
        report = parse(body_of(lines))
        moved = [
            cell.key
            for cell in report.cells
            if cell.mark not in {Mark.ABSENT, Mark.UNREADABLE} and cell.text != right.get(cell.key, cell.text)
        ]
        doubtful = {
            key
            for problem in report.problems
            if problem.kind != ProblemKind.CELLS_ABSENT
            for key in problem.keys
        }
        assert set(moved) <= doubtful


def test_figures_in_ordinary_text_are_no_table():
    lines = ["一、总体情况", "1", "2", "全年公开信息", "3", "4", "5"]
    document = document_of(lines)
    assert all(isinstance(block, Paragraph) for block in document.blocks)
    assert len(document.blocks) == len(lines)


def test_text_without_lines_of_figures_is_left_as_it_is(text_body):
    document = read(text_body)
    assert rebuild_exploded(document) is document


def test_a_text_of_more_lines_than_any_report_is_left_and_told_of():
    document = document_of(["1"] * 20_001)
    assert len(document.blocks) == 20_001
    assert len(document.unread) == 1


def test_a_word_for_none_is_a_value_of_a_row_of_lines():
    lines = [line if line not in {"1", "/"} else "无" for line in BLOCK]
    (table,) = [block for block in document_of(lines).blocks if isinstance(block, Table)]
    assert spread(table).texts()[-2:] == (("规章", "无", "2", "3"), ("行政规范性文件", "4", "无", "6"))
