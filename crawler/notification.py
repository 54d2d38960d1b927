"""Tell somebody when a run needs a look, through Apprise (the extra ``notify``): mail, chat, a web hook.

Off unless ``GONGKAI_NOTIFY`` names where to. What cannot be sent is logged; the crawl is what it was.
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.conclusion import concluded
from crawler.verdict import RunReport
from storage.crawl import CrawlVerdict

logger = logging.getLogger(__name__)


class Notification:
    """Extension that sends the report of a run that is not complete, or raised an alarm anew."""

    def __init__(self, urls: Sequence[str]) -> None:
        self._urls = urls

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for the end of the run, where somebody wants to know."""
        urls = str(crawler.settings.get("GONGKAI_NOTIFY") or "").split()
        if not urls:
            raise NotConfigured
        notification = cls(urls)
        crawler.signals.connect(notification.on_conclusion, concluded)
        return notification

    async def on_conclusion(self, report: RunReport) -> None:
        """Send the report where it is worth somebody's time."""
        if not is_worth_telling(report):
            return
        title = f"gongkai: {report.portal} {report.verdict.upper()}"
        if not await asyncio.to_thread(send, self._urls, title, report.render()):
            # Not the addresses: they hold passwords.
            logger.error(
                "the notification of this run could not be sent to all of %d places", len(self._urls)
            )


def is_worth_telling(report: RunReport) -> bool:
    """Whether a run is not complete, or raised an alarm that the one before did not."""
    return report.verdict is not CrawlVerdict.COMPLETE or any(alarm.is_new for alarm in report.alarms)


def send(urls: Sequence[str], title: str, body: str) -> bool:
    """Send a message to every place; False where one could not be reached, or Apprise is not installed."""
    try:
        import apprise  # noqa: PLC0415  # an extra: installed where somebody wants to be told
    except ModuleNotFoundError:
        logger.exception("GONGKAI_NOTIFY needs the extra: pip install 'gongkai[notify]'")
        return False
    places = apprise.Apprise()
    are_known = [places.add(url) for url in urls]
    # One that nobody can send to must not keep the others from it.
    return bool(places.notify(title=title, body=body)) and all(are_known)
