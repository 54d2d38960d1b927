"""Crawls begin, are killed, are resumed, and end."""

from datetime import timedelta

import pytest

from storage.capture import CaptureVerdict
from storage.crawl import CrawlVerdict, PortalFacts
from storage.crawl_log import CrawlFinished
from tests.storage.plain_reader import PORTAL, fetched, next_crawl, report_body, visit


def test_a_killed_crawl_is_resumed_with_what_it_had_settled(archive, open_archive):
    crawl = next_crawl(archive)
    assert not crawl.is_resumed
    archive.record(crawl, fetched(report_body()))
    archive.record(crawl, visit(CaptureVerdict.GONE, url="https://www.linan.gov.cn/gone"))
    archive.record(crawl, visit(CaptureVerdict.BLOCKED, url="https://www.linan.gov.cn/blocked"))
    resumed = next_crawl(open_archive())
    assert (resumed.id, resumed.is_resumed, resumed.started_at) == (crawl.id, True, crawl.started_at)
    assert archive.captured_in(resumed) == {
        "www.linan.gov.cn/art/2021/1/20/art_1.html",
        "www.linan.gov.cn/gone",
    }


def test_a_finished_crawl_is_not_resumed(archive, rows):
    crawl = next_crawl(archive)
    archive.finish_crawl(crawl, CrawlVerdict.PARTIAL, ["翻页中断"], {"fetched": 3}, {"/col/1": "complete"})
    following = next_crawl(archive)
    assert (following.is_resumed, following.id != crawl.id) == (False, True)
    assert archive.captured_in(following) == frozenset()
    assert rows(
        "SELECT verdict, reasons, counts, column_verdicts FROM crawl WHERE finished_at IS NOT NULL"
    ) == [("partial", '["翻页中断"]', '{"fetched": 3}', '{"/col/1": "complete"}')]


@pytest.mark.parametrize(
    "other",
    [
        (PORTAL, "backfill", {"years": "2019", "units": "a"}),
        (PORTAL, "incremental", {"years": "2020", "units": "a"}),
        (
            PortalFacts("xiuzhou", "秀洲", "https://xiuzhou.gov.cn"),
            "incremental",
            {"years": "2019", "units": "a"},
        ),
    ],
)
def test_a_crawl_of_something_else_is_another_crawl(archive, other):
    crawl = archive.begin_crawl(PORTAL, "incremental", {"years": "2019", "units": "a"}, "0.1.0")
    assert archive.begin_crawl(*other, "0.1.0").id != crawl.id


def test_the_order_of_arguments_does_not_matter(archive):
    crawl = archive.begin_crawl(PORTAL, "incremental", {"years": "2019", "units": "a"}, "0.1.0")
    assert archive.begin_crawl(PORTAL, "incremental", {"units": "a", "years": "2019"}, "0.2.0").id == crawl.id


def test_a_crawl_killed_long_ago_is_closed_and_begun_anew(archive, clock, rows):
    crawl = next_crawl(archive)
    clock.now += timedelta(days=8)
    following = next_crawl(archive)
    assert (following.is_resumed, following.id != crawl.id) == (False, True)
    assert rows("SELECT verdict, reasons FROM crawl WHERE finished_at IS NOT NULL") == [
        ("partial", '["killed, and not resumed in time"]')
    ]


def test_closing_a_crawl_twice_is_harmless_unless_the_verdicts_differ(archive):
    crawl = next_crawl(archive)
    archive.finish_crawl(crawl, CrawlVerdict.COMPLETE)
    archive.finish_crawl(crawl, CrawlVerdict.COMPLETE)
    with pytest.raises(CrawlFinished, match="closed as complete"):
        archive.finish_crawl(crawl, CrawlVerdict.FAILED)


def test_what_a_portal_file_says_now_is_what_the_archive_says(archive, rows):
    next_crawl(archive)
    archive.begin_crawl(PortalFacts("linan", "临安区政府", "https://linan.gov.cn"), "recheck", {}, "0.1.0")
    assert rows("SELECT id, title FROM portal") == [("linan", "临安区政府")]
