"""The log of a crawl for machines: a line of JSON each, in ``data/logs/PORTAL.jsonl``, which rotates.

One file a portal, as one process writes each: files that rotate may not be shared. The console has its own
level and form, Scrapy's ``LOG_LEVEL`` and ``LOG_FORMAT``.
"""

import logging
from logging.handlers import RotatingFileHandler
from typing import Self

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.conclusion import concluded
from crawler.verdict import RunReport
from storage.place import find_place

logger = logging.getLogger(__name__)
FIELDS = ("asctime", "levelname", "name", "message")
OBJECTS = ("spider", "crawler")  # Scrapy hangs them on its records; they say nothing as text


class LogFile:
    """Extension that keeps the log of a portal."""

    def __init__(self, handler: logging.Handler) -> None:
        self._handler = handler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Open the log. A crawl whose log cannot be written goes on without one, and says so."""
        settings = crawler.settings
        if not settings.getbool("GONGKAI_LOG_FILES"):
            raise NotConfigured
        portal = str(getattr(crawler.spider, "name", "crawl"))
        folder = find_place().data / "logs"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handler = RotatingFileHandler(
                folder / f"{portal}.jsonl",
                maxBytes=settings.getint("GONGKAI_LOG_BYTES"),
                backupCount=settings.getint("GONGKAI_LOG_FILES_KEPT"),
                encoding="utf-8",
            )
        except OSError as error:
            logger.warning("no log is kept of this crawl: %s", error)
            raise NotConfigured from None
        handler.setLevel(settings["GONGKAI_LOG_LEVEL"])
        handler.setFormatter(_formatter(portal))
        logging.getLogger().addHandler(handler)
        file = cls(handler)
        crawler.signals.connect(file.on_conclusion, concluded)
        crawler.signals.connect(file.on_end, signals.engine_stopped)
        return file

    def on_conclusion(self, report: RunReport) -> None:
        """Write the verdict of the run, so that it can be searched for."""
        logger.info(
            "%s: %s", report.portal, report.verdict,
            extra={"verdict": report.verdict.value, "mode": report.mode, "reasons": list(report.reasons),
                   "alarms": [alarm.as_row() for alarm in report.alarms], "counts": report.counts()},
        )  # fmt: skip

    def on_end(self) -> None:
        """Close the log."""
        logging.getLogger().removeHandler(self._handler)
        self._handler.close()


def _formatter(portal: str) -> logging.Formatter:
    return JsonFormatter(
        FIELDS,
        rename_fields={"asctime": "at", "levelname": "level", "name": "logger"},
        static_fields={"portal": portal},
        reserved_attrs=[*RESERVED_ATTRS, *OBJECTS],
        datefmt="%Y-%m-%dT%H:%M:%S%z",
        json_ensure_ascii=False,
    )
