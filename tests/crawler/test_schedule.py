"""Which portals are due, from what the archive remembers of their last crawls."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.plan import Plan
from crawler.portal import Interval, load_portals
from crawler.schedule import due_portals, is_due
from storage.archive import Archive
from storage.crawl import CrawlVerdict, PortalFacts
from storage.history import PastCrawl
from storage.leases import Holder
from storage.portal_folders import BUNDLED

FEBRUARY = datetime(2026, 2, 10, 12, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 20, 12, tzinfo=UTC)
COMPLETE, PARTIAL, FAILED = CrawlVerdict.COMPLETE, CrawlVerdict.PARTIAL, CrawlVerdict.FAILED
BLOCKED, CHANGED = CrawlVerdict.BLOCKED, CrawlVerdict.CHANGED


def hours_ago(verdict, hours, now):
    begun = now - timedelta(hours=hours)
    return [PastCrawl(begun, begun if verdict else None, verdict, {}, ())]


@pytest.mark.parametrize(
    ("now", "verdict", "hours", "expected"),
    [
        (FEBRUARY, COMPLETE, 25, True),  # daily in the season
        (FEBRUARY, COMPLETE, 23.8, True),  # a timer that is a little early
        (FEBRUARY, COMPLETE, 21.6, True),
        (FEBRUARY, COMPLETE, 20, False),
        (datetime(2026, 12, 31, 16, tzinfo=UTC), COMPLETE, 25, True),  # it is January in China
        (datetime(2026, 12, 31, 15, tzinfo=UTC), COMPLETE, 25, False),
        (datetime(2026, 3, 31, 15, tzinfo=UTC), COMPLETE, 25, True),
        (datetime(2026, 3, 31, 16, tzinfo=UTC), COMPLETE, 25, False),  # and April there
        (NOVEMBER, COMPLETE, 25, False),  # monthly outside it
        (NOVEMBER, COMPLETE, 29 * 24, True),
        (NOVEMBER, PARTIAL, 5, False),
        (NOVEMBER, PARTIAL, 6, True),
        (NOVEMBER, FAILED, 6, True),
        (NOVEMBER, BLOCKED, 12, False),  # who turned us away is left in peace for a day
        (NOVEMBER, BLOCKED, 24, True),
        (NOVEMBER, CHANGED, 24, True),
        (NOVEMBER, None, 0.1, True),  # killed: it is gone on with
    ],
)
def test_a_portal_is_due_by_season_and_sooner_when_its_last_crawl_was_not_complete(
    now, verdict, hours, expected
):
    assert is_due(Interval(), hours_ago(verdict, hours, now), now) is expected


def test_a_portal_that_was_never_crawled_is_due():
    assert is_due(Interval(), [], NOVEMBER)


def test_the_season_begins_with_the_year_in_china():
    last = hours_ago(COMPLETE, 48, NOVEMBER)
    new_year = datetime(2026, 12, 31, 16, tzinfo=UTC)
    assert is_due(Interval(), [PastCrawl(new_year - timedelta(days=2), new_year, COMPLETE, {}, ())], new_year)
    assert not is_due(Interval(), last, NOVEMBER)


def test_a_portal_file_says_its_own_interval():
    weekly = Interval(other_days=7)
    assert is_due(weekly, hours_ago(COMPLETE, 7 * 24, NOVEMBER), NOVEMBER)
    assert not is_due(Interval(), hours_ago(COMPLETE, 7 * 24, NOVEMBER), NOVEMBER)


def test_portals_that_are_being_crawled_or_closed_for_the_hour_or_seen_lately_are_not_due(tmp_path):
    found = load_portals([BUNDLED])
    portals = [found["fuyang"], found["linan"], found["xiuzhou"].model_copy(update={"window": "22:00-07:00 Asia/Shanghai"}),
               found["gongshu"].model_copy(update={"window": "19:00-21:00 Asia/Shanghai"})]  # fmt: skip
    with Archive.open(tmp_path / "archive.sqlite", tmp_path, clock=lambda: NOVEMBER) as archive:
        assert due_portals(portals, Plan(), archive, NOVEMBER) == [
            "fuyang",
            "linan",
            "gongshu",
        ]  # 20:00 there
        crawl = archive.begin_crawl(
            PortalFacts("linan", "临安", "https://www.linan.gov.cn"), "incremental", {}, "test"
        )
        archive.finish_crawl(crawl, COMPLETE)
        archive.leases.take("gongshu", Holder("them", "crawler-2", 1), lambda _holder: False)
        assert due_portals(portals, Plan(), archive, NOVEMBER) == ["fuyang"]
        # What was asked for differently has a rhythm of its own.
        assert due_portals(portals, Plan(years=range(2020, 2021)), archive, NOVEMBER) == ["fuyang", "linan"]
