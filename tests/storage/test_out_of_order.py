"""What was visited earlier and is recorded later finds its place in time, and no number changes."""

from dataclasses import replace
from itertools import permutations

import pytest

from storage.archive import Archive
from storage.capture import CaptureRole, CaptureVerdict, PublicationFacts
from storage.crawl import Validators
from tests.storage.plain_reader import PLAIN, URL, crawl_once, fetched, next_crawl, report_body, visit

PAGE = "https://www.linan.gov.cn/art/2021/1/20/page.html"


def etag(value):
    return (("Content-Type", "text/html"), ("ETag", value))


def test_an_older_visit_takes_the_next_number_and_leaves_what_is_shown(archive, rows):
    crawl_once(archive, fetched(report_body(5), day=9))
    (recorded,) = crawl_once(archive, fetched(report_body(4), day=2))
    assert recorded.is_new_version
    assert recorded.version_seq == 1  # what stands now
    seen = "select v.seq, o.observed_at from observation o join version v on v.id = o.version_id order by 2"
    assert [seq for seq, _ in rows(seen)] == [2, 1]
    shown = "select num from cell join selection s on s.result_id = cell.result_id where num is not null"
    assert [int(float(number)) for (number,) in rows(shown)] == [5]


def test_an_older_visit_changes_no_fact_but_fills_in_what_nobody_told(archive):
    now = PublicationFacts(title="昌化镇2020年报（更正）", year=2020)
    then = PublicationFacts(title="昌化镇2020年报", unit="昌化镇", year=2020)
    crawl_once(archive, fetched(report_body(5), day=9, publication=now))
    crawl_once(archive, fetched(report_body(4), day=2, publication=then))
    (known,) = archive.known_publications("linan")
    assert (known.title, known.unit) == ("昌化镇2020年报（更正）", "昌化镇")


def test_the_validators_sent_are_those_of_the_latest_visit_whenever_it_was_recorded(archive):
    crawl_once(archive, fetched(report_body(5), day=9, headers=etag('"new"')))
    crawl_once(archive, fetched(report_body(5), day=2, headers=etag('"old"')))
    assert archive.known_publications("linan")[0].etag == '"new"'


def test_not_modified_means_what_was_seen_before_it_and_not_what_came_later(archive, rows):
    crawl_once(archive, fetched(report_body(4), day=1))
    crawl_once(archive, fetched(report_body(5), day=9))
    crawl_once(archive, visit(CaptureVerdict.NOT_MODIFIED, status=304, day=3))
    seen = "select v.seq from observation o join version v on v.id = o.version_id order by o.observed_at"
    assert rows(seen) == [(1,), (1,), (2,)]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_in_whatever_order_visits_are_recorded_the_same_is_shown(tmp_path, order):
    days = [fetched(report_body(new), day=1 + new) for new in range(3)]
    with Archive.open(tmp_path / "a.sqlite", tmp_path, reader=PLAIN) as archive:
        for number in order:
            crawl_once(archive, days[number])
        (recorded,) = crawl_once(archive, visit(CaptureVerdict.NOT_MODIFIED, status=304, day=8))
        again = archive.record(next_crawl(archive, {"again": "yes"}), replace(days[2]))
        assert recorded.version_seq == again.version_seq == 1 + order.index(2)


def test_the_validators_of_a_page_that_only_leads_to_files_come_from_its_last_whole_visit(archive):
    file = PublicationFacts(title="2020年报告", parent_url=PAGE, year=2020)
    listing = {"url": PAGE, "role": CaptureRole.LISTING, "publication": None}
    crawl_once(
        archive,
        fetched(report_body(5), publication=file),
        fetched(b"<p>", headers=etag('"1"'), **listing),
    )
    crawl_once(archive, fetched(b"<p>", day=4, headers=etag('"2"'), **listing))
    crawl_once(archive, visit(CaptureVerdict.FAILED, status=200, day=5, headers=etag('"3"'), **listing))
    crawl_once(archive, fetched(b"<p>", day=2, headers=etag('"0"'), **listing))
    elsewhere = {**listing, "url": "https://www.linan.gov.cn/col/col1/index.html"}
    crawl_once(archive, fetched(b"<ul>", headers=etag('"list"'), **elsewhere))
    key = "www.linan.gov.cn/art/2021/1/20/page.html"
    assert archive.page_validators("linan") == {key: Validators('"2"', None)}
    assert archive.page_validators("xiuzhou") == {}


def test_visits_between_two_moments_are_told_of_every_crawl_of_the_portal(archive):
    first, second, third = (fetched(report_body(new), day=new) for new in (1, 2, 3))
    crawl_once(archive, first)
    crawl_once(archive, second, third)
    key = URL.partition("://")[2]
    found = archive.visits_between("linan", first.captured_at, second.captured_at)
    assert found == {(key, first.captured_at), (key, second.captured_at)}
