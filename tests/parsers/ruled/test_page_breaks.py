"""Tables that go on over a page break: joined by edges and labels, never across a heading."""

import pytest

from parsers.document import Table
from parsers.grid import spread
from parsers.ruled import read_pages

XS = (50, 200, 300, 400)
HEAD = ["信息内容", "上一年项目数量", "处理决定数量"]
FIRST, SECOND = ["行政许可", "1", "2"], ["行政处罚", "3", "4"]


def tables_of(*pens):
    blocks = read_pages([pen.page() for pen in pens]).blocks
    return [[list(row) for row in spread(block).texts()] for block in blocks if isinstance(block, Table)]


def told(*pens):
    return [what for what, _ in read_pages([pen.page() for pen in pens]).unread]


def test_a_part_without_a_heading_goes_on_where_the_edges_agree(pen):
    above, below = pen().table([HEAD, FIRST], XS, 700), pen(2).table([SECOND], XS, 50)
    assert tables_of(above, below) == [[HEAD, FIRST, SECOND]]


def test_page_numbers_and_running_heads_do_not_part_a_table(pen):
    pens = [
        pen(1).write("某区政府", 50, 20).table([HEAD, FIRST], XS, 700).write("- 1 -", 280, 770),
        pen(2).write("某区政府", 50, 20).table([SECOND], XS, 50).write("- 2 -", 280, 770),
    ]
    layout = read_pages([one.page() for one in pens])
    assert [type(block) for block in layout.blocks] == [Table]
    assert layout.heads == ("某区政府", "- 1 -", "- 2 -")


def test_a_heading_between_parts_two_tables(pen):
    above = pen().table([HEAD, FIRST], XS, 700)
    below = pen(2).write("三、收到和处理政府信息公开申请情况", 50, 90).table([SECOND], XS, 120)
    assert tables_of(above, below) == [[HEAD, FIRST], [SECOND]]


def test_other_edges_are_another_table(pen):
    above, below = (
        pen().table([HEAD, FIRST], XS, 700),
        pen(2).table([["甲", "3", "4"]], (80, 220, 300, 500), 50),
    )
    assert len(tables_of(above, below)) == 2


def test_labels_of_another_table_part_two_tables_with_the_same_edges(pen):
    above = pen().table([HEAD, FIRST], XS, 700)
    below = pen(2).table([["结果维持", "结果纠正", "尚未审结"], ["1", "2", "3"]], XS, 50)
    assert len(tables_of(above, below)) == 2


def test_a_page_between_parts_two_tables(pen):
    above, below = pen(1).table([HEAD, FIRST], XS, 700), pen(3).table([SECOND], XS, 50)
    assert len(tables_of(above, pen(2), below)) == 2


def test_headings_printed_again_are_dropped(pen):
    above, below = pen().table([HEAD, FIRST], XS, 700), pen(2).table([HEAD, SECOND], XS, 50)
    assert tables_of(above, below) == [[HEAD, FIRST, SECOND]]


@pytest.mark.parametrize("values", [("", ""), ("5", "6")])
def test_a_label_cut_by_the_break_is_one_row_with_its_figures(pen, values):
    cut = ["其他对外管理", *values]
    rest = ["服务事项", "" if values[0] else "5", "" if values[1] else "6"]
    above, below = pen().table([HEAD, cut], XS, 700), pen(2).table([rest, SECOND], XS, 50)
    assert tables_of(above, below) == [[HEAD, ["其他对外管理服务事项", "5", "6"], SECOND]]


def test_a_value_of_a_cut_row_tells_the_page_that_prints_it(pen):
    above = pen().table([HEAD, ["其他对外管理", "", ""]], XS, 700)
    below = pen(2).table([["服务事项", "5", "6"]], XS, 50)
    (table,) = read_pages([above.page(), below.page()]).blocks
    assert [cell.place.page for cell in table.cells if cell.text in {"5", "6"}] == [2, 2]


def test_two_rows_with_figures_are_never_one(pen):
    above, below = pen().table([HEAD, FIRST], XS, 700), pen(2).table([["行政强制", "5", "6"]], XS, 50)
    assert tables_of(above, below) == [[HEAD, FIRST, ["行政强制", "5", "6"]]]


def test_a_blank_row_of_values_under_headings_stays_a_row(pen):
    above = pen().table([["结果维持", "结果纠正", "尚未审结"]], XS, 760)
    assert tables_of(above, pen(2).table([["", "", ""]], XS, 50)) == [
        [["结果维持", "结果纠正", "尚未审结"], ["", "", ""]]
    ]


def test_a_row_that_may_be_the_rest_of_another_is_told(pen):
    above = pen().table([HEAD, ["一个特别的", "5", ""]], XS, 700)
    below = pen(2).table([["说明", "", "6"]], XS, 50)
    assert told(above, below) == ["a row at a page break may be the rest of the row before it"]


def test_a_group_label_goes_on_where_its_rest_is_blank(pen):
    xs = (50, 120, 200, 300)
    above = pen().table([["（三）不予公开", "1.属于国家秘密", "0"]], xs, 740, height=30)
    below = pen(2).table([["", "3.危及“三安全一稳定”", "1"]], xs, 50)
    (table,) = read_pages([above.page(), below.page()]).blocks
    assert spread(table).text(1, 0) == "（三）不予公开"


def test_letters_pushed_under_the_table_by_the_break_belong_to_it(pen):
    xs = (50, 100, 150, 200)
    above = (
        pen()
        .table([["结果", "结果", "其他"]], xs, 740)
        .write("维持", 53, 763)
        .write("纠正", 103, 763)
        .write("结果", 153, 763)
    )
    below = pen(2).table([["1", "2", "3"]], xs, 50)
    assert tables_of(above, below) == [[["结果维持", "结果纠正", "其他结果"], ["1", "2", "3"]]]
