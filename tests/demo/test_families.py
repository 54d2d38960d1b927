"""The small sites behave as the evidence says of their CMS, also where a visitor does something wrong."""

import json

import pytest

from demo.families import FAMILIES, Lie
from demo.families.family import CHANGHUA, LUZHU


@pytest.mark.parametrize("host", FAMILIES)
def test_every_article_and_file_that_a_site_lists_is_there(visitor, host):
    family = FAMILIES[host]
    assert visitor.get(f"https://{host}/").status == 200
    assert visitor.get(f"https://{host}{family.column}").status == 200
    for row in family.rows:
        if row.title in {LUZHU, CHANGHUA}:
            assert row.title in visitor.get(f"https://{host}{row.href}").text
        if row.file:
            found = visitor.get(f"https://{host}{row.file}", Referer=f"https://{host}{row.href}")
            assert found.body.startswith(b"PK")


def test_vsb_gives_a_file_only_to_a_visitor_who_comes_from_its_page(visitor):
    file = next(row.file for row in FAMILIES["www.vsb.invalid"].rows if row.file)
    denied = visitor.get(f"https://www.vsb.invalid{file}")
    assert (denied.status, "无权访问" in denied.text) == (200, True)


def test_vsb_counts_its_pages_down(visitor):
    assert 'href="zfxxgknb/2.htm"' in visitor.get("https://www.vsb.invalid/xxgk/zfxxgknb.htm").text
    assert 'href="1.htm"' in visitor.get("https://www.vsb.invalid/xxgk/zfxxgknb/2.htm").text


def test_the_directory_answers_nobody_who_does_not_name_its_ids(visitor):
    url = "https://www.xxgk.invalid/module/xxgk/search.jsp?infotypeId=H001&jdid=9999&area=GA"
    assert "参数错误" in visitor.get(url).text


def test_the_search_service_wants_a_post_with_its_own_fields(visitor):
    url = "https://search.ucap.invalid/common/search/a1a078ee0bc54721ab6b148884c784a2"
    assert json.loads(visitor.get(url).text)["data"] is None


@pytest.mark.parametrize("lie", Lie)
def test_a_lie_changes_what_a_list_says_and_ends_with_calm(replica, visitor, lie):
    url = "https://www.gkmlpt.invalid/gkmlpt/api/all/2155?page=2&sid=2"
    truth = visitor.get(url).body
    replica.trouble(lie, "www.gkmlpt.invalid")
    assert visitor.get(url).body != truth
    replica.calm()
    assert visitor.get(url).body == truth
