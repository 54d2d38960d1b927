"""JPaaS as the evidence shows it: an empty column page and a unit service that fills it."""

import ast
import json
import re
from urllib.parse import quote, urlencode

import lxml.html
import pytest

LINAN = "https://www.linan.gov.cn/col/col1229361104/index.html"
GONGSHU = "https://www.gongshu.gov.cn/col/col1229541104/index.html"
SERVICE = "/api-gateway/jpaas-publish-server/front/page/build/unit"


def units(visitor, column):
    scripts = lxml.html.fromstring(visitor.get(column).text).xpath("//script[@querydata]")
    return [ast.literal_eval(script.get("querydata")) for script in scripts]


def list_unit(visitor, column):
    return next(unit for unit in units(visitor, column) if unit["tagId"] == "信息列表")


def ask(visitor, column, query, *, page=1, size=15, search=None, referer=True):
    wanted = {"pageNo": page, "pageSize": size}
    if search is not None:
        wanted["search"] = json.dumps(search)
    host = column.split("/col/")[0]
    url = f"{host}{SERVICE}?{urlencode(query)}&paramJson={quote(json.dumps(wanted))}"
    return visitor.get(url, **({"Referer": column} if referer else {}))


def fragment(got):
    answer = json.loads(got.text)
    assert answer["success"] is True
    return answer["data"]["html"]


def hrefs(html):
    return re.findall(r'<a [^>]*href="([^"]+)"', html)


def test_a_column_page_holds_two_units_in_two_spellings_and_no_row(visitor):
    page = visitor.get(LINAN).text
    assert " queryData=" in page
    assert " querydata=" in page
    assert "bulidstatic" in page
    assert "/art/" not in page
    assert len(units(visitor, LINAN)) == 2


def test_a_list_has_three_pages_and_a_short_last_one(visitor):
    query = list_unit(visitor, LINAN)
    pages = [fragment(ask(visitor, LINAN, query, page=page)) for page in (1, 2, 3)]
    assert [len(hrefs(page)) for page in pages] == [15, 15, 11]
    assert [re.findall(r'count="(\d+)" pageNo="(\d)"', page) for page in pages] == [
        [("41", str(number))] for number in (1, 2, 3)
    ]
    assert len({href for page in pages for href in hrefs(page)}) == 41


def test_a_page_past_the_end_is_empty(visitor):
    assert fragment(ask(visitor, LINAN, list_unit(visitor, LINAN), page=4)) == ""


def test_the_other_portal_writes_its_count_into_querydata(visitor):
    query = list_unit(visitor, GONGSHU)
    assert query["pageId"] != "1229541104"
    html = fragment(ask(visitor, GONGSHU, query, page=2, size=18))
    assert "queryData=\"{'rows':'18','count':'31','pageNo':'2'}\"" in html
    assert len(hrefs(html)) == 13


def test_a_list_mixes_old_and_new_urls_and_rows_from_elsewhere(visitor):
    found = hrefs(fragment(ask(visitor, LINAN, list_unit(visitor, LINAN), size=50)))
    assert any(re.fullmatch(r"/art/\d{4}/\d+/\d+/art_\d+_\d+\.html", href) for href in found)
    assert any(re.fullmatch(r"/col/col\d+/art/\d{4}/art_[0-9a-f]{32}\.html", href) for href in found)
    assert sum(href.startswith("https://mp.weixin.qq.com/") for href in found) == 1
    assert sum(href.startswith("https://www.hangzhou.gov.cn/") for href in found) == 1


def test_a_directory_number_filters_the_list(visitor):
    query = list_unit(visitor, LINAN)
    town = fragment(
        ask(visitor, LINAN, query, size=50, search={"xxgkId": "F001-A01", "xxgkType": "", "className": ""})
    )
    everything = fragment(ask(visitor, LINAN, query, size=50, search={"xxgkId": "F001"}))
    assert 0 < len(hrefs(town)) < len(hrefs(everything)) == 41
    assert "昌化镇人民政府2020年度政府信息公开年度报告" in town
    assert "锦北街道2020年信息公开工作年度报告" not in town


def test_without_the_column_page_as_referer_there_is_nothing(visitor):
    assert ask(visitor, LINAN, list_unit(visitor, LINAN), referer=False).status == 403


def test_a_republished_template_finds_nothing_under_its_old_id(replica, visitor):
    query = list_unit(visitor, LINAN)
    replica.republish_template("www.linan.gov.cn")
    assert fragment(ask(visitor, LINAN, query)) == ""
    renewed = list_unit(visitor, LINAN)
    assert renewed["tplSetId"] != query["tplSetId"]
    assert len(hrefs(fragment(ask(visitor, LINAN, renewed)))) == 15


def test_parameters_that_cannot_be_read_are_no_success(visitor):
    url = f"https://www.linan.gov.cn{SERVICE}?{urlencode(list_unit(visitor, LINAN))}&paramJson=%7Bbroken"
    assert json.loads(visitor.get(url, Referer=LINAN).text)["success"] is False


@pytest.mark.parametrize(
    ("kind", "starts"),
    [("api_failure", '{"success":false'), ("html_for_json", "<html>"), ("521", "<script>document.cookie")],
)
def test_the_service_can_fail_while_the_column_page_stands(replica, visitor, kind, starts):
    query = list_unit(visitor, LINAN)
    replica.trouble(kind, "www.linan.gov.cn", "list")
    assert ask(visitor, LINAN, query).text.startswith(starts)
    assert visitor.get(LINAN).status == 200


def test_a_count_can_promise_more_rows_than_there_are(replica, visitor):
    query = list_unit(visitor, LINAN)
    replica.trouble("count_too_high", "www.linan.gov.cn")
    html = fragment(ask(visitor, LINAN, query, size=50))
    assert 'count="48"' in html
    assert len(hrefs(html)) == 41
