from crawler.discovery import Search, read_anchors, unit_name
from crawler.portal import Role

HOME = """<a href="/">首页</a><a href="/col/col1/index.html">政府信息公开</a><a href="/col/col2/index.html">镇街信息公开</a>
<a href="/col/col3/index.html"> 政府信息公开
 年报 </a><a href="/col/col4/index.html">政府网站年报</a><a href="/col/col5/index.html" title="昌化镇">昌…</a>
<a href="/art/2021/1/26/art_1_2.html">昌化镇2020年政府信息公开年报</a><a href="/">临安区人民政府</a>
<a href="javascript:void(0)">法定主动公开内容</a><a href="/col/col6/index.html">重点领域信息公开</a>"""
ANCHORS = read_anchors(HOME, "https://www.linan.gov.cn/")


def found(role, how="matches", **more):
    search = Search(role, role.value, **more)
    return [anchor.text for anchor in ANCHORS if getattr(search, how)(anchor)]


def test_the_annual_column_is_found_by_its_words_and_neither_articles_nor_other_annual_lists_are():
    assert found(Role.ANNUAL_REPORTS) == ["政府信息公开年报"]


def test_a_unit_is_found_by_the_kind_of_authority_that_it_is_and_never_at_the_home_page():
    assert found(Role.UNITS) == ["昌化镇"]


def test_the_way_to_units_leads_over_their_index():
    assert found(Role.UNITS, "leads_on") == ["政府信息公开", "镇街信息公开"]
    assert found(Role.ANNUAL_REPORTS, "leads_on") == ["政府信息公开"]


def test_the_fallback_list_is_found():
    assert found(Role.FALLBACK) == ["重点领域信息公开"]


def test_a_pattern_of_the_portal_file_replaces_the_common_one():
    assert found(Role.ANNUAL_REPORTS, pattern="重点") == ["重点领域信息公开"]


def test_a_link_to_a_units_own_page_gives_its_name():
    assert unit_name("渌渚镇政府信息公开") == "渌渚镇"
    assert unit_name("渌渚镇") == "渌渚镇"
