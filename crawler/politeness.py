"""Delays that hold: never below the portal's floor, longer where robots.txt or the server ask for it."""

import logging
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import Request, signals
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

logger = logging.getLogger(__name__)
JITTER = 0.2  # a tenth of a second more or less does not matter; a clockwork of requests does
LONGEST_DELAY = 300.0  # a Retry-After of a day means: not in this run
BUSY = frozenset({429, 503})


def jittered(floor: float) -> float:
    """Return the mean delay whose shortest jittered value is still the floor."""
    return floor / (1 - JITTER)


def retry_after(value: bytes | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for: a number, or a date."""
    text = (value or b"").decode("latin-1").strip()
    if text.isdecimal():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (TypeError, ValueError, OverflowError):  # the year 99999999999
        return None


class Politeness:
    """Downloader middleware that raises the delay of a host and never lowers it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._floor: float = crawler.settings.getfloat("GONGKAI_DELAY_FLOOR")
        self._floors: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for robots.txt, whose Crawl-delay Scrapy parses but does not obey."""
        politeness = cls(crawler)
        crawler.signals.connect(politeness.obey_crawl_delay, signals.robots_parsed)
        # AutoThrottle, where somebody turned it on, was connected before and has had its say on the delay.
        crawler.signals.connect(politeness.keep_floor, signals.response_downloaded)
        return politeness

    def process_request(self, request: Request) -> None:
        """Put the delay of the request's host at its floor, whatever ``-s DOWNLOAD_DELAY`` says."""
        self.keep_floor(request)

    def keep_floor(self, request: Request) -> None:
        """Raise the delay of the request's host to its floor, also for requests that wait already."""
        key, slot = self._slot(request)
        if slot is not None:
            slot.delay = max(slot.delay, jittered(self._floors.get(key, self._floor)))

    def process_response(self, request: Request, response: Response) -> Response:
        """Slow down for a server that is busy: twice the delay, or what Retry-After asks."""
        if response.status in BUSY and self._floor > 0:
            asked = retry_after(response.headers.get("Retry-After"), datetime.now(UTC)) or 0.0
            key, _ = self._slot(request)
            self._raise(key, max(asked, 2 * self._floors.get(key, self._floor)))
        return response

    def obey_crawl_delay(self, robotparser: RobotParser, request: Request) -> None:
        """Raise the floor of a host to its Crawl-delay; a replica on loopback has no floor to raise."""
        agent = self._crawler.settings["ROBOTSTXT_USER_AGENT"] or self._crawler.settings["USER_AGENT"]
        delay = robotparser.crawl_delay(agent)
        if delay and self._floor > 0:
            self._raise(self._slot(request)[0], float(delay))

    def _raise(self, key: str, delay: float) -> None:
        floor = min(max(delay, self._floors.get(key, self._floor)), LONGEST_DELAY)
        self._floors[key] = floor
        logger.info("%s: at least %.1f s between requests from now on", key, floor)

    def _slot(self, request: Request) -> tuple[str, Slot | None]:
        downloader = self._crawler.engine.downloader
        key = downloader.get_slot_key(request)
        return key, downloader.slots.get(key)
