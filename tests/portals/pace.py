"""Crawl a server on loopback with the delays of a real portal: what a replica is spared.

    python pace.py PORT COUNT FLOOR NAME=VALUE ...

asks for COUNT pages, all at once, with no less than FLOOR seconds between them, under these settings.
"""

import sys

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings

from crawler.politeness import jittered


class Visitor(Spider):
    name = "visitor"
    port, count = 0, 0

    async def start(self):
        for number in range(self.count):
            yield Request(f"http://127.0.0.1:{self.port}/{number}", dont_filter=True)

    def parse(self, response):
        return None


def main():
    port, count, floor, *more = sys.argv[1:]
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict(
        {
            "ADDONS": {},  # the rest of the crawler wants a portal
            "DOWNLOADER_MIDDLEWARES": {
                "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
                "crawler.robots.PoliteRobotsMiddleware": 100,
                "crawler.politeness.Politeness": 560,
            },
            "DOWNLOAD_HANDLERS": {"http": "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler"},
            "GONGKAI_DELAY_FLOOR": float(floor),
            "DOWNLOAD_DELAY": jittered(float(floor)),
            **dict(option.split("=") for option in more),
        },
        priority="cmdline",
    )
    Visitor.port, Visitor.count = port, int(count)
    process = CrawlerProcess(settings)
    process.crawl(Visitor)
    process.start()


if __name__ == "__main__":
    main()
