"""The search of 大汉 jsearchfront, by the wire of public code that reads it (tonglu, 330122)."""

import json
from urllib.parse import quote

import pytest

from crawler.platforms import ListingError, ListingTrouble
from crawler.platforms.jsearch import first, listing

URL = "https://search.zj.gov.cn/jsearchfront/interfaces/cateSearch.do"
FIXED = {"websiteid": "330122000000000", "cateid": "377", "tpl": "1569"}
ASKED = first(URL, "渌渚镇政府信息公开年度报告", FIXED)
TARGET = "http://www.tonglu.gov.cn/art/2021/1/26/art_1229.html"


def hit(title="渌渚镇2020年<em>政府信息公开</em>年度报告", target=TARGET):
    link = f"visit/link.do?url={quote(target, safe='')}&q=x&websiteid=330122000000000"
    return (
        f'<div class="comprehensiveItem"><div class="titleWrapper"><a href="{link}">{title}</a></div>'
        '<div class="sourceTime"><span>来源:桐庐</span><span>时间:2021-01-26</span></div></div>'
    )


def answer(total, *hits):
    return json.dumps({"total": total, "result": list(hits)})


def test_the_words_and_the_fields_of_the_portal_file_are_posted():
    form = dict(ASKED.form)
    assert ASKED.method == "POST"
    assert (form["word"], form["q"], form["p"]) == ("渌渚镇政府信息公开年度报告",) * 2 + ("1",)
    assert {name: form[name] for name in FIXED} == FIXED


def test_a_hit_is_the_address_behind_the_counting_link_with_its_whole_title_and_date():
    page = listing(answer(1, hit()), URL, ASKED)
    (entry,) = page.entries
    assert (entry.url, entry.title, entry.date) == (TARGET, "渌渚镇2020年政府信息公开年度报告", "2021-01-26")
    assert (page.total, page.rows_seen, page.follow) == (1, 1, ())


def test_no_hits_are_an_empty_object_and_a_total_of_none():
    assert listing("{}", URL, ASKED).total == 0


def test_more_hits_than_a_page_holds_are_turned_to():
    page = listing(answer(250, *(hit() for _ in range(100))), URL, ASKED)
    (further,) = page.follow
    assert (dict(further.form)["p"], further.number) == ("2", 2)


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("<html><body>系统繁忙</body></html>", ListingTrouble.FAILED),
        ('{"code": 500}', ListingTrouble.CHANGED),
        ("[1]", ListingTrouble.CHANGED),
        ('{"total": 7, "result": []}', ListingTrouble.CHANGED),
    ],
)
def test_an_answer_that_is_no_answer_is_never_read_as_no_hits(text, trouble):
    with pytest.raises(ListingError) as raised:
        listing(text, URL, ASKED)
    assert raised.value.trouble is trouble
