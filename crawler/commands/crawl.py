"""``scrapy crawl PORTAL``: the built-in command, with an exit code that tells the truth.

0 complete (of what was asked), 1 crashed, 2 wrong usage, 3 partial, 4 blocked, 5 changed.
"""

import argparse
import difflib
import sys
from datetime import timedelta

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import CrawlerProcessBase
from scrapy.exceptions import UsageError

from crawler.lock import Hold, PortalBusy, hold_portal
from crawler.plan import Plan, UsageMistake
from crawler.spider import PortalSpider
from crawler.tether import hold_on
from crawler.verdict import EXIT_CODES

CRASHED = 1


class Command(ScrapyCrawl):
    """Crawl a portal, and exit with its verdict."""

    def syntax(self) -> str:
        """Return the usage line."""
        return "[options] PORTAL [-a years=2019-2021] [-a units=昌化镇] [-a mode=incremental] [-a sample=5]"

    def short_desc(self) -> str:
        """Return the line in the list of commands."""
        return "Crawl a portal by its id (scrapy list shows them)"

    def long_desc(self) -> str:
        """Return what stands at the top of the help."""
        return (
            "Visit a portal (scrapy list shows their ids), keep what it publishes, read it and check it. "
            "Arguments: -a mode=incremental, the default: listings, and what is new, failed or due; backfill: "
            "everything of the years; recheck: everything known, without validators. -a years=2020 or 2019-2021. "
            "-a units=昌化镇,渌渚镇: publishers with one of these in their names. -a sample=5: at most so many "
            "publications. -a origin=URL: a replica in the place of the portal. -s REPLAY=FOLDER: WARC files in the "
            "place of the network. A crawl that was stopped goes on when it is asked for again. "
            "Exit codes: 0 complete, 1 crashed, 2 wrong usage, 3 partial, 4 blocked, 5 changed."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check the arguments, crawl, and take the exit code from the run's verdict."""
        if len(args) != 1:
            message = f"exactly one portal, not {len(args)}"
            raise UsageError(message, print_help=False)
        if self.crawler_process is None:  # Scrapy makes one for every command that crawls
            message = "no crawler process"
            raise RuntimeError(message)
        self._check(args[0], opts)
        if self.crawler_process.settings.getbool("GONGKAI_IS_TETHERED"):
            hold_on()
        patience = timedelta(seconds=self.crawler_process.settings.getfloat("GONGKAI_LOCK_PATIENCE"))
        try:
            with hold_portal(args[0], patience=patience) as hold:
                self.exitcode = self._crawl(self.crawler_process, args[0], opts, hold)
        except PortalBusy as busy:
            sys.stderr.write(f"{busy}\n")
            self.exitcode = CRASHED

    def _crawl(self, process: CrawlerProcessBase, name: str, opts: argparse.Namespace, hold: Hold) -> int:
        crawler = self._create_crawler(name)
        crawler.settings.set("GONGKAI_HOLD", hold, "cmdline")
        process.crawl(crawler, **opts.spargs)
        process.start()
        spider = crawler.spider
        if isinstance(spider, PortalSpider) and not process.bootstrap_failed:
            return EXIT_CODES[spider.report.verdict]
        return CRASHED

    def _check(self, name: str, opts: argparse.Namespace) -> None:
        names = self.crawler_process.spider_loader.list() if self.crawler_process else []
        if name not in names:
            near = difflib.get_close_matches(name, names, 1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
            message = f"no portal {name!r}; {hint}"
            raise UsageError(message, print_help=False)
        try:
            Plan.from_arguments(opts.spargs)
        except UsageMistake as mistake:
            raise UsageError(str(mistake), print_help=False) from None
