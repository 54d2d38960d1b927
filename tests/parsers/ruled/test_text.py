from parsers.document import Paragraph
from parsers.ruled import read_pages

WIDE = "各级行政机关主动公开政府信息的制度更加完善公开的内容更加充分渠道也更加畅通群众满意"  # a full line


def texts_of(*pens):
    return [
        block.text
        for block in read_pages([pen.page() for pen in pens]).blocks
        if isinstance(block, Paragraph)
    ]


def test_full_lines_go_on_and_an_indented_one_begins_anew(pen):
    drawn = (
        pen().write(WIDE[2:], 70, 100).write(WIDE, 50, 115).write("完。", 50, 130).write("下一段。", 70, 145)
    )
    assert texts_of(drawn) == [WIDE[2:] + WIDE + "完。", "下一段。"]


def test_a_short_line_ends_its_paragraph(pen):
    assert texts_of(pen().write(WIDE, 50, 100).write("一、总体情况", 50, 130).write("短。", 50, 145)) == [
        WIDE,
        "一、总体情况",
        "短。",
    ]


def test_a_paragraph_goes_on_over_a_page_and_tells_its_first_page(pen):
    pages = [
        pen(1).write(WIDE[2:], 70, 685).write(WIDE, 50, 700).page(),
        pen(2).write("完。", 50, 100).page(),
    ]
    (block,) = read_pages(pages).blocks
    assert block.text.endswith("完。")
    assert block.place.page == 1
    assert block.place.box == (50, 685, 50 + 10 * len(WIDE), 710)


def test_a_word_that_did_not_fit_leaves_its_line_full(pen):
    drawn = pen().write(WIDE, 50, 100).write(WIDE[:34], 50, 115).write("0571-63291298，完。", 50, 130)
    assert texts_of(drawn)[0].endswith("0571-63291298，完。")


def test_letters_of_another_size_are_another_paragraph(pen):
    assert texts_of(pen().write(WIDE[:20], 50, 100, size=20).write("正文", 50, 125)) == [WIDE[:20], "正文"]


def test_a_gap_between_words_is_a_space(pen):
    assert texts_of(pen().write("行政复议", 50, 100).write("行政诉讼", 120, 100)) == ["行政复议 行政诉讼"]


def test_a_bare_figure_at_the_foot_is_a_page_number_only_where_it_counts_the_pages(pen):
    pages = [pen(n).write(f"第{n}章", 50, 300).write(str(n), 290, 770).page() for n in (1, 2, 3)]
    assert [block.text for block in read_pages(pages).blocks] == ["第1章", "第2章", "第3章"]
    assert "7" in texts_of(pen(1).write("正文", 50, 300).write("7", 290, 770))


def test_a_body_line_that_comes_twice_in_the_middle_of_pages_stays(pen):
    pages = [pen(n).write("同一句话", 50, 300).page() for n in (1, 2)]
    assert [block.text for block in read_pages(pages).blocks] == ["同一句话", "同一句话"]
