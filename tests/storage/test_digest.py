"""What makes a version, and what does not."""

import pytest

from parsers.document import Document, Heading, Paragraph, Picture, Place, Residue, Table, TableCell
from storage.digest import content_digest, without_counters

HERE = Place()


def page(*texts, **rest):
    return Document(tuple(Paragraph(text, HERE) for text in texts), **rest)


def table(*cells):
    return Document((Table(tuple(TableCell(row, column, text, HERE) for row, column, text in cells), HERE),))


def digest(document, *parts):
    return content_digest(document, b"bytes", parts)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (page("总体 情况"), page("  总体\u3000\n情况\xa0")),
        (page("总体情况"), page("总体情况", "", " \t")),
        (page("总体情况"), page("总体情况", title="首页 2026年11月20日")),
        (page("总体情况"), page("总体情况", residues=(Residue("[bookmark: _GoBack]", HERE),))),
        (page("总体情况"), Document((Paragraph("总体情况", Place(block=7, line=9)),))),
        (page("总体情况"), Document((Heading("总体情况", HERE, level=2),))),
        (page("发布日期：2021-01-20 浏览次数：17"), page("发布日期：2021-01-20 浏览次数：18")),
        (page("总体情况", "点击量: 5次"), page("总体情况")),
        (page("今天是：2026年11月20日 星期五"), page("今天是：2026年11月21日 星期六")),
    ],
)
def test_page_furniture_makes_no_version(one, other):
    assert digest(one) == digest(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (page("新收3件"), page("新收4件")),
        (page("新收3件", "结转0件"), page("结转0件", "新收3件")),
        (page("门户网站访问量：12万次"), page("门户网站访问量：13万次")),
        (page("全年网站浏览次数：17"), page("全年网站浏览次数：18")),
        (page("来源：镇政府 浏览次数：1"), page("来源：区政府 浏览次数：1")),
        (page("1 2"), page("12")),
        (page("一、总体情况"), Document((Paragraph("总体情况", HERE, label="二、"),))),
        (table((0, 0, "3"), (0, 1, "")), table((0, 0, ""), (0, 1, "3"))),
        (table((0, 0, "3")), table((0, 0, "/"))),
        (Document((Picture("a.png", HERE),)), Document((Picture("b.png", HERE),))),
        (Document((Picture("a.png", HERE, b"1"),)), Document((Picture("a.png", HERE, b"2"),))),
    ],
)
def test_content_makes_a_version(one, other):
    assert digest(one) != digest(other)


def test_a_picture_under_another_address_with_the_same_bytes_is_the_same():
    one, other = (Document((Picture(source, HERE),)) for source in ("a.png?t=1", "a.png?t=2"))
    assert digest(one, "5" * 64) == digest(other, "5" * 64)
    assert digest(one, "5" * 64) != digest(one, "6" * 64)


@pytest.mark.parametrize("document", [None, page(), page(" ")])
def test_what_shows_no_text_is_told_apart_by_its_bytes(document):
    assert content_digest(document, b"1") != content_digest(document, b"2")
    assert content_digest(document, b"1") == content_digest(None, b"1")


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "item", ["打印 ", "时间：1 ", "时间： ", "浏览次数：1 ", "来源： ", "字号：大 ", "今天是：1 "]
)
def test_a_hostile_line_of_furniture_is_looked_at_without_hanging(item):
    line = "浏览次数" + item * (180 // len(item)) + "x！"
    assert without_counters(line) in {line, line.replace("浏览次数", "")}


def test_the_digest_of_a_document_is_the_one_it_had_when_this_was_written():
    # Versions hang on it. Who changes it raises NORMALISER.
    document = Document((*page("总体情况").blocks, *table((0, 0, "3")).blocks))
    assert digest(document, "5" * 64) == "62799c3a02b316db8bbfd47b733ce0ebb7c963b4a529b0fbb6b14a6f199f7575"
