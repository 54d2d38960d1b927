"""The part of the spider that finds columns: from given pages, by the words of links, in a few hops."""

import logging
from abc import abstractmethod
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.discovery import MAX_HOPS, Anchor, Search, read_anchors, unit_name
from crawler.listings import LISTING_PRIORITY, ListingSpider, Output
from crawler.plan import Mode
from crawler.platforms import sniff
from crawler.portal import DISCOVER, Role
from crawler.refusals import HostStopped, RobotsForbid
from crawler.verdict import ColumnVerdict
from crawler.visits import capture_exception, describe_exception, exception_of
from parsers.charset import decode
from storage.capture import Capture, CaptureRole, CaptureVerdict
from storage.crawl import CrawlVerdict, ListedUnit

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Progress:
    """How the search for the columns of one role goes."""

    found: int = 0
    troubles: list[ColumnVerdict] = field(default_factory=list)


class FindingSpider(ListingSpider):
    """Finds the columns of one portal in three layers, and walks them."""

    def __init__(self, **arguments: str) -> None:
        super().__init__(**arguments)
        self._progress: dict[Role, _Progress] = {}
        self._fallbacks: dict[str, tuple[str, ...]] = {}  # unit -> where else its reports may stand
        self.listed_units: dict[str, ListedUnit] = {}  # all that the portal names, also those not asked for

    @abstractmethod
    def has_reports_of(self, unit: str) -> bool:
        """Whether the lists showed the reports that this run asks of a unit."""

    def open_columns(self) -> Iterator[Request]:
        """Yield the first request of every column of the portal file; fallbacks wait until needed."""
        asked: dict[str, list[Search]] = defaultdict(list)
        for column in self.portal.columns:
            if column.role in {Role.FALLBACK, Role.SEARCH}:
                continue
            search = Search.of(column)
            pages = column.start if column.url == DISCOVER else (column.url,)
            if column.url != DISCOVER and column.role is Role.ANNUAL_REPORTS:
                yield from self.open_column(urljoin(self.portal.base_url, column.url), search)
                continue
            self._progress.setdefault(column.role, _Progress())
            for page in pages:
                asked[urljoin(self.portal.base_url, page)].append(search)
        yield from self._open_all(asked)

    def open_fallbacks(self) -> Iterator[Request]:
        """Yield requests for other lists of units that showed no report; called when nothing else is left.

        Only then is it known: a unit's 年报 link often leads to the list of the whole portal.
        """
        opened = list(self._open_other_lists())
        # One after the other: what a unit's other lists show need not be searched for.
        yield from opened or self._open_searches()

    def _open_other_lists(self) -> Iterator[Request]:
        if all(column.role is not Role.FALLBACK for column in self.portal.columns):
            return
        while self._fallbacks:
            unit, urls = self._fallbacks.popitem()
            if self.has_reports_of(unit):
                continue
            logger.info("%s: no report in its 年报 column, reading its other lists", unit)
            for url in urls:
                yield from self._arrive(url, self._fallback(unit), unit)

    def _open_searches(self) -> Iterator[Request]:
        """Ask the portal's own search, once a run, for the reports of each unit that showed none anywhere."""
        columns = [column for column in self.portal.columns if column.role is Role.SEARCH]
        units = dict.fromkeys((*self.listed_units, *self.plan.units))
        for column in columns if self.plan.mode is not Mode.RECHECK else ():
            url = urljoin(self.portal.base_url, column.url)
            for unit in units:
                if not self.plan.wants_unit(unit) or self.has_reports_of(unit):
                    continue
                if self.is_new(url, f"search {unit}"):
                    logger.info("%s: no report in any list, asking the search", unit)
                    yield self.search(url, unit, column.filter)

    async def hub(self, response: Response, searches: tuple[Search, ...]) -> AsyncIterator[Output]:
        """Look on a page for links to what is searched for, or one hop further on.

        Several searches share a page, so that it is asked for once: each request costs seconds.
        """
        capture = self.listing_capture(response)
        yield capture
        if capture.verdict is not CaptureVerdict.FETCHED:
            for search in searches:
                self._note_trouble(search, capture.url, capture)
            return
        text = decode(response.body).text
        anchors = read_anchors(text, response.url)
        further: dict[str, list[Search]] = defaultdict(list)
        for search in searches:
            if search.role is Role.FALLBACK and sniff(text, self.portal.platforms) is not None:
                for output in self.walk_page(response, self._new_walk(response.url, search), search):
                    yield output
            if search.role is Role.UNITS:
                self._note_units(anchors, search, capture)
            for request in self._follow(anchors, search, further):
                yield request
        for request in self._open_all(further):
            yield request

    async def unit_page(self, response: Response, searches: tuple[Search, ...]) -> AsyncIterator[Output]:
        """Read a town's or department's own page: its 年报 column, and where else its reports may stand."""
        capture = self.listing_capture(response)
        yield capture
        if capture.verdict is not CaptureVerdict.FETCHED:
            self._note_trouble(searches[0], capture.url, capture)
            return
        unit = searches[0].name
        anchors = read_anchors(decode(response.body).text, response.url)
        annual, fallback = Search(Role.ANNUAL_REPORTS, unit, unit), self._fallback(unit)
        self._fallbacks[unit] = tuple(anchor.url for anchor in anchors if fallback.matches(anchor))
        for anchor in anchors:
            if annual.matches(anchor):
                for request in self.open_column(anchor.url, annual):
                    yield request

    async def page_failed(self, failure: Failure) -> AsyncIterator[Output]:
        """Record a page on the way to a column that did not come."""
        request, error = exception_of(failure)
        capture = capture_exception(self.visit(request.url, CaptureRole.LISTING), error)
        if capture is not None:
            yield capture
        for search in request.cb_kwargs["searches"]:
            self._note_trouble(search, request.url, error)

    def judge_columns(self) -> None:
        """Put the verdict of every column and search into the report; called once, at the end."""
        columns = self.report.columns
        columns += [walk.verdict() for walk in self.walks]
        for role, progress in self._progress.items():
            columns += progress.troubles
            if progress.found == 0 and not progress.troubles:
                reason = f"no link to it found within {MAX_HOPS} hops"
                columns.append(ColumnVerdict(role.value, self.portal.base_url, CrawlVerdict.CHANGED, reason))

    def _follow(
        self, anchors: tuple[Anchor, ...], search: Search, further: dict[str, list[Search]]
    ) -> Iterator[Request]:
        targets = [anchor for anchor in anchors if search.matches(anchor)]
        for anchor in targets:
            unit = unit_name(anchor.text) if search.role is Role.UNITS else search.unit
            yield from self._arrive(anchor.url, search, unit)
        if search.hops >= MAX_HOPS or (targets and search.role is not Role.UNITS):
            return
        for anchor in anchors:
            if search.leads_on(anchor) and anchor not in targets and self.is_new(anchor.url, search.name):
                further[anchor.url].append(search.deeper())

    def _note_units(self, anchors: tuple[Anchor, ...], search: Search, page: Capture) -> None:
        for anchor in anchors:
            if search.matches(anchor):
                unit = ListedUnit(unit_name(anchor.text), anchor.url, page.url, page.captured_at)
                self.listed_units.setdefault(unit.name, unit)

    def _arrive(self, url: str, search: Search, unit: str | None) -> Iterator[Request]:
        """Go to a page that was searched for: a column, the page of a unit, another list of a unit."""
        if search.role in self._progress:
            self._progress[search.role].found += 1
        if search.role is Role.ANNUAL_REPORTS:
            yield from self.open_column(url, search)
        elif search.role is Role.FALLBACK:
            if self.is_new(url, search.name):
                yield self._open(url, (search.deeper(),))
        elif unit is not None and self.plan.wants_unit(unit) and self.is_new(url, unit):
            own = Search(Role.UNITS, unit, unit)
            yield Request(
                url, self.unit_page, errback=self.page_failed, cb_kwargs={"searches": (own,)},
                priority=LISTING_PRIORITY, dont_filter=True,
            )  # fmt: skip

    def _open_all(self, asked: dict[str, list[Search]]) -> Iterator[Request]:
        return (self._open(url, tuple(searches)) for url, searches in asked.items())

    def _open(self, url: str, searches: tuple[Search, ...]) -> Request:
        return Request(
            url, self.hub, errback=self.page_failed, cb_kwargs={"searches": searches},
            priority=LISTING_PRIORITY, dont_filter=True,
        )  # fmt: skip

    def _fallback(self, unit: str) -> Search:
        column = next((one for one in self.portal.columns if one.role is Role.FALLBACK), None)
        return Search(Role.FALLBACK, f"{unit} (fallback)", unit, column.pattern if column else None)

    def _note_trouble(self, search: Search, url: str, outcome: Capture | BaseException) -> None:
        if isinstance(outcome, Capture):
            kinds = {CaptureVerdict.BLOCKED: CrawlVerdict.BLOCKED, CaptureVerdict.GONE: CrawlVerdict.CHANGED}
            verdict = kinds.get(outcome.verdict, CrawlVerdict.FAILED)
            reason = outcome.detail or outcome.verdict.value
        else:
            is_refused = isinstance(outcome, HostStopped | RobotsForbid)
            verdict = CrawlVerdict.BLOCKED if is_refused else CrawlVerdict.FAILED
            reason = describe_exception(outcome)
        trouble = ColumnVerdict(search.name, url, verdict, reason)
        self._progress.setdefault(search.role, _Progress()).troubles.append(trouble)
