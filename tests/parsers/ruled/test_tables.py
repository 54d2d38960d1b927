import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.document import Paragraph, Picture, Table
from parsers.grid import spread
from parsers.ruled import Glyph, Page, PictureAt, Rule, read_pages

XS = (50, 200, 300, 400)


def tables_of(*pens):
    blocks = read_pages([pen.page() for pen in pens]).blocks
    return [[list(row) for row in spread(block).texts()] for block in blocks if isinstance(block, Table)]


def test_boxes_between_lines_are_cells_with_page_and_box(pen):
    (table,) = read_pages([pen().table([["甲", "乙", "丙"], ["1", "2", "3"]], XS, 100).page()]).blocks
    assert [cell.text for cell in table.cells] == ["甲", "乙", "丙", "1", "2", "3"]
    assert table.cells[4].place.page == 1
    assert table.cells[4].place.box == (200, 120, 300, 140)
    assert (table.cells[4].place.row, table.cells[4].place.column) == (1, 1)


def test_boxes_that_no_line_parts_are_one_cell(pen):
    drawn = pen().table([[("标题", 3)], ["甲", ("乙", 2)], ["1", "2", "3"]], XS, 100)
    assert tables_of(drawn) == [[["标题", "标题", "标题"], ["甲", "乙", "乙"], ["1", "2", "3"]]]


def test_column_edges_that_were_rounded_twice_are_one_edge(pen):
    drawn = pen().table([["甲", "乙", "丙"]], XS, 100).table([["1", "2", "3"]], (50, 203, 297.5, 400), 120)
    assert tables_of(drawn) == [[["甲", "乙", "丙"], ["1", "2", "3"]]]


def test_a_table_without_outer_sides_is_closed(pen):
    drawn = pen().table([["甲", "乙", "丙"], ["1", "2", "3"]], XS, 100, sides=False)
    assert tables_of(drawn) == [[["甲", "乙", "丙"], ["1", "2", "3"]]]


def test_a_line_under_a_word_makes_no_row(pen):
    drawn = pen().table([["甲", "乙", "丙"]], XS, 100).line(210, 117, 240, 117)
    assert tables_of(drawn) == [[["甲", "乙", "丙"]]]


def test_a_frame_around_text_is_no_table(pen):
    drawn = pen().table([[("框", 1)]], (50, 400), 100)
    assert [type(block) for block in read_pages([drawn.page()]).blocks] == [Paragraph]


def test_a_table_inside_a_box_takes_its_own_letters(pen):
    drawn = pen().table([["外", "边"]], (20, 500, 580), 90, height=300)
    drawn.table([["甲", "乙", "丙"]], XS, 150)
    assert sorted(tables_of(drawn)) == [[["外", "边"]], [["甲", "乙", "丙"]]]


def test_letters_printed_twice_for_boldness_count_once(pen):
    drawn = pen().table([["甲", "5", "丙"]], XS, 100)
    drawn.write("5", 203.2, 105.1)
    assert tables_of(drawn) == [[["甲", "5", "丙"]]]


def told(*pens):
    return [what for what, _ in read_pages([pen.page() for pen in pens]).unread]


def test_two_figures_in_one_box_are_told(pen):
    drawn = pen().table([["甲", "12", "丙"]], XS, 100, height=40)
    drawn.write("7", 203, 122)
    assert told(drawn) == ["two figures stand in one box of a table: '12 7'"]


@pytest.mark.parametrize("left", [275, 276, 277, 278, 279])
def test_a_figure_over_the_border_of_its_box_is_told(pen, left):
    drawn = pen().table([["甲", "", ""]], XS, 100).write("123456", left, 105)
    assert any("border" in what for what in told(drawn))


def test_a_box_that_is_no_rectangle_is_told(pen):
    drawn = pen().table([["甲", "乙", "丙"], ["1", "2", "3"]], XS, 100)
    drawn.lying = [rule for rule in drawn.lying if rule.at != 120] + [Rule(120, 200, 400)]
    drawn.standing = [rule for rule in drawn.standing if (rule.at, rule.start) != (200, 100)]
    assert any("no rectangle" in what for what in told(drawn))


def test_a_wrapped_label_loses_its_line_break_and_an_author_s_keeps_it(pen):
    drawn = (
        pen().line(50, 100, 150, 100).line(50, 150, 150, 150).line(50, 100, 50, 150).line(150, 100, 150, 150)
    )
    drawn.line(100, 100, 100, 150)
    drawn.write("对外公", 54, 105).write("开总数", 54, 118).write("新", 110, 105).write("数", 110, 118)
    assert tables_of(drawn) == [[["对外公开总数", "新\n数"]]]


def test_a_picture_in_a_box_marks_its_cell(pen):
    drawn = pen().table([["甲", "", "丙"]], XS, 100)
    drawn.pictures.append(PictureAt((220, 104, 280, 116), "p", b"x"))
    blocks = read_pages([drawn.page()]).blocks
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert [cell.has_picture for cell in table.cells] == [False, True, False]
    assert sum(isinstance(block, Picture) for block in blocks) == 1


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -1e30])
def test_what_stands_at_no_number_is_not_read(number):
    glyph = Glyph(number, 0.0, number, 10.0, "x")
    page = Page(1, 600.0, 800.0, (glyph,), (Rule(number, 0.0, 9.0), Rule(5.0, number, 9.0)), ())
    assert read_pages([page]).blocks == ()


@settings(max_examples=60, deadline=None)
@given(
    st.tuples(st.integers(1, 6), st.integers(2, 8)),
    st.integers(0, 2**32),
    st.floats(0, 1.4),
    st.floats(24, 60),
)
def test_any_grid_of_merged_boxes_comes_back(shape, seed, jitter, size):
    (rows, columns), width, height = shape, size, size
    dice = random.Random(seed)
    spans = []
    for row in range(rows):
        column = 0
        while column < columns:
            span = dice.randint(1, columns - column) if dice.random() < 0.3 else 1
            spans.append((row, column, span, str(dice.randint(0, 99))))
            column += span
    shake = lambda: dice.uniform(-jitter, jitter)  # noqa: E731
    glyphs, lying, standing = [], [], []
    for row, column, span, text in spans:
        left, right = 20 + column * width, 20 + (column + span) * width
        top, bottom = 20 + row * height, 20 + (row + 1) * height
        lying += [Rule(top + shake(), left, right), Rule(bottom + shake(), left, right)]
        standing += [Rule(left + shake(), top, bottom), Rule(right + shake(), top, bottom)]
        glyphs += [
            Glyph(left + 4 + 5 * n, top + 7, left + 9 + 5 * n, top + 17, char) for n, char in enumerate(text)
        ]
    page = Page(1, 600.0, 800.0, tuple(glyphs), tuple(lying), tuple(standing))
    if len(spans) < 2:
        return
    expected = sorted(text for *_, text in spans)
    found = [
        cell.text for block in read_pages([page]).blocks if isinstance(block, Table) for cell in block.cells
    ]
    assert sorted(found) == expected


def test_a_page_of_too_many_lines_is_told_and_costs_little():
    lying = tuple(Rule(float(y), 0.0, 5000.0) for y in range(0, 15000, 5))
    standing = tuple(Rule(float(x), 0.0, 15000.0) for x in range(0, 5000, 5))
    ((what, place),) = read_pages([Page(1, 5000.0, 15000.0, (), lying, standing)]).unread
    assert (what, place.page) == ("page 1 has too many lines; its tables are not read", 1)


def test_a_lattice_of_too_many_boxes_is_told():
    lying = tuple(Rule(float(y), 0.0, 4500.0) for y in range(0, 4500, 5))
    standing = tuple(Rule(float(x), 0.0, 4500.0) for x in range(0, 4500, 5))
    assert len(read_pages([Page(1, 5000.0, 5000.0, (), lying, standing)]).unread) == 1
