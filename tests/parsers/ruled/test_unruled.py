"""Tables without lines: read by the labels of the forms, and told; without labels left as text."""

from parsers.document import Paragraph, Table
from parsers.grid import spread
from parsers.ruled import read_pages


def layout_of(*pens):
    return read_pages([pen.page() for pen in pens])


def grid_of(layout):
    (table,) = [block for block in layout.blocks if isinstance(block, Table)]
    return [list(row) for row in spread(table).texts()]


def proactive(pen):
    drawn = pen().write("信息内容", 50, 100).write("本年制发件数", 200, 100).write("本年废止件数", 320, 100)
    drawn.write("现行有效件数", 440, 100)
    drawn.write("规章", 50, 120).write("0", 225, 120).write("1", 345, 120).write("2", 465, 120)
    return (
        drawn.write("行政规范性文件", 50, 140).write("13", 225, 140).write("4", 345, 140).write("5", 465, 140)
    )


def test_rows_and_columns_are_told_by_their_labels(pen):
    assert grid_of(layout_of(proactive(pen))) == [
        ["", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "1", "2"],
        ["行政规范性文件", "13", "4", "5"],
    ]


def test_it_is_told_that_no_line_proves_the_boxes(pen):
    ((what, place),) = layout_of(proactive(pen)).unread
    assert "without lines" in what
    assert place.page == 1


def test_a_figure_that_is_missing_leaves_its_own_box_blank(pen):
    drawn = proactive(pen)
    drawn.glyphs = [glyph for glyph in drawn.glyphs if glyph.text != "1" or glyph.left < 300]
    assert grid_of(layout_of(drawn))[1] == ["规章", "0", "", "2"]


def test_figures_under_no_heading_are_told_and_not_read(pen):
    drawn = proactive(pen).write("行政许可", 50, 160).write("7", 290, 160)
    layout = layout_of(drawn)
    assert "7" not in {text for row in grid_of(layout) for text in row}
    assert any("under no heading: 7" in what for what, _ in layout.unread)


def test_a_label_over_several_lines_is_one_label(pen):
    drawn = proactive(pen).write("行政事业", 50, 160)
    drawn.glyphs = [glyph for glyph in drawn.glyphs if glyph.top < 135]
    drawn.write("行政规范", 50, 136).write("性文件", 50, 147).write("3", 225, 141).write("4", 345, 141).write(
        "5", 465, 141
    )
    assert grid_of(layout_of(drawn))[2] == ["行政规范性文件", "3", "4", "5"]


def test_figures_without_labels_of_a_form_stay_text(pen):
    drawn = (
        pen()
        .write("甲", 50, 100)
        .write("乙", 150, 100)
        .write("1", 50, 120)
        .write("2", 150, 120)
        .write("3", 250, 120)
    )
    layout = layout_of(drawn)
    assert all(isinstance(block, Paragraph) for block in layout.blocks)
    assert layout.unread == ()


def test_running_text_with_figures_is_no_table(pen):
    drawn = pen().write("全年受理申请 3 件，其中自然人 2 件，商业企业 1 件。", 50, 100)
    assert all(isinstance(block, Paragraph) for block in layout_of(drawn).blocks)
