import json
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.platforms import Follow, ListingError, ListingTrouble, jpaas

URL = "https://www.linan.gov.cn/col/col1229261156/index.html"
SCRIPT = """<script id="4e3a" src="/cms_files/default/script/AuthorizedRead/unitbuild.js?v=3.1.3-GXB" webId="2242"
 parseType="bulidstatic" url="/api-gateway/jpaas-publish-server/front/page/build/unit"
 {attribute}="{{'parseType':'bulidstatic','webId':'2242','tplSetId':'VuAIYKXLw7THdhTjKO2yP','pageType':'column',\
'tagId':'{tag}','editType':'null','pageId':'1229261156'}}"></script>"""
ROWS = """<div class="page-content"><ul class="ajax-ul">\
<li class="cf border-line"><a class="fl" href="/col/col1229226160/art/2026/art_8be9.html" title="甲">甲…</a>\
<span class="fr">2026-08-20</span></li>\
<li class="cf border-line"><a class="fl" href="/art/2019/2/14/art_1377194_30215050.html" title="乙">乙</a>\
<span class="fr">2019-02-14</span></li>\
<li class="cf border-line"><a href="https://mp.weixin.qq.com/s/x">微信</a><span class="fr">2026-01-01</span></li>\
</ul></div>"""


def column(*tags, attribute="queryData", url=URL, search=None):
    page = "<html>" + "".join(SCRIPT.format(tag=tag, attribute=attribute) for tag in tags) + "</html>"
    assert jpaas.recognises(page)
    return jpaas.column(page, url, search or {})


def asked(follow):
    query = parse_qs(urlsplit(follow.url).query)
    return {name: values[0] for name, values in query.items()}, json.loads(query["paramJson"][0])


def answer(markup, **more):
    return json.dumps({"success": True, "data": {"html": markup}, **more})


@pytest.mark.parametrize("attribute", ["queryData", "querydata"])
def test_the_request_is_read_from_query_data_word_for_word(attribute):
    (follow,) = column("信息列表", attribute=attribute).follow
    query, parameters = asked(follow)
    assert query["parseType"] == "bulidstatic"  # misspelt by the CMS itself
    assert query["tplSetId"] == "VuAIYKXLw7THdhTjKO2yP"
    assert query["pageId"] == "1229261156"
    assert parameters == {"pageNo": 1, "pageSize": 15}


def test_navigation_units_are_not_asked_for():
    assert [follow.sequence for follow in column("导航", "信息列表", "页脚", "ajax分页").follow] == [
        "信息列表",
        "ajax分页",
    ]


def test_the_filter_is_json_inside_json():
    (follow,) = column("信息列表", search={"xxgkId": "F001", "xxgkType": "", "className": "人事信息"}).follow
    search = asked(follow)[1]["search"]
    assert json.loads(search) == {"xxgkId": "F001", "xxgkType": "", "className": "人事信息"}


def test_a_number_in_the_address_is_the_filter():
    (follow,) = column("信息列表", url=f"{URL}?number=JD16-JD1602").follow
    assert json.loads(asked(follow)[1]["search"]) == {"xxgkId": "JD16-JD1602"}


def test_a_page_without_a_list_unit_has_changed():
    with pytest.raises(ListingError) as trouble:
        column("导航")
    assert trouble.value.trouble is ListingTrouble.CHANGED


@pytest.mark.parametrize(
    "pager",
    [
        '<div class="pagination" rows="15" count="141" pageNo="1"></div>',
        """<div id="x_pagination" queryData="{'rows':'15','count':'141','pageNo':'1'}"></div>""",
    ],
)
def test_rows_total_and_echo_are_read_in_both_spellings(pager):
    page = jpaas.listing(answer(ROWS + pager), URL, Follow("https://x/?paramJson=%7B%7D", size=15))
    assert (page.total, page.rows_seen, page.echoed) == (141, 3, 1)
    assert [(entry.title, entry.date) for entry in page.entries] == [
        ("甲", "2026-08-20"),
        ("乙", "2019-02-14"),
        ("微信", "2026-01-01"),
    ]
    assert page.entries[1].url == "https://www.linan.gov.cn/art/2019/2/14/art_1377194_30215050.html"


def test_the_next_page_keeps_every_other_parameter():
    (first,) = column("信息列表", search={"xxgkId": "F001"}).follow
    markup = ROWS + '<div class="pagination" rows="18" count="141" pageNo="1"></div>'
    (second,) = jpaas.listing(answer(markup), URL, first).follow
    query, parameters = asked(second)
    assert parameters == {"pageNo": 2, "pageSize": 18, "search": '{"xxgkId":"F001"}'}
    assert query["tplSetId"] == "VuAIYKXLw7THdhTjKO2yP"


def test_the_last_page_has_no_next():
    asked_for = Follow("https://x/?paramJson=%7B%7D", number=10, size=15)
    markup = ROWS + '<div class="pagination" rows="15" count="141" pageNo="10"></div>'
    page = jpaas.listing(answer(markup), URL, asked_for)
    assert page.follow == ()
    assert page.is_proven_last


def test_a_count_of_zero_is_an_empty_list():
    markup = '<ul></ul><div class="pagination" rows="15" count="0" pageNo="1"></div>'
    page = jpaas.listing(answer(markup), URL, Follow("https://x/?paramJson=%7B%7D", size=15))
    assert (page.total, page.rows_seen, page.follow) == (0, 0, ())


@pytest.mark.parametrize(
    "text",
    [
        '{"success":false,"message":"系统异常","data":null}',
        "<html><body>系统繁忙，请稍后再试</body></html>",
        '{"success":true,"data":{"html":""}}',
        '{"success":true,"data":null}',
        '{"success":true,"data":{"html":"<div>nothing here</div>"}}',
        "[]",
        "",
    ],
)
def test_an_answer_that_is_no_list_fails_and_is_never_zero_rows(text):
    with pytest.raises(ListingError) as trouble:
        jpaas.listing(text, URL, Follow("https://x/?paramJson=%7B%7D", size=15))
    assert trouble.value.trouble is ListingTrouble.FAILED
