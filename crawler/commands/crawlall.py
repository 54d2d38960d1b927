"""``scrapy crawlall``: every portal, or those named, each in a process of its own.

On this machine, or on every machine of a Dask cluster: see `crawler.portal_task` and `storage.executing`.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime

from rich.console import Console
from scrapy.commands import BaseRunSpiderCommand
from scrapy.exceptions import UsageError

from crawler.plan import Plan, UsageMistake
from crawler.portal import Portal, PortalFileError, load_portals
from crawler.portal_task import crawl_portals
from crawler.schedule import due_portals
from storage.archive import Archive
from storage.executing import Executor, ExecutorUnusable, open_executor
from storage.leases import LASTS

# What the exit code of the whole is, when portals differ: what needs a human first.
WORST_FIRST = (2, 1, 4, 5, 3, 0)
AT_ONCE = 8  # a polite crawl takes 1 % of a core: the limit is memory, some 300 MB each with its reader
# Of a worker that died with its machine, the portals are free when its leases have run out.
PATIENCE = 1.1 * LASTS.total_seconds()


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

    def long_desc(self) -> str:
        """Return what stands at the top of the help."""
        return (
            "Crawl all portals, or those named, each in a process of its own, with the arguments of scrapy crawl. "
            "Exit codes are those of scrapy crawl: of several, what needs a human first."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add how many portals are crawled at once, and whether only those that are due."""
        super().add_options(parser)
        where = parser.add_mutually_exclusive_group()
        where.add_argument(
            "--on",
            default=f"local:{AT_ONCE}",
            metavar="WHERE",
            help=f"local:N, so many at once here (default {AT_ONCE}), or dask://host:port, a cluster",
        )
        where.add_argument("--at-once", type=int, metavar="N", help="short for --on local:N")
        parser.add_argument(
            "--due",
            action="store_true",
            help="only portals whose interval is over; says nothing of complete runs in cron",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, print the reports, and keep the worst exit code; 0 where nothing is due."""
        plan, portals = self._check(args, opts)
        chosen = list(portals)
        if opts.due:
            with Archive.open() as archive:
                chosen = due_portals(portals.values(), plan, archive, datetime.now(UTC))
        options = [f"-a{name}={value}" for name, value in opts.spargs.items()]
        options += [f"-s{setting}" for setting in opts.set]
        options.append("-sGONGKAI_PROGRESS=False")  # of several at once no line could be read
        options.append(f"-sGONGKAI_LOCK_PATIENCE={PATIENCE}")
        if opts.due and not sys.stdout.isatty():
            options.append("-sGONGKAI_QUIET=True")
        try:
            with open_executor(opts.on if opts.at_once is None else f"local:{opts.at_once}") as executor:
                self.exitcode = min(_crawl_all(chosen, options, executor), key=_rank, default=0)
        except ExecutorUnusable as mistake:
            raise UsageError(str(mistake), print_help=False) from None

    def _check(self, args: list[str], opts: argparse.Namespace) -> tuple[Plan, Mapping[str, Portal]]:
        try:
            portals = load_portals()
            plan = Plan.from_arguments(opts.spargs)
        except (PortalFileError, UsageMistake) as mistake:
            raise UsageError(str(mistake), print_help=False) from None
        unknown = [name for name in args if name not in portals]
        if unknown:
            message = f"no portals {', '.join(unknown)}"
            raise UsageError(message, print_help=False)
        return plan, {name: portals[name] for name in args or sorted(portals)}


def _crawl_all(portals: Sequence[str], options: Sequence[str], executor: Executor) -> list[int]:
    """Crawl portals, and print what each says when it ends; return their exit codes."""
    console, codes = Console(stderr=True), list[int]()
    status = console.status("") if console.is_terminal and portals else nullcontext()
    with status as shown:
        for run in crawl_portals(portals, options, executor):
            codes.append(run.code)
            sys.stderr.write(run.complained)
            sys.stdout.write(run.said)
            sys.stdout.flush()
            if shown is not None:
                shown.update(f"{len(codes)} of {len(portals)} portals crawled")
    return codes


def _rank(code: int) -> int:
    return WORST_FIRST.index(code) if code in WORST_FIRST else -1
