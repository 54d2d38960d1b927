"""Every platform walks the list of its replica to the end, and is deceived by none of its lies."""

import http.client
from urllib.parse import quote, urlencode, urlsplit

import pytest

from crawler.platforms import PLATFORMS, Follow, ListingError, ListingTrouble, sniff
from crawler.walk import ColumnWalk
from demo.families import FAMILIES, Lie
from demo.families.directory import AREAS
from demo.families.family import CHANGHUA, LUZHU
from demo.replica import Replica
from storage.crawl import CrawlVerdict

PLATFORM_OF = {
    "www.linan.gov.cn": "jpaas",
    "www.xiuzhou.gov.cn": "jcms",
    "www.xxgk.invalid": "xxgk",
    "www.trs.invalid": "trs",
    "www.ucap.invalid": "ucap",
    "search.ucap.invalid": "ucap",
    "www.gkmlpt.invalid": "gkmlpt",
    "www.vsb.invalid": "vsb",
    "www.plain.invalid": "generic",
}
COLUMNS = {host: family.column for host, family in FAMILIES.items()} | {
    "www.linan.gov.cn": "/col/col1229361104/index.html",
    "www.xiuzhou.gov.cn": "/col/col1229471104/index.html",
}


@pytest.fixture(scope="module")
def running():
    with Replica() as opened:
        yield opened


@pytest.fixture
def replica(running):
    running.calm()
    yield running
    running.calm()


def fetch(replica, ask, referer):
    parts = urlsplit(ask.url)
    connection = http.client.HTTPConnection(urlsplit(replica.origin).netloc, timeout=10)
    headers = {"Host": parts.netloc, "Referer": referer}
    form = None
    if ask.method == "POST":
        form, headers["Content-Type"] = urlencode(ask.form), "application/x-www-form-urlencoded"
    target = quote(parts.path + (f"?{parts.query}" if parts.query else ""), safe="/?&=%,:")
    try:
        connection.request(ask.method, target, form, headers)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def fail(status):
    raise ListingError(ListingTrouble.FAILED, f"status {status}")


def walk_column(replica, host, search=None):
    """Walk as the spider does, without Scrapy: the platform, the walk, and a socket."""
    first = Follow(f"https://{host}{COLUMNS[host]}", number=0)
    walk, entries = ColumnWalk("年报", first.url), []
    text = fetch(replica, first, "")[1]
    platform = sniff(text)
    assert platform is PLATFORMS[PLATFORM_OF[host]]
    queue = [(first, lambda answer, _: platform.column(answer, first.url, search or {}))]
    while queue:
        ask, read = queue.pop(0)
        status, answer = fetch(replica, ask, first.url)
        try:
            page = read(answer, ask) if status == 200 else fail(status)
        except ListingError as error:
            walk.fail(error, ask)
            continue
        entries += page.entries
        queue += [
            (follow, lambda answer, asked: platform.listing(answer, asked.url, asked))
            for follow in walk.take(page, ask)
        ]
    return walk.verdict(), entries


def test_every_platform_has_a_replica():
    assert set(PLATFORM_OF.values()) == set(PLATFORMS)
    assert set(FAMILIES) <= set(PLATFORM_OF)


@pytest.mark.parametrize("host", PLATFORM_OF)
def test_a_list_is_walked_to_its_end_and_every_row_is_counted(replica, host):
    verdict, entries = walk_column(replica, host)
    assert (verdict.verdict, verdict.reason) == (CrawlVerdict.COMPLETE, None)
    assert verdict.rows == (verdict.total or verdict.rows)
    if host in FAMILIES:
        rows = FAMILIES[host].rows
        assert verdict.rows == len(rows)
        assert [(entry.title, entry.date) for entry in entries] == [(row.title, str(row.on)) for row in rows]
        assert [urlsplit(entry.url).path for entry in entries] == [row.href for row in rows]


@pytest.mark.parametrize("area", AREAS)
def test_every_shape_of_rows_in_the_directory_gives_title_date_and_area(replica, area):
    verdict, entries = walk_column(replica, "www.xxgk.invalid", {"area": area})
    assert verdict.verdict is CrawlVerdict.COMPLETE
    assert {LUZHU, CHANGHUA} <= {entry.title for entry in entries}
    assert all(entry.date for entry in entries)
    assert {entry.unit for entry in entries} == ({"昌化镇"} if AREAS[area] in "abd" else {None})


@pytest.mark.parametrize("lie", Lie)
@pytest.mark.parametrize("host", FAMILIES)
def test_a_list_that_contradicts_itself_is_partial_and_says_why(replica, host, lie):
    replica.trouble(lie, host)
    verdict, _ = walk_column(replica, host)
    assert verdict.verdict is CrawlVerdict.PARTIAL
    words = {
        Lie.MORE_PROMISED: ("seen of", "status 404", "empty", "no rows", "loops"),
        Lie.TOTAL_CHANGES: ("changed during the walk",),
        Lie.SAME_PAGE: ("repeats an earlier page", "loops"),
        Lie.WRONG_PAGE: ("got page 1", "repeats an earlier page"),
        Lie.CHAIN_BROKEN: ("status 404", "no rows", "seen of"),
    }[lie]
    assert any(word in verdict.reason for word in words), verdict.reason


@pytest.mark.parametrize(
    ("host", "kind"), [("www.linan.gov.cn", "count_too_high"), ("www.xiuzhou.gov.cn", "looping_nextgroup")]
)
def test_the_older_platforms_are_not_deceived_either(replica, host, kind):
    replica.trouble(kind, host)
    assert walk_column(replica, host)[0].verdict is CrawlVerdict.PARTIAL
