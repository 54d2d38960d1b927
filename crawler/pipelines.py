"""ArchivePipeline: a capture goes to storage. Nothing else happens here."""

import asyncio
import importlib.metadata
import logging
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.alarms import find_alarms
from crawler.lock import Hold
from crawler.revisits import FullCheck, Ledger
from crawler.robots import robots_visited
from crawler.spider import PortalSpider
from crawler.visits import capture_exception, capture_response
from parsers.report import ParseHints
from storage.archive import Archive
from storage.capture import Capture, CaptureRole, hints_of
from storage.crawl import Crawl, PortalFacts
from storage.ingest import ReadCapture
from storage.isolation import IsolatedReading
from storage.local_days import day_of

logger = logging.getLogger(__name__)
HOPELESS = 5  # captures in a row that the archive did not take


class PortalUnleased(Exception):
    """The archive could not be opened when the portal was to be held, so others may be crawling it."""


class ArchivePipeline:
    """Hands captures to the archive, in the order in which they came, in two threads of their own.

    One reads a capture while the other writes the one before: SQLite has one writer anyway, and a page must
    not be recorded before its files. Reading takes longer than fetching: never in the thread of the reactor.
    """

    def __init__(self, spider: PortalSpider, crawler: Crawler) -> None:
        self._spider = spider
        self._crawler = crawler
        reads_apart = crawler.settings.getbool("GONGKAI_READS_APART")
        self._reading = IsolatedReading() if reads_apart else None
        self._failures_in_a_row = 0
        self._closing: asyncio.Task[None] | None = None
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="reading")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="archive")
        self._archive: Archive | None = None
        self._crawl: Crawl | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one for the crawl's spider."""
        spider = crawler.spider
        if not isinstance(spider, PortalSpider):
            message = f"{spider} is no portal's spider"
            raise TypeError(message)
        pipeline = cls(spider, crawler)
        crawler.signals.connect(pipeline.on_robots, robots_visited)
        return pipeline

    async def open_spider(self) -> None:
        """Open the archive and give the spider its memory of the portal."""
        try:
            await asyncio.wrap_future(self._writer.submit(self._open))
        except Exception as error:
            # Raised here, it would be printed four times over; the spider asks for nothing instead.
            logger.info("the archive cannot be opened", exc_info=error)
            self._spider.report.crashes.append(f"the archive cannot be opened: {error}".partition("\n")[0])

    async def process_item(self, item: Capture) -> Capture:
        """Record a capture. A failure is counted and makes the run fail; the rest goes on."""
        await asyncio.wrap_future(self._submit(item))
        if self._failures_in_a_row >= HOPELESS and self._closing is None:
            # A broken archive loses every capture: visiting a portal for hours then serves nobody.
            stop = self._crawler.engine.close_spider_async(reason="the archive takes no captures")
            self._closing = asyncio.create_task(stop)
        return item

    async def finish(self) -> None:
        """Close the crawl in the archive with the verdict of the report, and let go of the archive."""
        if self._archive is not None:
            await asyncio.wrap_future(self._writer.submit(self._finish))
        if self._reading is not None:
            self._reading.close()
        self._reader.shutdown()
        self._writer.shutdown()

    def on_robots(self, url: str, outcome: Response | Exception) -> None:
        """Record a robots.txt, or that it did not come."""
        visit = self._spider.visit(url, CaptureRole.ROBOTS)
        if isinstance(outcome, Response):
            self._submit(capture_response(visit, outcome))
        elif (capture := capture_exception(visit, outcome)) is not None:
            self._submit(capture)

    def _submit(self, capture: Capture) -> Future[None]:
        self._spider.report.count(capture)
        return self._writer.submit(self._record, capture, self._reader.submit(self._read, capture))

    # ---------------------------------------------------------------- in the archive's threads

    def _open(self) -> None:
        spider, portal = self._spider, self._spider.portal
        hold: Hold | None = self._crawler.settings["GONGKAI_HOLD"]
        if hold is not None and hold.unleased is not None:  # it may open now: too late to hold the portal
            raise PortalUnleased(hold.unleased)
        self._archive = Archive.open(reader=self._reading.reader if self._reading else None)
        facts = PortalFacts(portal.id, portal.title, portal.base_url, portal.division_code)
        release = importlib.metadata.version("gongkai")
        plan = spider.plan
        self._crawl = self._archive.begin_crawl(facts, plan.mode.value, plan.as_arguments(), release)
        spider.ledger = Ledger.of(
            plan,
            self._archive.known_publications(portal.id),
            self._archive.captured_in(self._crawl),
            portal.rest_days,
            leads=self._archive.page_validators(portal.id),
            full_check=FullCheck(self._crawl.id, self._crawler.settings.getint("GONGKAI_FULL_CHECK_EVERY")),
        )
        if self._crawl.is_resumed:
            logger.warning(
                "going on with the run that began at %s and was interrupted", self._crawl.started_at
            )

    def _read(self, capture: Capture) -> ReadCapture | None:
        if self._archive is None or self._crawl is None:
            return None
        return self._archive.ingest.read(self._crawl, capture, self._hints(capture) or hints_of(capture))

    def _record(self, capture: Capture, reading: Future[ReadCapture | None]) -> None:
        report = self._spider.report
        if self._archive is None or self._crawl is None:
            report.crashes.append(f"no archive to record {capture.url} in")
            return
        try:
            found = reading.result()
            assert found is not None  # the archive was open
            recorded = self._archive.ingest.write(self._crawl, found)
        except Exception as error:
            # One capture lost must not lose the others; the run fails for it, and the log says why.
            self._failures_in_a_row += 1
            if self._failures_in_a_row == 1:
                logger.exception("not archived: %s", capture.url)
            else:  # the same again, most likely: once is enough to read
                logger.warning("not archived: %s", capture.url)
            report.crashes.append(f"not archived: {capture.url}: {type(error).__name__}: {error}")
            return
        self._failures_in_a_row = 0
        report.new_versions += recorded.new_version_count

    def _hints(self, capture: Capture) -> ParseHints | None:
        facts = capture.publication
        if facts is None:
            return None
        portal = self._spider.portal
        return ParseHints(
            url=capture.url,
            filename=facts.filename,
            title=facts.title,
            unit=facts.unit,
            division_code=portal.division_code,
            published_on=facts.published_on,
            body_selectors=portal.article.body,
        )

    def _finish(self) -> None:
        if self._archive is None or self._crawl is None:
            return
        report = self._spider.report
        self._archive.keep_units(self._crawl, tuple(self._spider.listed_units.values()))
        report.alarms = find_alarms(
            report.seen(), self._spider.plan, self._crawl, self._archive.history, day_of(datetime.now(UTC))
        )
        self._archive.finish_crawl(
            self._crawl,
            report.verdict,
            report.reasons,
            report.counts(),
            report.by_column(),
            alarms=[alarm.as_row() for alarm in report.alarms],
        )
        self._archive.close()
