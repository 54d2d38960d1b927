"""Figures of the last run for Prometheus (the extra ``monitor``): a file that node_exporter's textfile collector reads.

``GONGKAI_METRICS`` names the folder; each portal has a file of its own in it, replaced as a whole.
"""

import logging
import time
from pathlib import Path
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.alarms import LISTED, AlarmKind
from crawler.conclusion import concluded
from crawler.verdict import RunReport
from storage.crawl import CrawlVerdict

logger = logging.getLogger(__name__)


class Metrics:
    """Extension that writes the figures of a run at its end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._started = time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for the end of the run, where figures are wanted."""
        folder = crawler.settings.get("GONGKAI_METRICS")
        if not folder:
            raise NotConfigured
        metrics = cls(Path(folder))
        crawler.signals.connect(metrics.on_start, signals.spider_opened)
        crawler.signals.connect(metrics.on_conclusion, concluded)
        return metrics

    def on_start(self) -> None:
        """Note when the run began."""
        self._started = time.monotonic()

    def on_conclusion(self, report: RunReport) -> None:
        """Write the figures. What cannot be written is logged; the crawl is what it was."""
        path = self._folder / f"gongkai-{report.portal}.prom"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_metrics(path, report, time.time(), time.monotonic() - self._started)
        except ModuleNotFoundError:
            logger.exception("GONGKAI_METRICS needs the extra: pip install 'gongkai[monitor]'")
        except OSError:
            logger.exception("the figures of this run could not be written")


def write_metrics(path: Path, report: RunReport, ended: float, seconds: float) -> None:
    """Write the figures of one run; ``ended`` in seconds since 1970. Raises OSError, ModuleNotFoundError."""
    from prometheus_client import CollectorRegistry, Gauge, write_to_textfile  # noqa: PLC0415  # an extra

    registry, labels, values = CollectorRegistry(), ("portal", "mode"), (report.portal, report.mode)

    def gauge(name: str, says: str, *more: str) -> Gauge:
        return Gauge(f"gongkai_crawl_{name}", says, (*labels, *more), registry=registry)

    gauge("last_run_timestamp_seconds", "When the last run ended").labels(*values).set(ended)
    gauge("duration_seconds", "How long the last run took").labels(*values).set(seconds)
    verdicts = gauge("verdict", "1 for the verdict of the last run, 0 for every other", "verdict")
    for verdict in CrawlVerdict:
        verdicts.labels(*values, verdict.value).set(verdict is report.verdict)
    visits = gauge(
        "visits", "Visits of the last run by what they were for and what they found", "role", "found"
    )
    for (role, found), count in report.captures.items():
        visits.labels(*values, role.value, found.value).set(count)
    gauge("new_versions", "New versions that the last run brought").labels(*values).set(report.new_versions)
    gauge(LISTED, "Reports that the last run saw in lists").labels(*values).set(report.reports_listed)
    alarms = gauge("alarms", "Alarms of the last run by their kind", "kind")
    for kind in AlarmKind:
        alarms.labels(*values, kind.value).set(sum(alarm.kind is kind for alarm in report.alarms))
    write_to_textfile(str(path), registry)
