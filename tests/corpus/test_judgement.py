"""The judge of the test set: what is wrong, what is told, and rows that a reader gave right."""

from dataclasses import replace

from benchmarks.judgement import judge
from benchmarks.rows import right_boxes
from demo.corpus import Corpus, render, truth
from parsers.document import Table
from parsers.parse import parse, read_document

REPORT = Corpus(51).report(3, ())
READ = parse(render(REPORT, "html-plain"))


def test_a_wrong_cell_without_a_problem_is_silent_and_one_with_a_problem_is_not():
    cells = list(truth(REPORT, "html-plain"))
    cells[0] = replace(cells[0], text="999", value="999")
    found = judge(cells, READ)
    assert [cell.key for cell in found.silent] == [cells[0].key]
    table = render(REPORT, "html-plain").decode().partition("<table")[0]
    told = judge(truth(REPORT, "html-plain"), parse(table.encode()))
    assert len(told.wrong) == 200
    assert not told.silent


def test_a_cell_that_nobody_printed_is_wrong():
    found = judge(truth(REPORT, "html-plain")[1:], READ)
    assert [cell.expected for cell in found.wrong] == ["no such cell"]


def test_boxes_are_right_only_in_rows_that_came_whole():
    blocks = read_document(render(REPORT, "html-plain")).blocks
    rows = [
        [cell.text for cell in row] for block in blocks if isinstance(block, Table) for row in block.rows()
    ]
    right, count = right_boxes(REPORT, rows)
    assert right == count > 250
    assert right_boxes(REPORT, rows[1:])[0] == count - 1  # a title row of one box
    assert right_boxes(REPORT, [[*row, "x"] for row in rows])[0] == 0
