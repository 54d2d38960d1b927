"""The part of the spider that finds columns and walks their lists; what the rows are is not its business."""

import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urljoin

from scrapy import FormRequest, Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.decode import decode
from crawler.discovery import MAX_HOPS, Search, read_anchors, unit_name
from crawler.plan import Plan
from crawler.platforms import PLATFORMS, Entry, Follow, ListingError, ListingTrouble, Page, sniff
from crawler.portal import DISCOVER, Portal, Role
from crawler.refusals import HostStopped, RobotsForbid
from crawler.verdict import ColumnVerdict, RunReport
from crawler.visits import Visit, capture_exception, capture_response, describe_exception
from crawler.walk import ColumnWalk, list_entries
from storage.capture import Capture, CaptureRole, CaptureVerdict
from storage.crawl import CrawlVerdict

logger = logging.getLogger(__name__)
LISTING_PRIORITY = 10  # lists first: what is new is known before what is old is looked at again
Output = Request | Capture


class ListingSpider(Spider):
    """Finds and walks the columns of one portal."""

    portal: Portal
    plan: Plan
    report: RunReport

    def __init__(self, **arguments: str) -> None:
        super().__init__()  # not the arguments: Scrapy would make attributes of them, whatever their names
        self.plan = Plan.from_arguments(arguments)
        self.report = RunReport(self.portal.id, self.plan.mode.value)
        self.walks: list[ColumnWalk] = []
        self.searches: dict[Role, tuple[int, list[str]]] = {}  # columns found, and why pages were not read
        self.fallbacks: dict[str, tuple[str, ...]] = {}  # unit -> where else its reports may stand
        self._visited: set[tuple[str, str | None]] = set()

    def open_columns(self) -> Iterator[Request]:
        """Yield the first request of every column of the portal file."""
        for column in self.portal.columns:
            if column.role is Role.FALLBACK:
                continue  # only where a unit shows no report: `_fall_back`
            search = Search.of(column)
            if column.url == DISCOVER:
                self.searches.setdefault(column.role, (0, []))
                yield from (self._open(urljoin(self.portal.base_url, page), search) for page in column.start)
            else:
                yield from self._arrive(urljoin(self.portal.base_url, column.url), search)

    def on_entry(self, entry: Entry, walk: ColumnWalk) -> Iterator[Output]:
        """Do something with a row of a list; the walk may be told that it was a report."""
        raise NotImplementedError

    async def hub(self, response: Response, search: Search) -> AsyncIterator[Output]:
        """Look on a page for links to what is searched for, or one hop further on."""
        capture = self._listing_capture(response)
        yield capture
        if capture.verdict is not CaptureVerdict.FETCHED:
            self._search_trouble(search, f"{response.url}: {capture.detail}")
            return
        text = decode(response.body).text
        if search.role is Role.FALLBACK and sniff(text) is not None:
            for output in self._walk(response, search):
                yield output
        anchors = read_anchors(text, response.url)
        targets = [anchor for anchor in anchors if search.matches(anchor)]
        for anchor in targets:
            unit = unit_name(anchor.text) if search.role is Role.UNITS else search.unit
            for request in self._arrive(anchor.url, search, unit):
                yield request
        if search.hops >= MAX_HOPS or (targets and search.role is not Role.UNITS):
            return
        for anchor in anchors:
            if search.leads_on(anchor) and anchor not in targets and self._is_new(anchor.url, search.role):
                yield self._open(anchor.url, search.deeper())

    async def unit_page(self, response: Response, unit: str) -> AsyncIterator[Output]:
        """Read a town's or department's own page: its 年报 column, and where else to look if that shows nothing."""
        capture = self._listing_capture(response)
        yield capture
        if capture.verdict is not CaptureVerdict.FETCHED:
            self.report.columns.append(self._closed(unit, capture))
            return
        anchors = read_anchors(decode(response.body).text, response.url)
        annual = Search(Role.ANNUAL_REPORTS, unit, unit)
        fallback = self._fallback(unit)
        self.fallbacks[unit] = tuple(anchor.url for anchor in anchors if fallback.matches(anchor))
        for anchor in anchors:
            if annual.matches(anchor):
                for request in self._column_requests(anchor.url, annual):
                    yield request

    async def column(self, response: Response, search: Search) -> AsyncIterator[Output]:
        """Begin to walk the list of a column page."""
        capture = self._listing_capture(response)
        yield capture
        if capture.verdict is not CaptureVerdict.FETCHED:
            self.report.columns.append(self._closed(search.name, capture))
            return
        for output in self._walk(response, search):
            yield output

    async def listing(
        self, response: Response, walk: ColumnWalk, asked: Follow, platform: str
    ) -> AsyncIterator[Output]:
        """Read one further page of a list."""
        capture = self._listing_capture(response)
        yield capture
        if self._is_closed(walk, capture):
            return
        try:
            page = PLATFORMS[platform].listing(decode(response.body).text, response.url, asked)
        except ListingError as error:
            walk.fail(error, asked)
            return
        for output in self._continue(walk, page, asked, platform, walk.url):
            yield output

    async def listing_failed(self, failure: Failure) -> AsyncIterator[Output]:
        """Record a page of a list, or a page on the way to one, that did not come."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value
        capture = capture_exception(self.visit(request.url, CaptureRole.LISTING), error)
        if capture is not None:
            yield capture
        reason = describe_exception(error)
        words = request.cb_kwargs
        walk: ColumnWalk | None = words.get("walk")
        if walk is not None:
            walk.fail(ListingError(ListingTrouble.FAILED, reason), words["asked"])
        is_refused = isinstance(error, HostStopped | RobotsForbid)
        if isinstance(error, RobotsForbid):
            self.report.block(reason)
        if walk is None:
            search: Search | None = words.get("search")
            if search is not None and request.callback == self.hub:
                self._search_trouble(search, f"{request.url}: {reason}")
                return
            name = search.name if search else words.get("unit", "")
            outcome = CrawlVerdict.BLOCKED if is_refused else CrawlVerdict.FAILED
            self.report.columns.append(ColumnVerdict(name, request.url, outcome, reason))

    def judge_columns(self) -> None:
        """Put the verdict of every column and search into the report; called once, at the end."""
        closed = {column.url for column in self.report.columns}
        self.report.columns += [walk.verdict() for walk in self.walks if walk.url not in closed]
        for role, (found, troubles) in self.searches.items():
            if found == 0:
                outcome = CrawlVerdict.FAILED if troubles else CrawlVerdict.CHANGED
                reason = troubles[0] if troubles else f"no link to {role.value} found within {MAX_HOPS} hops"
                self.report.columns.append(ColumnVerdict(role.value, self.portal.base_url, outcome, reason))

    def visit(self, url: str, role: CaptureRole, **more: Any) -> Visit:
        """Return the words for one visit."""
        return Visit(url, role, verifies_tls=self.portal.verify_tls, **more)

    # ---------------------------------------------------------------- requests

    def _open(self, url: str, search: Search) -> Request:
        return self._ask(url, self.hub, search=search)

    def _arrive(self, url: str, search: Search, unit: str | None = None) -> Iterator[Request]:
        """Go to a page that was searched for: the page of a unit, or a column."""
        if search.role is Role.ANNUAL_REPORTS:
            yield from self._column_requests(url, search)
        elif search.role is Role.FALLBACK:
            if self._is_new(url, search.name):
                yield self._open(url, search.deeper())
        elif unit is None:
            yield self._open(url, search)
        elif self.plan.wants_unit(unit) and self._is_new(url, unit):
            self._found(Role.UNITS)
            yield self._ask(url, self.unit_page, unit=unit)

    def _column_requests(self, url: str, search: Search) -> Iterator[Request]:
        self._found(search.role)
        if self._is_new(url, "column"):
            yield self._ask(url, self.column, search=search)

    def _ask(self, url: str, callback: Any, **words: Any) -> Request:
        return Request(
            url,
            callback,
            errback=self.listing_failed,
            cb_kwargs=words,
            priority=LISTING_PRIORITY,
            dont_filter=True,
        )

    def _list_request(self, follow: Follow, referer: str, words: dict[str, Any]) -> Request:
        headers = {
            "Referer": referer,
            "X-Requested-With": "XMLHttpRequest",
            "Accept": "application/json, text/xml, */*",
        }
        kind = FormRequest if follow.method == "POST" else Request
        form = {"formdata": follow.form} if follow.method == "POST" else {}
        return kind(
            follow.url, self.listing, method=follow.method, headers=headers, errback=self.listing_failed,
            cb_kwargs={**words, "asked": follow}, priority=LISTING_PRIORITY, dont_filter=True, **form,
        )  # fmt: skip

    # ---------------------------------------------------------------- the walk

    def _walk(self, response: Response, search: Search) -> Iterator[Output]:
        walk = ColumnWalk(search.name, response.url, search.unit)
        self.walks.append(walk)
        text = decode(response.body).text
        platform = sniff(text, self.portal.platforms)
        asked = Follow(response.url, number=0)
        try:
            if platform is None:
                raise ListingError(ListingTrouble.CHANGED, "no platform that we know made this page")
            page = platform.column(text, response.url, dict(search.filter))
        except ListingError as error:
            walk.fail(error, asked)
            return
        name = next(name for name, module in PLATFORMS.items() if module is platform)
        yield from self._continue(walk, page, asked, name, response.url)

    def _continue(
        self, walk: ColumnWalk, page: Page, asked: Follow, platform: str, referer: str
    ) -> Iterator[Output]:
        for entry in list_entries(page):
            yield from self.on_entry(entry, walk)
        words = {"walk": walk, "platform": platform}
        for follow in walk.take(page, asked):
            yield self._list_request(follow, referer, words)

    def open_fallbacks(self) -> Iterator[Request]:
        """Yield requests for other lists of units that showed no report; called when nothing else is left.

        Only then is it known: a unit's 年报 link often leads to the list of the whole portal.
        """
        if all(column.role is not Role.FALLBACK for column in self.portal.columns):
            return
        while self.fallbacks:
            unit, urls = self.fallbacks.popitem()
            if self.has_reports_of(unit):
                continue
            logger.info("%s: no report in its 年报 column, reading its other lists", unit)
            for url in urls:
                yield from self._arrive(url, self._fallback(unit))

    def has_reports_of(self, unit: str) -> bool:
        """Whether the lists showed the reports that this run asks of a unit."""
        raise NotImplementedError

    def _fallback(self, unit: str) -> Search:
        column = next((one for one in self.portal.columns if one.role is Role.FALLBACK), None)
        pattern = column.pattern if column else None
        return Search(Role.FALLBACK, f"{unit} (fallback)", unit, pattern)

    # ---------------------------------------------------------------- bookkeeping

    def _listing_capture(self, response: Response) -> Capture:
        request = response.request
        asked = request.meta.get("redirect_urls", [request.url])[0] if request else response.url
        return capture_response(self.visit(asked, CaptureRole.LISTING), response)

    def _is_closed(self, walk: ColumnWalk, capture: Capture) -> bool:
        if capture.verdict is CaptureVerdict.FETCHED:
            return False
        self.report.columns.append(self._closed(walk.name, capture, walk))
        return True

    def _closed(self, name: str, capture: Capture, walk: ColumnWalk | None = None) -> ColumnVerdict:
        is_blocked = capture.verdict is CaptureVerdict.BLOCKED
        outcome = CrawlVerdict.BLOCKED if is_blocked else CrawlVerdict.FAILED
        if not is_blocked and walk is not None and walk.rows:
            outcome = CrawlVerdict.PARTIAL
        rows, total = (walk.rows, walk.total) if walk else (0, None)
        return ColumnVerdict(name, walk.url if walk else capture.url, outcome, capture.detail, rows, total)

    def _found(self, role: Role) -> None:
        found, troubles = self.searches.get(role, (0, []))
        if role in self.searches:
            self.searches[role] = (found + 1, troubles)

    def _search_trouble(self, search: Search, reason: str) -> None:
        _, troubles = self.searches.setdefault(search.role, (0, []))
        troubles.append(reason)

    def _is_new(self, url: str, why: str | None) -> bool:
        if (url, why) in self._visited:
            return False
        self._visited.add((url, why))
        return True
