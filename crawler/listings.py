"""The part of the spider that walks the lists of columns; what their rows are is not its business."""

import logging
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from scrapy import FormRequest, Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.discovery import Search
from crawler.plan import Plan
from crawler.platforms import (
    PLATFORMS,
    READERS,
    Entry,
    Follow,
    ListingError,
    ListingTrouble,
    Page,
    jsearch,
    sniff,
)
from crawler.portal import Portal, Role
from crawler.refusals import HostStopped, RobotsForbid
from crawler.verdict import RunReport
from crawler.visits import Visit, capture_exception, capture_response, describe_exception, exception_of
from crawler.walk import ColumnWalk, list_entries
from parsers.charset import decode
from storage.capture import Capture, CaptureRole, CaptureVerdict

logger = logging.getLogger(__name__)
LISTING_PRIORITY = 10  # lists first: what is new is known before what is old is looked at again
XHR = {"X-Requested-With": "XMLHttpRequest", "Accept": "application/json, text/xml, */*"}
SEARCHED = "政府信息公开年度报告"  # after the name of the unit
Output = Request | Capture


class ListingSpider(Spider, ABC):
    """Walks the columns of one portal, once somebody has found them."""

    portal: Portal  # set on the class that the loader makes of a portal file
    plan: Plan
    report: RunReport

    def __init__(self, **arguments: str) -> None:
        super().__init__()  # not the arguments: Scrapy would make attributes of them, whatever their names
        self.plan = Plan.from_arguments(arguments)
        self.report = RunReport(self.portal.id, self.plan.mode.value)
        self.walks: list[ColumnWalk] = []
        self._visited: set[tuple[str, str]] = set()

    @abstractmethod
    def on_entry(self, entry: Entry, walk: ColumnWalk) -> Iterator[Output]:
        """Do something with a row of a list."""

    def open_column(self, url: str, search: Search) -> Iterator[Request]:
        """Yield the request of a column page, once a run; each filter makes another list of it."""
        if self.is_new(url, f"column {search.filter}"):
            yield Request(
                url, self.column, errback=self.column_failed, cb_kwargs={"search": search},
                priority=LISTING_PRIORITY, dont_filter=True,
            )  # fmt: skip

    async def column(self, response: Response, search: Search) -> AsyncIterator[Output]:
        """Begin to walk the list of a column page."""
        capture = self.listing_capture(response)
        yield capture
        walk = self._new_walk(response.url, search)
        if self._may_read(walk, capture, Follow(response.url)):
            for output in self.walk_page(response, walk, search):
                yield output

    async def column_failed(self, failure: Failure) -> AsyncIterator[Output]:
        """Record a column page that did not come."""
        request, error = exception_of(failure)
        walk = self._new_walk(request.url, request.cb_kwargs["search"])
        for output in self._lost(walk, Follow(request.url), request, error):
            yield output

    def search(self, url: str, unit: str, fields: dict[str, str]) -> Request:
        """Return the request that asks a search for the reports of a unit."""
        walk = self._new_walk(url, Search(Role.SEARCH, f"{unit} (search)"))
        return self._list_request(jsearch.first(url, f"{unit}{SEARCHED}", fields), walk, "jsearch")

    async def listing(
        self, response: Response, walk: ColumnWalk, asked: Follow, platform: str
    ) -> AsyncIterator[Output]:
        """Read one further page of a list."""
        capture = self.listing_capture(response)
        yield capture
        if not self._may_read(walk, capture, asked):
            return
        try:
            page = READERS[platform](decode(response.body).text, response.url, asked)
        except ListingError as error:
            walk.fail(error, asked)
            return
        for output in self._continue(walk, page, asked, platform):
            yield output

    async def listing_failed(self, failure: Failure) -> AsyncIterator[Output]:
        """Record a page of a list that did not come."""
        request, error = exception_of(failure)
        words = request.cb_kwargs
        for output in self._lost(words["walk"], words["asked"], request, error):
            yield output

    def walk_page(self, response: Response, walk: ColumnWalk, search: Search) -> Iterator[Output]:
        """Sniff the platform of a column page, read its rows, and ask for the rest of them."""
        text = decode(response.body).text
        platform = sniff(text, self.portal.platforms)
        asked = Follow(response.url, number=0)
        if platform is None:
            walk.fail(ListingError(ListingTrouble.CHANGED, "no platform that we know made this page"), asked)
            return
        try:
            page = platform.column(text, response.url, dict(search.filter))
        except ListingError as error:
            walk.fail(error, asked)
            return
        name = next(name for name, module in PLATFORMS.items() if module is platform)
        yield from self._continue(walk, page, asked, name)

    def visit(self, url: str, role: CaptureRole) -> Visit:
        """Return the words for one visit."""
        return Visit(url, role, verifies_tls=self.portal.verify_tls)

    def listing_capture(self, response: Response) -> Capture:
        """Return the capture of a page on the way to reports, under the address that was asked for."""
        request = response.request
        asked = request.meta.get("redirect_urls", [request.url])[0] if request else response.url
        return capture_response(self.visit(asked, CaptureRole.LISTING), response)

    def is_new(self, url: str, why: str) -> bool:
        """Whether an address is visited for this reason for the first time."""
        if (url, why) in self._visited:
            return False
        self._visited.add((url, why))
        return True

    def _new_walk(self, url: str, search: Search) -> ColumnWalk:
        walk = ColumnWalk(search.name, url, search.unit)
        self.walks.append(walk)
        return walk

    def _continue(self, walk: ColumnWalk, page: Page, asked: Follow, platform: str) -> Iterator[Output]:
        for entry in list_entries(page):
            known = entry if platform != "jsearch" else self._indexed(entry)
            if known is not None:
                yield from self.on_entry(known, walk)
        for follow in walk.take(page, asked):
            yield self._list_request(follow, walk, platform)

    def _indexed(self, entry: Entry) -> Entry | None:
        """Return a hit of a search under the scheme of its portal; None for one on a foreign host.

        The index keeps addresses by http of sites that have moved to https.
        """
        parts = urlsplit(entry.url)
        if not self.portal.reaches(parts.netloc.lower()):
            logger.info("found by the search on a host that is not the portal's: %s", entry.url)
            return None
        if parts.netloc.lower() in self.portal.hosts:
            return replace(entry, url=parts._replace(scheme=self.portal.scheme).geturl())
        return entry

    def _list_request(self, follow: Follow, walk: ColumnWalk, platform: str) -> Request:
        # Referer is the column page, as in a browser: some unit APIs answer 403 without it.
        headers = {"Referer": walk.url} if follow.is_page else {"Referer": walk.url, **XHR}
        request = Request(
            follow.url, self.listing, headers=headers, errback=self.listing_failed,
            cb_kwargs={"walk": walk, "asked": follow, "platform": platform},
            priority=LISTING_PRIORITY, dont_filter=True,
        )  # fmt: skip
        if follow.method == "POST":
            return request.replace(cls=FormRequest, formdata=list(follow.form), method="POST")
        return request

    def _may_read(self, walk: ColumnWalk, capture: Capture, asked: Follow) -> bool:
        if capture.verdict is CaptureVerdict.FETCHED:
            return True
        reason = capture.detail or capture.verdict.value
        if capture.verdict is CaptureVerdict.BLOCKED:
            walk.block(reason)
        elif capture.verdict is CaptureVerdict.GONE:
            # A column that is gone, or redirects home, has moved: the portal is not what its file says.
            walk.fail(ListingError(ListingTrouble.CHANGED, reason), asked)
        else:
            walk.lose(ListingError(ListingTrouble.FAILED, reason), asked)
        return False

    def _lost(
        self, walk: ColumnWalk, asked: Follow, request: Request, error: BaseException
    ) -> Iterator[Output]:
        capture = capture_exception(self.visit(request.url, CaptureRole.LISTING), error)
        if capture is not None:
            yield capture
        reason = describe_exception(error)
        if isinstance(error, HostStopped | RobotsForbid):
            walk.block(reason)
        else:
            walk.lose(ListingError(ListingTrouble.FAILED, reason), asked)
