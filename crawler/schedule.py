"""Which portals are due: from how their last crawls ended, and when. Nothing but the archive remembers it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from crawler.plan import Plan
from crawler.portal import Interval, Portal
from crawler.window import is_open
from storage.archive import Archive
from storage.crawl import CrawlVerdict
from storage.history import PastCrawl
from storage.local_days import day_of

SEASON = range(1, 4)  # months: the report of a year is due by 31 March of the next
# A timer is a little early as often as late, and who comes at 23 h 55 min should not wait for another day.
SLACK = 0.9
# What may pass by itself is tried again soon; who turned us away, or changed, is not asked at every hour.
RETRY = {
    CrawlVerdict.PARTIAL: timedelta(hours=6),
    CrawlVerdict.FAILED: timedelta(hours=6),
    CrawlVerdict.BLOCKED: timedelta(days=1),
    CrawlVerdict.CHANGED: timedelta(days=1),
}


def due_portals(portals: Iterable[Portal], plan: Plan, archive: Archive, now: datetime) -> list[str]:
    """Return the portals to crawl now with this plan; one that is being crawled is not due."""
    held = archive.leases.held()
    arguments = plan.as_arguments()
    return [
        portal.id
        for portal in portals
        if portal.id not in held
        and (portal.window is None or is_open(portal.window, now))
        and is_due(portal.interval, archive.history.last(portal.id, plan.mode.value, arguments), now)
    ]


def is_due(interval: Interval, last: list[PastCrawl], now: datetime) -> bool:
    """Whether it is time again after the last crawl; one that was never ended is gone on with at once."""
    if not last or last[0].finished_at is None or last[0].verdict is None:
        return True
    usual = timedelta(days=interval.season_days if _is_season(now) else interval.other_days)
    wait = min(usual, RETRY.get(last[0].verdict, usual))
    return now - last[0].started_at >= SLACK * wait


def _is_season(now: datetime) -> bool:
    return day_of(now).month in SEASON
