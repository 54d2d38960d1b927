"""robots.txt by RFC 9309, where Scrapy's own middleware reads the body whatever the status.

2.3.1.3: 4xx means no rules. 2.3.1.4: 5xx and unreachable mean "assume complete disallow" until
it can be read; 521 is such a case, and its body is a challenge page, not rules.
"""

import logging
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from crawler.refusals import HostStopped, RobotsForbid, RobotsUnreachable
from crawler.visits import describe_exception

if TYPE_CHECKING:
    from twisted.internet.defer import Deferred

logger = logging.getLogger(__name__)
robots_visited = object()  # signal: a robots.txt was asked for, with the response or the exception


class PoliteRobotsMiddleware(RobotsTxtMiddleware):
    """Obeys robots.txt, and defers a host whose robots.txt cannot be read."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.unreachable: dict[str, str] = {}
        # Scrapy prints a traceback for every robots.txt that does not come; ours is a line, a capture and a
        # verdict. Said here, as Scrapy resets its loggers when a crawl begins.
        logging.getLogger(RobotsTxtMiddleware.__module__).setLevel(logging.CRITICAL)

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Raise our own refusals, so that a capture can say which it was."""
        host = request.url.split("/", 3)[2]
        if host in self.unreachable:
            message = f"robots.txt of {host} cannot be read: {self.unreachable[host]}"
            raise RobotsUnreachable(message)
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest:
            message = f"robots.txt of {host} forbids {request.url}"
            raise RobotsForbid(message) from None

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        self._tell(response.url, response)
        if response.status == 200:
            await super()._parse_robots(response, netloc, request)
            return
        if not 400 <= response.status < 500:
            self.unreachable[netloc] = f"status {response.status}"
        self._settle(netloc)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if not isinstance(exc, HostStopped):
            self._tell(f"https://{netloc}/robots.txt", exc)
        self.unreachable[netloc] = describe_exception(exc)
        logger.info("robots.txt of %s: %s", netloc, self.unreachable[netloc])
        self._settle(netloc)

    def _settle(self, netloc: str) -> None:
        waiting = self._parsers[netloc]
        self._parsers[netloc] = None
        if TYPE_CHECKING:
            assert isinstance(waiting, Deferred)
        waiting.callback(None)

    def _tell(self, url: str, outcome: Response | Exception) -> None:
        self.crawler.signals.send_catch_log(robots_visited, url=url, outcome=outcome)
