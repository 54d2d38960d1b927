"""What the platforms without an API have in common: rows that are told from navigation, and pagers."""

import base64

import pytest

from crawler.platforms import Follow, ListingError, ListingTrouble, generic, gkmlpt, trs, ucap, vsb
from crawler.platforms.lists import read_list
from crawler.platforms.pager import current_page, next_page, stated_pages, stated_rows

URL = "https://www.example.gov.cn/zwgk/nb.shtml"
NAVIGATION = '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/a">甲</a></li><li><a href="/b">乙</a></li></ul>'
ROW = '<li><a href="/show/{0}.html">{0}年年报</a><span>{0}-01-26</span></li>'
ROWS = f'<ul class="list">{ROW.format(2020)}{ROW.format(2021)}</ul>'


def test_dated_rows_are_told_from_longer_navigation():
    listed = read_list(NAVIGATION + ROWS, URL)
    assert [entry.title for entry in listed.entries] == ["2020年年报", "2021年年报"]
    assert "甲" in listed.words


def test_a_list_cut_into_several_ul_is_one_list():
    assert read_list(NAVIGATION + ROWS + "<hr>" + ROWS, URL).rows_seen == 4


def test_a_row_without_a_date_or_a_usable_link_counts_among_its_like():
    odd = '<ul class="list"><li><a href="javascript:void(0)">微信</a></li></ul>'
    listed = read_list(ROWS + odd, URL)
    assert (len(listed.entries), listed.rows_seen) == (2, 3)


def test_rows_in_nested_layout_tables_are_the_innermost():
    rows = "".join(f'<tr><td><a href="/{n}">{n}</a></td><td>2021-01-0{n}</td></tr>' for n in (1, 2, 3))
    page = f"<table><tr><td><a href='/x'>x</a></td><td><table class='in'>{rows}</table></td></tr></table>"
    assert [entry.title for entry in read_list(page, URL).entries] == ["1", "2", "3"]


def test_dates_printed_on_an_article_are_no_list():
    assert not generic.recognises('<p>2021-01-26</p><p>2021-01-27</p><a href="/">首页</a>')


@pytest.mark.parametrize(
    ("words", "rows", "pages", "current"),
    [
        ("共98条记录", 98, None, None),
        ("页/共5页", None, 5, None),
        ("第2/5页", None, 5, 2),
        ("总页数：7当前第3页", None, 7, 3),
    ],
)
def test_what_a_pager_says_is_read(words, rows, pages, current):
    assert (stated_rows(words), stated_pages(words), current_page(words)) == (rows, pages, current)


@pytest.mark.parametrize(
    "anchor",
    [
        '<a href="nb_2.shtml">下一页&gt;</a>',
        '<a href="nb_2.shtml" rel="next">›</a>',
        """<a href="#" onclick="isDownLoad(this,'nb_2.shtml')">下页</a>""",
        """<a href="javascript:turn('nb_2.shtml')">下一页</a>""",
        f'<div id="pages">{base64.b64encode("<p><a href=nb_2.shtml>下一页</a></p>".encode()).decode()}</div>',
    ],
)
def test_the_next_page_is_found_wherever_its_address_stands(anchor):
    assert next_page(read_list(ROWS + anchor, URL).rest, URL) == "https://www.example.gov.cn/zwgk/nb_2.shtml"


def test_a_next_page_that_is_this_very_page_is_none():
    assert next_page(read_list(ROWS + '<a href="nb.shtml#">下一页</a>', URL).rest, URL) is None


def test_a_next_page_on_another_host_is_not_followed():
    with pytest.raises(ListingError, match="another host"):
        generic.column(ROWS + '<a href="https://evil.example/2">下一页</a>', URL, {})


def test_a_pager_that_leads_nowhere_leaves_a_doubt_and_a_list_without_a_pager_none():
    assert "of 3" in (generic.column(f"{ROWS}共3页 下一页", URL, {}).doubt or "")
    scripted = generic.column(ROWS + '<a href="javascript:turn(2)">下一页</a>', URL, {})
    assert "script" in (scripted.doubt or "")
    assert generic.column(ROWS, URL, {}).doubt is None


def test_trs_takes_the_date_from_the_address_where_the_row_prints_none():
    row = '<ul><li><a href="./202101/t20210131_7.html">年报</a></li></ul>createPage(1, 0, "index", "shtml")'
    (entry,) = trs.column(row, URL, {}).entries
    assert entry.date == "2021-01-31"


def test_trs_without_its_script_is_not_proven_complete():
    page = trs.column('<ul><li><a href="./202101/t20210131_7.html">年报</a></li></ul>', URL, {})
    assert "createPageHTML" in (page.doubt or "")


def test_vsb_says_that_a_page_may_not_be_seen_instead_of_no_rows():
    with pytest.raises(ListingError, match="may not be seen") as trouble:
        vsb.listing("<p>系统提示 … 您无权访问此页面</p>", URL, Follow(URL))
    assert trouble.value.trouble is ListingTrouble.CHANGED


def test_ucap_without_a_count_goes_on_until_a_page_is_empty():
    ask = Follow(URL, "POST", (("page", "1"),), "search")
    (again,) = ucap.listing('{"data":{"results":[{"url":"/a","title":"年报"}]}}', URL, ask).follow
    assert again.form == (("page", "2"),)
    assert ucap.listing('{"data":{"results":[]}}', URL, again).is_proven_last


def test_gkmlpt_asks_for_the_category_of_the_portal_file_before_the_one_it_finds():
    shell = """/gkmlpt/ SID: '2', TREE: [{"id": 7, "name": "政府信息公开年报"}]"""
    assert "/all/7?" in gkmlpt.column(shell, URL, {}).follow[0].url
    assert "/all/9?" in gkmlpt.column(shell, URL, {"category": "9"}).follow[0].url
    with pytest.raises(ListingError):
        gkmlpt.column("/gkmlpt/ SID: '2'", URL, {})


def test_gkmlpt_reads_an_epoch_in_china():
    answer = '{"total":1,"articles":[{"title":"年报","post_url":"/p","create_time":1611594000}]}'
    (entry,) = gkmlpt.listing(answer, URL, Follow(URL)).entries
    assert entry.date == "2021-01-26"  # 17:00 of the day before in UTC
