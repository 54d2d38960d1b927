"""``scrapy crawlall``: every portal, or those named, each in a process of its own.

A process for each, as the delay of a portal is kept within its process, and a portal that hangs or
crashes takes no other with it.
"""

import argparse
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import nullcontext
from datetime import UTC, datetime

from rich.console import Console
from scrapy.commands import BaseRunSpiderCommand
from scrapy.exceptions import UsageError

from crawler.plan import Plan, UsageMistake
from crawler.portal import Portal, PortalFileError, load_portals
from crawler.schedule import due_portals
from storage.archive import Archive

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
        """Add how many portals are crawled at once, and whether only those that are due."""
        super().add_options(parser)
        parser.add_argument("--at-once", type=int, default=AT_ONCE, metavar="N", help=f"default {AT_ONCE}")
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
        if opts.due and not sys.stdout.isatty():
            options.append("-sGONGKAI_QUIET=True")
        self.exitcode = min(_crawl_all(chosen, options, opts.at_once), key=_rank, default=0)

    def _check(self, args: list[str], opts: argparse.Namespace) -> tuple[Plan, Mapping[str, Portal]]:
        try:
            portals = load_portals()
            plan = Plan.from_arguments(opts.spargs)
        except (PortalFileError, UsageMistake) as mistake:
            raise UsageError(str(mistake), print_help=False) from None
        unknown = [name for name in args if name not in portals]
        if unknown or opts.at_once < 1:
            message = f"no portals {', '.join(unknown)}" if unknown else "--at-once must be at least 1"
            raise UsageError(message, print_help=False)
        return plan, {name: portals[name] for name in args or sorted(portals)}


def _crawl_all(portals: Sequence[str], options: Sequence[str], at_once: int) -> list[int]:
    """Crawl portals, so many at once, and print what each says when it ends; return their exit codes."""
    console, codes = Console(stderr=True), list[int]()
    with ThreadPoolExecutor(at_once) as pool:
        runs = [pool.submit(_crawl, portal, options) for portal in portals]
        status = console.status("") if console.is_terminal and runs else nullcontext()
        with status as shown:
            for run in as_completed(runs):
                code, said = run.result()
                codes.append(code)
                sys.stdout.write(said)
                sys.stdout.flush()
                if shown is not None:
                    shown.update(f"{len(codes)} of {len(runs)} portals crawled")
    return codes


def _rank(code: int) -> int:
    return WORST_FIRST.index(code) if code in WORST_FIRST else -1


def _crawl(portal: str, options: Sequence[str]) -> tuple[int, str]:
    command = [sys.executable, "-m", "scrapy", "crawl", portal, *options]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)  # noqa: S603  # our own command, checked arguments
    return done.returncode if done.returncode >= 0 else 1, done.stdout  # killed by a signal: it crashed
