"""The circuit breaker: a host that turned us away is left alone for the rest of the run."""

import logging
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.blocked import find_block
from crawler.evidence import KEPT
from crawler.refusals import HostStopped

logger = logging.getLogger(__name__)


class CircuitBreaker:
    """Downloader middleware above the retries, so that it judges the answer that remained."""

    def __init__(self) -> None:
        self.stopped: dict[str, str] = {}
        self.held_back = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one for this run."""
        del crawler
        return cls()

    def process_request(self, request: Request) -> None:
        """Raise `HostStopped` for a host that is stopped."""
        host = urlsplit(request.url).netloc
        if host in self.stopped:
            self.held_back += 1
            message = f"{host} is stopped for this run: {self.stopped[host]}"
            was_asked = bool(request.meta.get("retry_times"))
            raise HostStopped(message, was_asked=was_asked, kept=request.meta.get(KEPT))

    def process_response(self, request: Request, response: Response) -> Response:
        """Stop the host when the answer is a challenge; the answer itself goes on to be archived."""
        block = find_block(response.status, response.body)
        parts = urlsplit(request.url)
        host = parts.netloc
        if block is not None and block.kind == "refused" and parts.path == "/robots.txt":
            return response  # RFC 9309: a plain 4xx there means "no rules"; many servers give 403 for it
        if block is not None and host not in self.stopped:
            self.stopped[host] = block.detail
            logger.warning("%s turned us away (%s): no more requests to it in this run", host, block.detail)
        return response
