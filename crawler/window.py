"""Crawl only in the hours that a portal file allows: ``window = "22:00-07:00 Asia/Shanghai"``."""

from datetime import UTC, datetime, time
from typing import Self
from zoneinfo import ZoneInfo

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.refusals import WindowClosed


def is_open(window: str, now: datetime) -> bool:
    """Whether the moment is inside the window; one that ends before it begins runs past midnight."""
    hours, zone = window.split(" ")
    begin, end = (time.fromisoformat(part) for part in hours.split("-"))
    local = now.astimezone(ZoneInfo(zone)).time()
    return begin <= local < end if begin <= end else local >= begin or local < end


class WindowGuard:
    """Holds requests back outside the window; the next run goes on where this one stopped."""

    def __init__(self, window: str | None) -> None:
        self._window = window
        self.held_back = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read the window of the portal; a replica on loopback keeps no hours."""
        return cls(crawler.settings.get("GONGKAI_WINDOW"))

    def process_request(self, request: Request) -> None:
        """Raise `WindowClosed` outside the window."""
        del request
        if self._window and not is_open(self._window, datetime.now(UTC)):
            self.held_back += 1
            message = f"outside the window {self._window}"
            raise WindowClosed(message)
