"""``-s REPLAY=data/warc/linan``: crawl again without a network, out of the evidence of an earlier crawl.

The spider, the middlewares and the archive run as they did; only the answers come from disk, each
at its own time. What was never asked is not invented: it fails, and the verdict says so.
"""

from collections import defaultdict, deque
from pathlib import Path

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawler.evidence import KEPT
from crawler.refusals import NotRecorded
from crawler.warc import OPEN, Kept
from crawler.warc_reading import read_exchange, read_exchanges

Key = tuple[str, str, bytes]


class ReplayHandler(BaseDownloadHandler):
    """Answers requests with what was answered then, in the same order for each address."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        place = crawler.settings.get("REPLAY")
        if not place:
            raise NotConfigured
        self._answers: dict[Key, deque[tuple[Path, Kept]]] = defaultdict(deque)
        for path in segments(Path(place)):
            for exchange, kept in read_exchanges(path):
                self._answers[exchange.method, exchange.url, exchange.form].append((path, kept))

    async def download_request(self, request: Request) -> Response:
        """Return the next recorded answer to a request. Raises `NotRecorded`."""
        answers = self._answers.get((request.method, request.url, request.body))
        if not answers:
            message = f"not in the evidence: {request.method} {request.url}"
            raise NotRecorded(message)
        path, kept = answers[0] if len(answers) == 1 else answers.popleft()
        exchange = read_exchange(path, kept.offset)
        request.meta[KEPT] = kept
        headers = Headers()
        for name, value in exchange.headers:
            headers.appendlist(name, value)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=exchange.body)
        return kind(
            url=request.url,
            status=exchange.status,
            headers=headers,
            body=exchange.body,
            protocol=exchange.protocol,
        )


def segments(place: Path) -> list[Path]:
    """Return the segments at a place: one file, or all in a folder in the order of their times."""
    if place.is_file():
        return [place]
    return sorted(path for ending in ("", OPEN) for path in place.rglob(f"*.warc.gz{ending}"))
