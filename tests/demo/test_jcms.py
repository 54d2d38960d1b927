"""JCMS as the evidence shows it: a datastore in the page, and dataproxy.jsp behind it."""

import re
from urllib.parse import quote, unquote, urlencode

import lxml.html

XIUZHOU = "https://www.xiuzhou.gov.cn/col/col1229471104/index.html"
AREAS = "https://www.fuyang.gov.cn/col/col1229429131/index.html"
REPORTS = "https://www.fuyang.gov.cn/col/col1229429104/index.html"
RECORD = re.compile(r"<record>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</record>", re.DOTALL)
XIUZHOU_IDS = {
    "webid": "2871",
    "columnid": "1229471104",
    "unitid": "5521033",
    "path": "/",
    "permissiontype": "0",
}
FUYANG_IDS = {
    "webid": "2754",
    "columnid": "1229429131",
    "unitid": "6717166",
    "path": "/",
    "permissiontype": "0",
}


def records(text):
    return RECORD.findall(text)


def next_group(text):
    found = re.search(r'<nextgroup><!\[CDATA\[<a href="([^"]+)"', text)
    return found and found[1]


def post(visitor, host, ids, *, start, end, size):
    url = f"https://{host}/module/jpage/dataproxy.jsp?startrecord={start}&endrecord={end}&perpage={size}"
    return visitor.get(
        url, "POST", urlencode(ids), Content_Type="application/x-www-form-urlencoded; charset=UTF-8"
    ).text


def test_one_portal_keeps_its_datastore_in_a_script_the_other_bare(visitor):
    in_script = lxml.html.fromstring(visitor.get(XIUZHOU).text)
    assert not in_script.xpath("//div[@id='5521033']//a")
    assert "<datastore>" in in_script.xpath("string(//div[@id='5521033']/script[@type='text/xml'])")
    assert len(lxml.html.fromstring(visitor.get(AREAS).text).xpath("//div[@id='6717166']//a[@title]")) == 60


def test_the_chain_of_groups_gives_every_record_once(visitor):
    groups = [visitor.get(XIUZHOU).text]
    while following := next_group(groups[-1]):
        groups.append(visitor.get(f"https://www.xiuzhou.gov.cn{following}").text)
    assert [len(records(group)) for group in groups] == [45, 45, 8]
    assert len({record for group in groups for record in records(group)}) == 98
    assert all("<totalrecord>98</totalrecord><totalpage>7</totalpage>" in group for group in groups[1:])


def test_the_name_of_the_portal_is_encoded_twice(visitor):
    webname = re.search("webname=([^&]+)", next_group(visitor.get(XIUZHOU).text))[1]
    assert unquote(unquote(webname)) == "嘉兴市秀洲区人民政府"
    assert quote("嘉") not in webname


def test_a_short_list_has_no_next_group(visitor):
    page = visitor.get(REPORTS).text
    assert len(records(page)) == 22
    assert next_group(page) is None


def test_the_page_shows_its_first_group_whatever_page_is_asked(visitor):
    assert records(visitor.get(f"{XIUZHOU}?pageNum=2").text) == records(visitor.get(XIUZHOU).text)
    assert visitor.get(XIUZHOU.replace("index", "index_1")).status == 404


def test_a_posted_range_is_clipped_to_what_there_is(visitor):
    assert len(records(post(visitor, "www.fuyang.gov.cn", FUYANG_IDS, start=1, end=120, size=40))) == 64
    assert len(records(post(visitor, "www.fuyang.gov.cn", FUYANG_IDS, start=61, end=120, size=20))) == 4
    assert records(post(visitor, "www.fuyang.gov.cn", FUYANG_IDS, start=121, end=180, size=20)) == []


def test_the_other_server_gives_no_more_than_a_group(visitor):
    assert len(records(post(visitor, "www.xiuzhou.gov.cn", XIUZHOU_IDS, start=1, end=98, size=15))) == 45


def test_wrong_ids_get_a_page_without_a_datastore(visitor):
    answer = post(visitor, "www.xiuzhou.gov.cn", XIUZHOU_IDS | {"unitid": "1"}, start=1, end=45, size=15)
    assert "<datastore" not in answer


def test_rows_are_written_in_different_hands(visitor):
    xiuzhou, fuyang = visitor.get(XIUZHOU).text, visitor.get(AREAS).text
    assert "<li class='clearfix'><a href='/art/" in xiuzhou
    assert '</record>\n<table width="100%">' in xiuzhou
    assert "[2022/01/20]" in fuyang
    assert (
        'title="富阳区渌渚镇2021年政府信息公开工作年度报告">富阳区渌渚镇2021年政府信息公开工作年...</a>'
        in fuyang
    )


def test_a_chain_can_loop_or_lead_off_the_site(replica, visitor):
    second = f"https://www.xiuzhou.gov.cn{next_group(visitor.get(XIUZHOU).text)}"
    replica.trouble("looping_nextgroup", "www.xiuzhou.gov.cn", times=1)
    assert next_group(visitor.get(second).text) == next_group(visitor.get(XIUZHOU).text)
    replica.trouble("offsite_nextgroup", "www.xiuzhou.gov.cn", times=1)
    assert next_group(visitor.get(second).text).startswith("http://www.example.com/")


def test_a_session_cookie_is_no_challenge(visitor):
    got = visitor.get(AREAS)
    assert got.headers["Set-Cookie"].startswith("acw_tc=")
    assert got.status == 200
