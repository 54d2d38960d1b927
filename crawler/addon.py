"""The one Scrapy add-on that wires our components, so that settings.py stays a list of choices."""

from scrapy.settings import BaseSettings

# Number = distance from the engine. Requests pass downwards, answers upwards.
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # it lets redirects of dont_filter pass
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # reads challenge pages as rules
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,  # fetches a list from a third party
    "crawler.origin.PortalHostsOnly": 40,
    "crawler.window.WindowGuard": 60,
    "crawler.guard.Guard": 70,
    "crawler.breaker.CircuitBreaker": 90,  # above robots.txt and the retries (550): judges what remained
    "crawler.robots.PoliteRobotsMiddleware": 100,
    "crawler.politeness.Politeness": 560,  # below the retries: sees every 429 and 503
    "crawler.cookies.HostCookies": 700,
    "crawler.addresses.PublicAddressesOnly": 900,  # the last: what passes here is dialled
}
EXTENSIONS = {
    "crawler.logs.LogFile": 100,  # first, so that it hears the others
    "crawler.conclusion.Conclusion": 500,
    "crawler.evidence.Evidence": 500,
    "crawler.metrics.Metrics": 500,
    "crawler.notification.Notification": 500,
    "crawler.progress.Progress": 500,
}


class GongkaiAddon:
    """Adds the middlewares, the pipeline and the extensions to a crawl."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Wire everything at add-on priority, which settings.py and ``-s`` may override."""
        for path, number in DOWNLOADER_MIDDLEWARES.items():
            settings["DOWNLOADER_MIDDLEWARES"].set(path, number, "addon")
        settings["ITEM_PIPELINES"].set("crawler.pipelines.ArchivePipeline", 300, "addon")
        for path, number in EXTENSIONS.items():
            settings["EXTENSIONS"].set(path, number, "addon")
