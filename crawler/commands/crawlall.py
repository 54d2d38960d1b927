"""``scrapy crawlall``: every portal, or those named, each in a process of its own.

A process for each, as the delay of a portal is kept within its process, and a portal that hangs or
crashes takes no other with it.
"""

import argparse
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from scrapy.commands import BaseRunSpiderCommand
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from crawler.plan import Plan, UsageMistake

# What the exit code of the whole is, when portals differ: what needs a human first.
WORST_FIRST = (2, 1, 4, 5, 3, 0)
AT_ONCE = 8  # a polite crawl takes 1 % of a core: the limit is memory, 150 MB each


class Command(BaseRunSpiderCommand):
    """Crawl several portals, and exit with the worst of their exit codes."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """Return the usage line."""
        return "[options] [PORTAL ...] [-a mode=incremental]"

    def short_desc(self) -> str:
        """Return the line in the list of commands."""
        return "Crawl all portals, or those named, each in a process of its own"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add how many portals are crawled at once."""
        super().add_options(parser)
        parser.add_argument("--at-once", type=int, default=AT_ONCE, metavar="N", help=f"default {AT_ONCE}")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, print one line for each portal that is not complete, and keep the worst exit code."""
        if self.settings is None:
            message = "no settings"
            raise RuntimeError(message)
        portals = get_spider_loader(self.settings).list()
        unknown = [name for name in args if name not in portals]
        if unknown or opts.at_once < 1:
            message = f"no portals {', '.join(unknown)}" if unknown else "--at-once must be at least 1"
            raise UsageError(message, print_help=False)
        try:
            Plan.from_arguments(opts.spargs)
        except UsageMistake as mistake:
            raise UsageError(str(mistake), print_help=False) from None
        options = [f"-a{name}={value}" for name, value in opts.spargs.items()]
        options += [f"-s{setting}" for setting in opts.set]
        with ThreadPoolExecutor(opts.at_once) as pool:
            codes = list(pool.map(lambda name: _crawl(name, options), args or portals))
        self.exitcode = min(codes, key=_rank)


def _rank(code: int) -> int:
    return WORST_FIRST.index(code) if code in WORST_FIRST else -1  # killed by a signal: worse than any


def _crawl(portal: str, options: list[str]) -> int:
    command = [sys.executable, "-m", "scrapy", "crawl", portal, *options]
    code = subprocess.run(command, check=False).returncode  # noqa: S603  # our own command, checked arguments
    return code if code >= 0 else 1
