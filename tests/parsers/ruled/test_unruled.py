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


def test_a_label_that_a_page_break_cuts_is_one_label(pen):
    first = proactive(pen)
    for glyph in [glyph for glyph in first.glyphs if glyph.top > 130]:
        first.glyphs.remove(glyph)
    first.write("行政规范", 50, 730).write("3", 225, 730).write("4", 345, 730).write("5", 465, 730)
    second = pen(2).write("性文件", 50, 60).write("1", 300, 300).write("2", 300, 320).write("3", 300, 340)
    assert grid_of(layout_of(first, second))[2][:2] == ["行政规范性文件", "3"]


def test_a_unit_or_a_remark_stands_with_its_figure_across_a_narrow_gap(pen):
    drawn = pen().write("采购项目数量", 200, 100).write("采购总金额", 320, 100)
    drawn.write("政府集中采购", 50, 120).write("4", 225, 120).write("（其中续签", 232, 120).write(
        "1", 284, 120
    )
    drawn.write("件）", 291, 120).write("987.30", 320, 120).write("万元", 352, 120)
    drawn.write("分散采购", 50, 140).write("6", 225, 140).write("7", 345, 140)
    assert grid_of(layout_of(drawn))[1] == ["政府集中采购", "4（其中续签1件）", "987.30万元"]


def test_a_year_stands_with_its_heading_across_a_narrow_gap(pen):
    drawn = pen().write("2018", 200, 100).write("年项目数量", 222, 100).write("处理决定数量", 320, 100)
    drawn.write("行政处罚", 50, 120).write("4", 225, 120).write("5", 345, 120).write("行政强制", 50, 140)
    drawn.write("6", 225, 140).write("7", 345, 140)
    assert grid_of(layout_of(drawn))[0] == ["", "2018年项目数量", "处理决定数量"]


def test_words_in_a_box_of_figures_are_read_there_and_a_word_for_none_too(pen):
    drawn = proactive(pen)
    drawn.glyphs = [glyph for glyph in drawn.glyphs if glyph.text not in "01"]
    drawn.write("见附表", 205, 120).write("无", 340, 120).write("1", 225, 140)
    assert grid_of(layout_of(drawn))[1] == ["规章", "见附表", "无", "2"]


def test_a_misprinted_heading_keeps_its_column(pen):
    drawn = pen().write("采购顶目数量", 200, 100).write("采购总金额", 320, 100)
    drawn.write("政府集中采购", 50, 120).write("4", 225, 120).write("5.1", 320, 120).write("6", 225, 140)
    assert grid_of(layout_of(drawn))[1] == ["政府集中采购", "4", "5.1"]


def test_a_heading_of_one_letter_a_line_is_one_heading(pen):
    drawn = pen()
    for at, heading in enumerate(("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")):
        for line, letter in enumerate(heading):
            drawn.write(letter, 100 + 40 * at, 100 + 15 * line)
        drawn.write(str(at), 102 + 40 * at, 180)
    assert grid_of(layout_of(drawn)) == [
        ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"],
        ["0", "1", "2", "3", "4"],
    ]


def test_a_blank_row_that_only_the_form_of_the_document_has_is_a_row(pen):
    drawn = pen().write("自然人", 300, 100).write("商业企业", 360, 100).write("总计", 440, 100)
    labels = (
        "1.属于国家秘密",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "（七）总计",
    )
    drawn.write(labels[0], 150, 120).write("1", 310, 120).write("0", 375, 120).write("1", 445, 120)
    drawn.write(labels[1][:12], 150, 140).write(labels[1][12:24], 150, 151).write(labels[1][24:], 150, 162)
    drawn.write(labels[2], 150, 182).write("1", 310, 182).write("0", 375, 182).write("1", 445, 182)
    assert [labels[1], "", "", ""] in grid_of(layout_of(drawn))


def test_the_heading_of_a_part_over_a_table_stays_text(pen):
    layout = layout_of(proactive(pen).write("二、主动公开政府信息情况", 50, 80))
    assert [block.text for block in layout.blocks if isinstance(block, Paragraph)] == [
        "二、主动公开政府信息情况"
    ]


def test_the_heading_of_a_group_stands_over_its_columns_from_afar(pen):
    drawn = pen().write("行政复议", 130, 40)
    for at, heading in enumerate(("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")):
        drawn.write(heading, 60 + 50 * at, 100).write(str(at), 75 + 50 * at, 120)
    assert grid_of(layout_of(drawn))[0] == ["行政复议"] * 5
