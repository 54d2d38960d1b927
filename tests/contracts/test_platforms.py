"""What holds of every platform: pure functions, registered, never deceived into "no rows"."""

import importlib
import pkgutil
import sys

import pytest

import crawler.platforms
from crawler.platforms import PLATFORMS, READERS, Follow, ListingError, Page, sniff

URL = "https://www.example.gov.cn/col/col1/index.html"
SHARED = {"page", "rows", "lists", "pager"}  # what platforms are made of
NOT_LISTS = [
    "",
    "   ",
    "\x00",
    "null",
    "[]",
    "{}",
    '{"success": true}',
    '{"data": {"results": null}}',
    '{"articles": 3, "total": []}',
    "<html><body>系统繁忙，请稍后再试</body></html>",
    "<html><body>系统提示 … 您无权访问此页面</body></html>",
    "<html><head><title>页面不存在</title></head></html>",
    "<script>document.cookie=('_');location.href=location.pathname</script>",
    "<<<>>>&&&",
]
COLUMNS = {
    "jpaas": """<script url="/api-gateway/jpaas-publish-server/front/page/build/unit"
        queryData="{'parseType':'bulidstatic','tagId':'信息列表','pageId':'1'}"></script>""",
    "jcms": "<script type='text/xml'><datastore><recordset><record><![CDATA[<a href='/art/1'>题</a>]]></record></recordset></datastore></script>",
    "xxgk": """<iframe src="/module/xxgk/tree.jsp?standardXxgk=1&amp;area=A&amp;divid=div1"></iframe>""",
    "gkmlpt": """<script src="/gkmlpt/app.js"></script>SID: '2', TREE: [{"id": 7, "name": "政府信息公开年报"}]""",
    "ucap": """<ul><li><a href="/site/c100028/202101/ab/content.shtml">题</a></li></ul>
        <script>createPageHTML('page_div',2, 1,'common_list','shtml',11);</script>""",
    "trs": """<ul><li><a href="./202101/t20210126_1.html">题</a></li></ul>
        <script>createPageHTML(2, 0, "index", "html");</script>""",
    "vsb": """<ul><li><a href="../info/1021/4567.htm">题</a></li></ul>共1条 1/1 首页 上页 下页 尾页""",
    "generic": """<ul><li><a href="/a">题</a>2021-01-26</li><li><a href="/b">目</a>2021-01-27</li></ul>""",
}
LAST = "generic"  # it may recognise what others made, and is asked when none of them did


def test_every_module_of_the_folder_is_registered():
    modules = {module.name for module in pkgutil.iter_modules(crawler.platforms.__path__)}
    assert modules - SHARED == set(READERS)  # a search is read as a list is, and never sniffed
    assert set(COLUMNS) == set(PLATFORMS), "give the new platform a column page here"


def test_the_platform_that_knows_no_cms_is_asked_last():
    assert list(PLATFORMS)[-1] == LAST


@pytest.mark.parametrize("name", PLATFORMS)
def test_every_platform_says_what_it_is_and_knows_neither_scrapy_nor_its_siblings(name):
    module = sys.modules[f"crawler.platforms.{name}"]
    assert module.__doc__
    used = {getattr(value, "__module__", "") or "" for value in vars(module).values()}
    others = {f"crawler.platforms.{other}" for other in PLATFORMS if other != name}
    assert not [origin for origin in used if origin.startswith(("scrapy", "twisted")) or origin in others]
    assert importlib.import_module(f"crawler.platforms.{name}") is PLATFORMS[name]


@pytest.mark.parametrize("name", PLATFORMS)
def test_every_platform_recognises_its_own_pages_and_no_other(name):
    assert sniff(COLUMNS[name]) is PLATFORMS[name]
    assert {other for other, text in COLUMNS.items() if PLATFORMS[other].recognises(COLUMNS[name])} <= {
        name,
        LAST,
    }
    assert isinstance(PLATFORMS[name].column(COLUMNS[name], URL, {}), Page)


@pytest.mark.parametrize("name", PLATFORMS)
@pytest.mark.parametrize("text", NOT_LISTS)
def test_what_is_no_list_is_an_error_for_every_platform(name, text):
    for sequence in ("main", "search", "tree"):
        with pytest.raises(ListingError):
            PLATFORMS[name].listing(text, URL, Follow(URL, size=15, sequence=sequence))


@pytest.mark.parametrize("text", NOT_LISTS)
def test_what_nobody_made_is_recognised_by_nobody(text):
    assert sniff(text) is None


@pytest.mark.parametrize("name", PLATFORMS)
def test_an_address_that_is_none_raises_nothing_that_a_crawl_does_not_expect(name):
    text = COLUMNS[name].replace('="/', '="http://[/').replace("href='/", "href='http://[/")
    text += "<nextgroup><a href='http://[/dataproxy.jsp'></a></nextgroup><a href='http://[/2'>下一页</a>"
    for more in ("", "'http://[/common/search/a1'", "<script>'http://[/module/xxgk/search.jsp'</script>"):
        try:
            PLATFORMS[name].column(text + more, URL, {})
        except ListingError:
            continue


def test_a_list_of_no_known_cms_is_read_only_where_the_portal_file_expects_one():
    assert sniff(COLUMNS[LAST]) is PLATFORMS[LAST]
    assert sniff(COLUMNS[LAST], ("jpaas", LAST)) is PLATFORMS[LAST]
    assert sniff(COLUMNS[LAST], ("jpaas", "jcms")) is None
    assert sniff(COLUMNS["trs"], ("jpaas", "jcms")) is PLATFORMS["trs"]  # a migration is no surprise


def test_a_page_in_the_middle_of_a_migration_goes_to_the_platform_that_the_portal_file_expects():
    both = COLUMNS["jpaas"] + COLUMNS["jcms"]
    assert sniff(both, ("jcms", "jpaas")) is PLATFORMS["jcms"]
    assert sniff(both, ("jpaas",)) is PLATFORMS["jpaas"]
