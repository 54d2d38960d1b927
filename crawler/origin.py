"""``-a origin=``: visit a replica in place of the portals, with nothing above noticing.

Everything in the crawler (dedupe, cookies, delays, robots.txt, redirects, the archive) sees the
original address. Only here, where bytes leave the machine, another address is dialled, with the
``Host`` of the original. So a crawl of the replica runs the very code that visits the portals.
"""

from collections.abc import Awaitable, Callable
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.breaker import CircuitBreaker
from crawler.portal import Portal
from crawler.refusals import HostForeign

Download = Callable[[Request], Awaitable[Response]]


async def dial(download: Download, request: Request, crawler: Crawler) -> Response:
    """Fetch a request from its own host, or from the origin under its own name."""
    breaker = crawler.get_downloader_middleware(CircuitBreaker)
    if breaker is not None:  # once more: the request may have waited here while its host was stopped
        breaker.process_request(request)
    origin: str | None = crawler.settings.get("GONGKAI_ORIGIN")
    if origin is None:
        return await download(request)
    response = await download(_redirected(request, origin))
    return response.replace(url=request.url)


class OriginDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's own handler, dialling ``GONGKAI_ORIGIN`` where that is set."""

    async def download_request(self, request: Request) -> Response:
        """Fetch a request, see `dial`."""
        return await dial(super().download_request, request, self.crawler)


class PortalHostsOnly:
    """Refuses every host that the portal file does not name, also as the target of a redirect.

    Listing pages are untrusted input: without this a row could send the crawler anywhere.
    """

    def __init__(self, portal: Portal) -> None:
        self._portal = portal

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the portal from the spider."""
        portal: Portal = getattr(crawler.spider, "portal")  # noqa: B009  # Spider does not declare it
        return cls(portal)

    def process_request(self, request: Request) -> None:
        """Raise `HostForeign` for a host that is not the portal's."""
        host = urlsplit(request.url).netloc.rpartition("@")[2].lower()
        if not self._portal.reaches(host):
            message = f"{host} is no host of portal {self._portal.id}"
            raise HostForeign(message)


def _redirected(request: Request, origin: str) -> Request:
    parts = urlsplit(request.url)
    path = parts.path or "/"
    target = f"{origin}{path}?{parts.query}" if parts.query else f"{origin}{path}"
    dialled = request.replace(url=target)
    dialled.headers["Host"] = parts.netloc
    return dialled
