"""The end of a run: what is left to look at, the verdict, and the report that is printed and archived."""

import logging
import sys
from collections import Counter
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.breaker import CircuitBreaker
from crawler.guard import Guard
from crawler.pipelines import ArchivePipeline
from crawler.spider import PortalSpider
from crawler.verdict import RunReport
from crawler.window import WindowGuard
from storage.crawl import CrawlVerdict

logger = logging.getLogger(__name__)
ENOUGH = (
    0.8  # of the reports that a full year has: fewer is a broken crawl, with nothing in the log to show it
)
concluded = object()  # signal: a run is judged, archived and printed; with its report


class Conclusion:
    """Extension that notes crashes, opens fallbacks when nothing else is left, and concludes the run."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connect to the signals of the run."""
        conclusion = cls(crawler)
        connect = crawler.signals.connect
        connect(conclusion.on_error, signals.spider_error)
        connect(conclusion.on_item_error, signals.item_error)
        connect(conclusion.on_idle, signals.spider_idle)
        connect(conclusion.on_close, signals.spider_closed)
        return conclusion

    @property
    def _spider(self) -> PortalSpider:
        spider = self._crawler.spider
        if not isinstance(spider, PortalSpider):
            message = f"{spider} is no portal's spider"
            raise TypeError(message)
        return spider

    def on_error(self, failure: Failure, response: Response) -> None:
        """Note an exception in our own code."""
        where = getattr(response, "url", "start()")
        self._spider.report.crashes.append(f"crashed at {where}: {failure.value!r}")

    def on_item_error(self, failure: Failure) -> None:
        """Note a capture that could not be handed to the archive."""
        self._spider.report.crashes.append(f"a capture was lost: {failure.value}")

    def on_idle(self, spider: PortalSpider) -> None:
        """Open the fallback lists, once all others are walked."""
        requests = list(spider.open_fallbacks())
        for request in requests:
            self._crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    async def on_close(self, spider: PortalSpider, reason: str) -> None:
        """Judge the run, archive the verdict, print the report."""
        spider.judge_columns()
        spider.report.listed = spider.listed_keys()
        self._note_reason(spider, reason)
        self._note_held_back(spider)
        self._note_expectation(spider)
        pipeline = self._crawler.get_item_pipeline(ArchivePipeline)
        if pipeline is not None:
            await pipeline.finish()
        self._print(spider.report)
        await self._crawler.signals.send_catch_log_async(concluded, report=spider.report)

    def _note_reason(self, spider: PortalSpider, reason: str) -> None:
        if reason == "start_error":
            spider.report.crashes.append("crashed before the first request")
        elif reason != "finished":
            words = "interrupted" if reason in {"shutdown", "cancelled"} else reason
            spider.report.cut_off(f"{words}: run it again to complete it")

    def _note_held_back(self, spider: PortalSpider) -> None:
        breaker = self._crawler.get_downloader_middleware(CircuitBreaker)
        for host, detail in breaker.stopped.items() if breaker else ():
            spider.report.block(f"{host}: {detail}")
        guard = self._crawler.get_downloader_middleware(Guard)
        if guard is not None and guard.held_back:
            words = (
                f"stopped: {guard.reason}; {guard.held_back} requests held back: run it again to complete it"
            )
            spider.report.cut_off(words)
        window = self._crawler.get_downloader_middleware(WindowGuard)
        if window is not None and window.held_back:
            words = f"{window.held_back} requests held back outside the window {spider.portal.window}"
            spider.report.cut_off(words)

    def _note_expectation(self, spider: PortalSpider) -> None:
        expected = spider.portal.expect.reports_per_year
        if expected is None or spider.plan.units:
            return
        found = Counter(spider.listed_years())
        for year in sorted(found) if not spider.plan.years else spider.plan.years:
            if found[year] < ENOUGH * expected:
                words = f"{year}: {found[year]} reports in the lists, about {expected} expected"
                spider.report.shortfalls.append(words)

    def _print(self, report: RunReport) -> None:
        settings = self._crawler.settings
        is_dull = report.verdict is CrawlVerdict.COMPLETE and not any(alarm.is_new for alarm in report.alarms)
        if settings.getbool("LOG_ENABLED") and not (is_dull and settings.getbool("GONGKAI_QUIET")):
            sys.stdout.write(f"{report.render()}\n")
            sys.stdout.flush()
