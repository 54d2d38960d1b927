"""The one spider: every portal file makes a class of it, so that ``scrapy crawl linan`` works."""

import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from twisted.python.failure import Failure

from crawler.article import Article, is_file, read_article
from crawler.finding import FindingSpider
from crawler.links import Judged, facts_of, inferred_year, judge, judge_file
from crawler.listings import Output
from crawler.names import file_name
from crawler.plan import Mode
from crawler.platforms import Entry
from crawler.politeness import jittered
from crawler.refusals import RobotsForbid
from crawler.revisits import Ledger, facts_known
from crawler.visits import Visit, capture_exception, capture_response, exception_of
from crawler.walk import ColumnWalk
from parsers.charset import decode
from parsers.report import Kind
from storage.capture import Capture, CaptureRole, CaptureVerdict, Part, PublicationFacts
from storage.url_key import url_key

REPLAY_HANDLER = "crawler.replay.ReplayHandler"
logger = logging.getLogger(__name__)


class PortalSpider(FindingSpider):
    """Collects the reports of one portal: pages and files, each visit as a `Capture`."""

    def __init__(self, **arguments: str) -> None:
        super().__init__(**arguments)
        self.ledger = Ledger(self.plan)
        self._taken: set[str] = set()  # publications visited in this run, by url_key
        self._seen_reports: Counter[tuple[str, int | None]] = Counter()  # (names of the publisher, year)
        self._listed: dict[str, int | None] = {}  # url_key of reports in the lists -> year

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: object, **kwargs: str) -> Self:
        """Bring what the portal file and the arguments decide into the settings, before they freeze."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings, portal, plan = crawler.settings, spider.portal, spider.plan
        is_offline = plan.is_loopback or bool(settings.get("REPLAY"))  # nobody is there to be polite to
        floor = 0.0 if is_offline else portal.delay_seconds
        delay = jittered(floor) if floor else 0.0
        asked = 0.0 if is_offline else settings.getfloat("DOWNLOAD_DELAY")
        # At the priority of the command line: no -s may go below the floor.
        settings.set("DOWNLOAD_DELAY", max(asked, delay), "cmdline")
        settings.set("GONGKAI_DELAY_FLOOR", floor, "cmdline")
        settings.set("GONGKAI_ORIGIN", plan.origin, "cmdline")
        settings.set("GONGKAI_WINDOW", None if is_offline else portal.window, "cmdline")
        settings.set("DOWNLOAD_VERIFY_CERTIFICATES", portal.verify_tls, "spider")
        if settings.get("REPLAY"):
            settings["DOWNLOAD_HANDLERS"]["http"] = settings["DOWNLOAD_HANDLERS"]["https"] = REPLAY_HANDLER
        elif portal.tls == "legacy":
            from crawler.legacy_tls import allow_legacy_tls  # noqa: PLC0415  # few need it, and it brings a client along

            allow_legacy_tls(settings)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Open the lists, then visit what is known and due; nothing without an archive to put it in."""
        if self.report.crashes:
            return
        if self.plan.mode is not Mode.RECHECK:
            for request in self.open_columns():
                yield request
        if self.plan.mode is not Mode.BACKFILL:
            for known in self.ledger.due():
                if self._take(known.url):
                    yield self._ask_for(known.url, facts_known(known), known.parent_url)

    def on_entry(self, entry: Entry, walk: ColumnWalk) -> Iterator[Output]:
        """Visit a row's publication if it is a report that this run asks for."""
        judged = judge(entry.title)
        if not judged.is_collected and not judged.is_cut:
            if judged.is_near_miss:
                logger.info("near miss: %s (%s)", judged.title, entry.url)
                self.report.near_misses[judged.title] = entry.url
            return
        unit = walk.unit or entry.unit
        year = inferred_year(judged.year, entry.date)
        if judged.kind is Kind.REPORT:  # a 图解 does not stand for the report it illustrates
            self._listed[url_key(entry.url)] = year
            self._seen_reports[f"{unit or ''} {judged.publisher or ''} {judged.title}", year] += 1
        if not self.plan.wants_year(year) or not self.plan.wants_unit(unit, judged.publisher, judged.title):
            return
        if self.ledger.is_settled(entry.url) or self.ledger.rests(entry.url) or not self._take(entry.url):
            return
        facts = facts_of(judged, unit=unit, published_on=entry.date)
        yield self._ask_for(entry.url, facts, walk.url)

    def has_reports_of(self, unit: str) -> bool:
        """Whether the lists showed a report of a unit, for every year asked for."""
        years = {year for names, year in self._seen_reports if unit in names}
        return years >= set(self.plan.years) if self.plan.years else bool(years)

    def listed_keys(self) -> frozenset[str]:
        """Return the url_keys of the reports in the lists, also of what this run does not want."""
        return frozenset(self._listed)

    def listed_years(self) -> Iterator[int]:
        """Yield the year of every report seen in a list."""
        return (year for year in self._listed.values() if year is not None)

    # ---------------------------------------------------------------- publications

    async def publication(
        self, response: Response, asked: str, facts: PublicationFacts
    ) -> AsyncIterator[Output]:
        """Archive a page with its pictures, and the files that it links; the page last.

        A page that is in the archive thus has its files there too, and a killed run that skips
        what it has already captured loses nothing.
        """
        visit = self._visit(asked, facts)
        capture = capture_response(visit, response)
        if capture.verdict is CaptureVerdict.NOT_MODIFIED and self.ledger.only_leads(asked):
            yield self._passed_by(asked, response)  # its files are due on their own
            return
        if capture.verdict is not CaptureVerdict.FETCHED or visit.is_document or not capture.body:
            yield self._named(capture, response)
            return
        article = read_article(decode(response.body).text, response.url, self.portal.article.body)
        judged = self._judge_page(article, facts)
        if judged is None:
            yield self._passed_by(asked, response)
            return
        page = self._page_facts(article, judged, facts)
        wanted = [
            (file, judge_file(file.label and file_name(file.url), file.label, judged))
            for file in article.attachments
        ]
        files = [(file, own) for file, own in wanted if own.is_collected]
        held_back = 0
        for file, own in files:
            if self.ledger.is_settled(file.url) or not self._take(file.url, is_dependent=True):
                continue
            name = file_name(file.url, anchor=file.label)
            file_facts = facts_of(
                own, unit=page.unit, filename=name, parent_url=asked, published_on=page.published_on
            )
            file_capture = await self._fetch_file(file.url, file_facts, referer=response.url)
            if file_capture is None:
                held_back += 1
            else:
                yield file_capture
        if files and not article.is_body_report:
            # The page says "见附件": the file is the publication, and the page only leads to it.
            passed = self._passed_by(asked, response)
            if held_back:  # its validators must not be believed: the next run has to read it again
                detail = f"{held_back} of its files were not visited"
                passed = replace(passed, verdict=CaptureVerdict.FAILED, detail=detail)
            yield passed
            return
        async for output in self._page_with_pictures(self._visit(asked, page), response, article):
            yield output

    async def publication_failed(self, failure: Failure) -> AsyncIterator[Output]:
        """Archive that a publication did not come, and why."""
        request, error = exception_of(failure)
        words = request.cb_kwargs
        capture = self._failed(self._visit(words["asked"], words["facts"]), error)
        if capture is not None:
            yield capture

    async def _fetch_file(self, url: str, facts: PublicationFacts, referer: str) -> Capture | None:
        visit = Visit(url, CaptureRole.PUBLICATION, is_document=True, publication=facts,
                      verifies_tls=self.portal.verify_tls)  # fmt: skip
        response = await self._fetch(url, {"Referer": referer, **self.ledger.validators(url)}, visit)
        return (
            response
            if response is None or isinstance(response, Capture)
            else self._named(capture_response(visit, response), response)
        )

    async def _page_with_pictures(
        self, visit: Visit, response: Response, article: Article
    ) -> AsyncIterator[Capture]:
        parts: list[Part] = []
        missing: list[str] = []
        for url in article.pictures:
            part_visit = Visit(url, CaptureRole.PART, is_document=True, verifies_tls=visit.verifies_tls)
            answer = await self._fetch(url, {"Referer": response.url}, part_visit)
            capture = capture_response(part_visit, answer) if isinstance(answer, Response) else answer
            if capture is not None:
                yield capture
            if capture is not None and capture.verdict is CaptureVerdict.FETCHED and capture.body:
                kind = next(
                    (value for name, value in capture.headers if name.lower() == "content-type"), None
                )
                parts.append(Part(url, capture.body, kind))
            else:
                missing.append(f"{url}: {capture.detail if capture else 'its host is stopped'}")
        capture = capture_response(visit, response, tuple(parts))
        if missing:
            # Without its pictures the page would look like another version of itself.
            detail = f"{len(missing)} of {len(article.pictures)} pictures did not come: {missing[0]}"
            capture = replace(capture, verdict=CaptureVerdict.FAILED, detail=detail)
        yield capture

    async def _fetch(self, url: str, headers: dict[str, str], visit: Visit) -> Response | Capture | None:
        """Fetch what belongs to a page, in its turn: the delay and every middleware apply as to any request."""
        request = Request(url, NO_CALLBACK, headers=headers, dont_filter=True)
        try:
            return await self.crawler.engine.download_async(request)
        except Exception as error:  # noqa: BLE001  # whatever it is becomes a capture that names it
            return self._failed(visit, error)

    # ---------------------------------------------------------------- what a page says

    def _judge_page(self, article: Article, facts: PublicationFacts) -> Judged | None:
        """Judge a page by the title of its row; one that was cut there by the page's own title."""
        judged = judge(facts.title)
        if judged.is_collected:
            return judged
        full = judge(article.title or "")
        return full if full.is_collected else None

    def _page_facts(self, article: Article, judged: Judged, facts: PublicationFacts) -> PublicationFacts:
        return facts_of(
            judged,
            unit=facts.unit or (article.source if judged.publisher is None else None),
            published_on=facts.published_on or article.published_on,
        )

    def _passed_by(self, asked: str, response: Response) -> Capture:
        """Return the capture of a page that is no publication itself."""
        return capture_response(self.visit(asked, CaptureRole.LISTING), response)

    def _named(self, capture: Capture, response: Response) -> Capture:
        """Give a file the name that its answer states, where the link had none made by people."""
        facts = capture.publication
        if facts is None or capture.verdict is not CaptureVerdict.FETCHED or not is_file(capture.url):
            return capture
        disposition = response.headers.get("Content-Disposition")
        name = file_name(capture.url, disposition, facts.filename or facts.title)
        return replace(capture, publication=replace(facts, filename=name)) if name else capture

    # ---------------------------------------------------------------- requests

    def _ask_for(self, url: str, facts: PublicationFacts, referer: str | None) -> Request:
        headers = self.ledger.validators(url)
        if referer:
            headers["Referer"] = referer
        return Request(
            url, self.publication, headers=headers, errback=self.publication_failed, dont_filter=True,
            cb_kwargs={"asked": url, "facts": facts},
        )  # fmt: skip

    def _visit(self, url: str, facts: PublicationFacts) -> Visit:
        is_document = facts.parent_url is not None or is_file(url)
        return Visit(url, CaptureRole.PUBLICATION, is_document, facts, self.portal.verify_tls)

    def _take(self, url: str, *, is_dependent: bool = False) -> bool:
        """Whether to visit a publication now: once a run, and no more than the sample asks for."""
        key = url_key(url)
        if key in self._taken:
            return False
        if not is_dependent and self.plan.sample is not None and len(self._taken) >= self.plan.sample:
            return False
        self._taken.add(key)
        return True

    def _failed(self, visit: Visit, error: BaseException) -> Capture | None:
        if isinstance(error, RobotsForbid):
            self.report.block(str(error))
        return capture_exception(visit, error)
