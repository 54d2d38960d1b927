"""What earlier crawls came to, as the next one asks for it."""

from storage.crawl import CrawlVerdict
from tests.storage.plain_reader import PORTAL, fetched, next_crawl, report_body

ALARM = {"kind": "fewer_reports", "message": "3 reports in the lists, 10 before"}


def begin(archive, **arguments):
    return archive.begin_crawl(PORTAL, "incremental", arguments, "test")


def test_crawls_that_were_asked_for_the_same_come_back_with_what_they_said_the_latest_first(archive):
    archive.finish_crawl(begin(archive), CrawlVerdict.COMPLETE, counts={"reports_listed": 10})
    archive.finish_crawl(begin(archive, years="2020-2020"), CrawlVerdict.COMPLETE)
    archive.finish_crawl(begin(archive), CrawlVerdict.PARTIAL, ["x"], {"reports_listed": 3}, alarms=[ALARM])
    running = begin(archive)
    found = archive.history.last(PORTAL.id, "incremental", {}, 5)
    assert [(one.verdict, one.counts) for one in found] == [
        (None, {}), (CrawlVerdict.PARTIAL, {"reports_listed": 3}), (CrawlVerdict.COMPLETE, {"reports_listed": 10})
    ]  # fmt: skip
    assert (found[0].started_at, found[0].finished_at) == (running.started_at, None)
    assert list(found[1].alarms) == [ALARM]
    assert archive.history.last("fuyang", "incremental", {}) == []


def test_the_years_of_each_publisher_are_those_of_its_reports(archive):
    crawl = next_crawl(archive)
    for name, year in [("昌化镇", 2018), ("昌化镇", 2020), ("锦北街道", 2020)]:
        url = f"https://www.linan.gov.cn/{name}/{year}"
        archive.record(crawl, fetched(report_body(publisher=name, year=year), url=url))
    found = archive.history.years_reported(PORTAL.id)
    assert sorted(map(sorted, found.values())) == [[2018, 2020], [2020]]
    assert archive.history.years_reported("fuyang") == {}


def test_one_body_at_several_addresses_is_found_and_a_body_that_is_rare_is_not(archive):
    crawl = next_crawl(archive)
    for number in range(4):
        archive.record(crawl, fetched(report_body(), url=f"https://www.linan.gov.cn/art_{number}"))
    archive.record(crawl, fetched(report_body(7), url="https://www.linan.gov.cn/other"))
    (shared,) = archive.history.shared_bodies(crawl.id, 4)
    assert (shared.url_count, shared.example) == (4, "https://www.linan.gov.cn/art_0")
    assert archive.history.shared_bodies(crawl.id, 5) == []
