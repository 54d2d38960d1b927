import json
from pathlib import Path

import pytest

from parsers.document import Paragraph, Picture, Table, UnreadableDocument
from parsers.formats.html import read
from parsers.grid import spread
from parsers.parse import parse
from parsers.report import ProblemKind

ROOT = Path(__file__).parents[2]
MALFORMED = json.loads((ROOT / "samples" / "html_malformed.json").read_text(encoding="utf-8"))
SPAN = (ROOT / "samples" / "hostile" / "span.html").read_bytes()
# Written from the HTML standard and from what browsers show for each of the seventeen cases.
SHOWN = {
    "unclosed td/tr": [["a", "b"], ["c", "d"]],
    "missing </table> before p": [["a", "b"], ["c", "d"]],
    "rowspan overshoot": [["a", "b"], ["a", "c"]],
    "rowspan=0": [["a", "b"], ["a", "c"]],
    'colspan="2;"': [["a", "a"], ["c", "d"]],
    "p between table and tr": [["a", "b"]],
    "td directly in table": [["a", "b"]],
    "div inside tr": [["a", "b"]],
    "font around tr": [["a", "b"]],
    "span around td (CMS)": [["a", "b"]],
    "form in table": [["a", "b"]],
    "p containing table": [["a", "b"]],
    "nul + ctrl chars": [["a", "b"]],
    "o:p and VML": [["a", "b"]],
    "th mixed, thead+tbody": [["a", "b", ""], ["a", "c", "d"]],
    "xml island": [["a", "b"]],
}


def page(body):
    return f"<html><body><div id='zoom'>{body}</div></body></html>".encode()


def grid_of(body):
    (table,) = [block for block in read(page(body)).blocks if isinstance(block, Table)]
    return [list(row) for row in spread(table).texts()]


@pytest.mark.parametrize("name", sorted(SHOWN))
def test_a_malformed_table_reads_as_a_browser_shows_it(name):
    assert grid_of(MALFORMED[name]) == SHOWN[name]


def test_a_column_span_of_100_percent_is_read_by_its_digits_and_ends_at_the_limit():
    grid = grid_of(MALFORMED["colspan=100%"])
    assert grid[0][0] == "a"
    assert grid[1][:2] == ["c", "d"]
    assert set(grid[0]) == {"a"}


def test_all_malformed_cases_are_judged():
    assert set(SHOWN) | {"colspan=100%"} == set(MALFORMED)


def test_a_table_of_65000_by_1000_in_166_bytes_costs_nothing():
    table = next(block for block in read(SPAN).blocks if isinstance(block, Table))
    grid = spread(table)
    assert grid.height * grid.width <= 200_000


def test_only_the_article_is_read_and_not_the_page_around_it():
    blocks = read(
        "<html><body><nav>首页</nav><div id='zoom'><p>正文第一段，足够长的文字以便识别。</p></div>"
        "<footer>访问量：123</footer></body></html>".encode()
    ).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == [
        "正文第一段，足够长的文字以便识别。"
    ]


def test_a_portal_may_say_where_its_articles_stand():
    body = "<html><body><div class='mine'><p>这里才是正文，文字足够长，超过二十个字。</p></div><p>别处</p></body></html>"
    assert [block.text for block in read(body.encode(), (".mine",)).blocks] == [
        "这里才是正文，文字足够长，超过二十个字。"
    ]


def test_gbk_bytes_are_read_whatever_the_page_declares():
    body = "<html><head><meta charset='utf-8'></head><body><div id='zoom'><p>政府信息公开工作年度报告，一共二十多个汉字。</p></div></body></html>"
    document = read(body.encode("gb18030"))
    assert document.blocks[0].text.startswith("政府信息公开")
    assert not document.is_charset_guessed


def test_a_picture_in_the_article_is_a_block():
    (picture,) = [
        b
        for b in read(page("<p>四、</p><p><img src='/picture/0/a.png'></p>")).blocks
        if isinstance(b, Picture)
    ]
    assert picture.source == "/picture/0/a.png"


def test_a_layout_table_around_the_article_is_no_table():
    body = (
        "<table><tr><td><p>一、总体情况</p><table><tr><td>规章</td><td>0</td></tr></table></td></tr></table>"
    )
    blocks = read(page(body)).blocks
    assert [type(block) for block in blocks] == [Paragraph, Table]


def test_an_empty_page_is_unreadable():
    with pytest.raises(UnreadableDocument, match="empty"):
        read(b"  \n ")


def test_metadata_of_the_page_is_kept():
    document = read(
        "<html><head><meta name='ArticleTitle' content='王店镇2020年度报告'><meta name='PubDate' content='2021-01-29 14:52'>"
        "</head><body><div id='zoom'>正文正文正文正文正文正文正文正文正文正文正文</div></body></html>".encode()
    )
    assert document.title == "王店镇2020年度报告"
    assert ("PubDate", "2021-01-29 14:52") in document.metadata


@pytest.mark.parametrize("tag", ["div", "span", "table><tr><td"])
@pytest.mark.parametrize("depth", [900, 20_000])
def test_elements_nested_without_end_are_a_problem_and_never_an_exception(tag, depth):
    (problem,) = parse(page(f"<{tag}>" * depth + "政府信息公开")).problems
    assert problem.kind is ProblemKind.UNREADABLE_DOCUMENT
    assert "nested" in problem.message
