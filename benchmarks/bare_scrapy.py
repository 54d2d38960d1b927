"""Fetch addresses with nothing but Scrapy: what `benchmarks.crawl` compares with.

    python -m benchmarks.bare_scrapy FILE ORIGIN

FILE has a host and a target in each line. Robots.txt is not read, nothing is kept or looked at; one request
at a time, as our crawls, without a delay.
"""

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

SETTINGS = {
    "CONCURRENT_REQUESTS": 1,
    "CONCURRENT_ITEMS": 4,
    "LOG_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "DOWNLOAD_DELAY": 0,
    "HTTPERROR_ALLOW_ALL": True,
}


class Bare(Spider):
    """Asks, and forgets what came."""

    name = "bare"
    addresses: list[tuple[str, str]]
    origin: str

    async def start(self) -> AsyncIterator[Any]:
        """Ask for every address."""
        for host, target in self.addresses:
            yield Request(f"{self.origin}{target}", headers={"Host": host}, dont_filter=True)

    def parse(self, response: Response) -> None:
        """Do nothing."""


def main() -> None:
    """Fetch what the file names."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    process = CrawlerProcess(SETTINGS)
    process.crawl(Bare, addresses=[tuple(line.split(" ", 1)) for line in lines], origin=sys.argv[2])
    process.start()


if __name__ == "__main__":
    main()
