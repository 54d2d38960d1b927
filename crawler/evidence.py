"""Keep every exchange with a portal as WARC, as evidence of what was asked and what came back.

On wherever ``GONGKAI_DATA/warc`` can be written, also for a replica: what is not exercised breaks.
Without evidence a crawl goes on and says so; the archive's blobs stay the trusted bytes.
"""

import itertools
import logging
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.http.headers import Headers as ScrapyHeaders

from crawler.warc import Exchange, Headers, Kept, Segment, adopt

logger = logging.getLogger(__name__)
KEPT = "gongkai_kept"  # in the meta of a request: where its exchange lies
LARGEST = 1 << 30  # bytes of a segment: what still moves comfortably to cold storage
LIMITS = (
    "bodies as sent, without chunking; header names in the spelling of Scrapy, their order within a name kept; "
    "exchanges that brought no answer are not recorded"
)


class Evidence:
    """Extension that writes the segments of one crawl."""

    def __init__(self, portal: str, folder: Path, agent: str, largest: int) -> None:
        self._portal = portal
        self._folder = folder
        self._agent = agent
        self._largest = largest
        self._segment: Segment | None = None
        self._numbers = itertools.count(1)
        self._started = datetime.now(UTC)
        self._is_off = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connect to the crawl; a replay has its evidence already."""
        settings = crawler.settings
        name = getattr(crawler.spider, "name", None) or getattr(crawler.spidercls, "name", "portal")
        if not settings.getbool("GONGKAI_WARC") or settings.get("REPLAY"):
            raise NotConfigured
        folder = warc_folder() / str(name)
        largest = settings.getint("GONGKAI_WARC_SEGMENT", LARGEST)
        evidence = cls(str(name), folder, settings.get("USER_AGENT"), largest)
        crawler.signals.connect(evidence.on_response, signals.response_downloaded)
        crawler.signals.connect(evidence.on_close, signals.spider_closed)
        return evidence

    def on_response(self, response: Response, request: Request) -> None:
        """Write an exchange before anybody reads its answer, and say in the request where it lies."""
        at = datetime.now(UTC)
        if self._is_off:
            return
        exchange = Exchange(
            url=request.url,
            method=request.method,
            asked=_pairs(request.headers),
            form=request.body,
            status=response.status,
            headers=_pairs(response.headers),
            body=response.body,
            at=at,
            protocol=response.protocol or "HTTP/1.1",
            address=str(response.ip_address) if response.ip_address else None,
        )
        try:
            segment = self._open_segment()
            offset = segment.write(exchange)
        except OSError as error:
            self._is_off = True
            logger.warning("no more evidence of this crawl is kept (%s): %s", self._folder, error)
            return
        request.meta[KEPT] = Kept(f"{self._portal}/{segment.final.name}", offset, at)

    def on_close(self) -> None:
        """Close the last segment."""
        if self._segment is None:
            return
        try:
            self._segment.close()
        except OSError as error:
            logger.warning("the last segment of evidence stays open: %s", error)

    def _open_segment(self) -> Segment:
        if self._segment is not None and self._segment.size < self._largest:
            return self._segment
        if self._segment is None:
            adopt(self._folder)
        else:
            self._segment.close()
        stamp = f"{self._started:%Y%m%dT%H%M%S%f}Z-{next(self._numbers):03d}"
        facts = {
            "software": "gongkai (Scrapy, warcio)",
            "format": "WARC File Format 1.1",
            "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "isPartOf": self._portal,
            "http-header-user-agent": self._agent,
            "robots": "obey",
            "description": LIMITS,
        }
        self._segment = Segment(self._folder / f"{stamp}.warc.gz", facts)
        return self._segment


def warc_folder() -> Path:
    """Return the folder of the segments, one folder in it for each portal."""
    return Path(os.environ.get("GONGKAI_DATA") or "data") / "warc"


def _pairs(headers: ScrapyHeaders) -> Headers:
    return tuple((name, value) for name, values in headers.items() for value in values)
