"""``scrapy discover PORTAL``: propose the columns of a portal; ``--write`` puts them into its file.

0 columns were found, 1 crashed, 2 wrong usage, 4 the portal turned us away, 5 nothing was found.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from scrapy.commands import BaseRunSpiderCommand
from scrapy.crawler import CrawlerProcessBase
from scrapy.exceptions import UsageError

from crawler.breaker import CircuitBreaker
from crawler.lock import PortalBusy, hold_portal
from crawler.plan import Plan, UsageMistake
from crawler.portal import Column, Portal, PortalFileError, Role, load_portals
from crawler.portal_text import PortalTextError, write_columns
from crawler.proposing import Proposal, ProposingSpider
from storage.portal_folders import portal_folders

FOUND, CRASHED, BLOCKED, NOTHING = 0, 1, 4, 5


class Command(BaseRunSpiderCommand):
    """Propose the columns of a portal."""

    requires_project = True

    def syntax(self) -> str:
        """Return the usage line."""
        return "[options] PORTAL [--write] [-a units=昌化镇] [-a origin=URL]"

    def short_desc(self) -> str:
        """Return the line in the list of commands."""
        return "Find the columns of a portal from its home page, for a person to confirm"

    def long_desc(self) -> str:
        """Return what stands at the top of the help."""
        return (
            "Find the columns of a portal from its home page, and propose them for a person to confirm. "
            "Exit codes: 0 columns were found, 1 crashed, 2 wrong usage, 4 the portal turned us away, 5 nothing found."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add whether the columns are written into the portal file."""
        super().add_options(parser)
        parser.add_argument(
            "--write", action="store_true", help="write the columns found into the portal file"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Search, print what was found, and write it if asked to."""
        portal = self._portal(args)
        spider, self.exitcode = run_discovery(self.crawler_process, portal, opts.spargs)
        if spider is None:
            return
        sys.stdout.write(render(spider.proposals))
        if opts.write and self.exitcode == FOUND:
            self._write(portal, spider.proposals)

    def _portal(self, args: list[str]) -> Portal:
        try:
            portals = load_portals()
        except PortalFileError as error:
            raise UsageError(str(error), print_help=False) from None
        if len(args) != 1 or args[0] not in portals:
            message = f"exactly one portal of {', '.join(sorted(portals))}"
            raise UsageError(message, print_help=False)
        return portals[args[0]]

    def _write(self, portal: Portal, proposals: Sequence[Proposal]) -> None:
        paths = (Path(folder) / f"{portal.id}.toml" for folder in portal_folders())
        path = next(path for path in paths if path.is_file())
        try:
            count = write_columns(path, columns_of(proposals), datetime.now(UTC).date())
        except (PortalTextError, OSError) as error:
            sys.stderr.write(f"{path}: {error}\n")
            self.exitcode = CRASHED
            return
        sys.stdout.write(f"{count} columns written into {path}\n")


def run_discovery(
    process: CrawlerProcessBase | None, portal: Portal, arguments: dict[str, str]
) -> tuple[ProposingSpider | None, int]:
    """Search a portal for its columns; return the spider, which holds them, and the exit code."""
    if process is None:
        message = "no crawler process"
        raise RuntimeError(message)
    try:
        Plan.from_arguments(arguments)
    except UsageMistake as mistake:
        raise UsageError(str(mistake), print_help=False) from None
    kind = type("Discovery", (ProposingSpider,), {"name": portal.id, "portal": portal})
    try:
        with hold_portal(portal.id, must_exist=True) as hold:
            crawler = process.create_crawler(kind)
            crawler.settings.set("GONGKAI_HOLD", hold, "cmdline")
            process.crawl(crawler, **arguments)
            process.start()
    except PortalBusy as busy:
        sys.stderr.write(f"{busy}\n")
        return None, CRASHED
    spider = crawler.spider
    if not isinstance(spider, ProposingSpider) or process.bootstrap_failed:
        return None, CRASHED
    breaker = crawler.get_downloader_middleware(CircuitBreaker)
    for host, detail in breaker.stopped.items() if breaker else ():
        sys.stderr.write(f"{host} turned us away: {detail}\n")
    if crawler.stats and crawler.stats.get_value("spider_exceptions/count"):
        return spider, CRASHED
    if breaker and breaker.stopped:
        return spider, BLOCKED
    return spider, FOUND if any(one.is_list for one in spider.proposals) else NOTHING


def columns_of(proposals: Sequence[Proposal]) -> list[Column]:
    """Return the columns worth a line in a portal file: those whose list was seen."""
    return [Column(url=one.url, role=Role.ANNUAL_REPORTS, unit=one.unit) for one in proposals if one.is_list]


def render(proposals: Sequence[Proposal]) -> str:
    """Return the proposals as text for a person to judge."""
    if not proposals:
        return "no column found; give the portal file a column's address, or a page to start from\n"
    lines: list[str] = []
    for one in proposals:
        count = f"{one.total} rows" if one.total is not None else f"{one.rows} rows on its first page"
        lines += [
            one.url,
            f"  where     {one.breadcrumb or '-'}",
            f"  of        {one.unit or 'the whole portal'}",
            f"  platform  {one.platform or 'unknown'}, {one.trouble or count}",
            *(f"  e.g.      {title}" for title in one.samples),
        ]
    return "\n".join(lines) + "\n"
