"""What a crawl is doing, for a person at a terminal. Cron and systemd see nothing of it."""

import os
from collections import Counter
from typing import Self

from rich.console import Console
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.spider import PortalSpider
from storage.capture import Capture, CaptureRole


class Progress:
    """Extension that keeps one line of a terminal up to date, on standard error."""

    def __init__(self, crawler: Crawler, console: Console) -> None:
        self._crawler = crawler
        self._console = console
        self._status = console.status("")
        self._visits: Counter[CaptureRole] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connect to the crawl, where somebody looks."""
        console = Console(stderr=True)
        if not console.is_terminal or not crawler.settings.getbool("GONGKAI_PROGRESS"):
            raise NotConfigured
        progress = cls(crawler, console)
        crawler.signals.connect(progress.on_start, signals.spider_opened)
        crawler.signals.connect(progress.on_item, signals.item_scraped)
        crawler.signals.connect(progress.on_end, signals.spider_closed)
        return progress

    def on_start(self, spider: PortalSpider) -> None:
        """Say what is being done."""
        delay = self._crawler.settings.getfloat("GONGKAI_DELAY_FLOOR")
        where = f", visiting {spider.plan.origin} in its place" if spider.plan.origin else ""
        line = f"{spider.portal.id}: {spider.portal.title}, {spider.plan.mode}, {delay:g} s between requests{where}"
        self._console.print(line, markup=False, highlight=False)
        if not spider.plan.is_loopback and not os.environ.get("GONGKAI_CONTACT"):
            self._console.print(
                "  set GONGKAI_CONTACT to an address where the portal's webmaster can reach you"
            )
        self._status.start()

    def on_item(self, item: Capture, spider: PortalSpider) -> None:
        """Tell what was visited so far."""
        self._visits[item.role] += 1
        lists, publications = self._visits[CaptureRole.LISTING], self._visits[CaptureRole.PUBLICATION]
        versions = spider.report.new_versions
        self._status.update(f"{lists} pages of lists, {publications} publications, {versions} new versions")

    def on_end(self) -> None:
        """Leave the terminal to the report."""
        self._status.stop()
