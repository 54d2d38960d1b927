"""``scrapy addportal URL``: look at a portal's home page and write a portal file for it.

Exit codes are those of ``scrapy discover``; a file is written also where no column was found.
"""

import argparse
import re
import sys
from datetime import UTC, datetime
from urllib.parse import urlsplit

from scrapy.commands import BaseRunSpiderCommand
from scrapy.exceptions import UsageError

from crawler.commands.discover import BLOCKED, CRASHED, columns_of, render, run_discovery
from crawler.platforms.rows import parse_fragment
from crawler.portal import DISCOVER, PORTAL_ID, Column, Portal, Role
from crawler.portal_text import render_portal, replace_text
from storage.portal_folders import portal_folders

# 网站标识码: ten digits, of which the first six are the division; in a meta or in the footer.
SITE_CODE = re.compile(
    r"(?:SiteIDCode[\"'\s]+content=[\"']|网站标识码\s*[:：]?\s*)(\d{6})\d{4}", re.IGNORECASE
)
UNKNOWN = "000000"  # a division that no county has, while the real one is being looked for


class Command(BaseRunSpiderCommand):
    """Write a portal file from a portal's home page."""

    requires_project = True

    def syntax(self) -> str:
        """Return the usage line."""
        return "[options] URL [--id ID] [--division 330112] [--title TITLE] [-a origin=URL]"

    def short_desc(self) -> str:
        """Return the line in the list of commands."""
        return "Sniff the platform of a portal and write a portal file for it"

    def long_desc(self) -> str:
        """Return what stands at the top of the help."""
        return (
            "Look at the home page of a portal, tell its platform, find its columns and write a portal file for a "
            "person to confirm, also where no column was found. Exit codes are those of scrapy discover."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what the home page may not tell."""
        super().add_options(parser)
        parser.add_argument("--id", dest="portal_id", help="default: the host without www and .gov.cn")
        parser.add_argument("--division", help="division code of the county; default: from 网站标识码")
        parser.add_argument("--title", help="what the portal is called; default: the title of its home page")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Search the portal, and write its file into the last folder of portal files."""
        if len(args) != 1 or not args[0].startswith(("http://", "https://")):
            message = "exactly one address, http:// or https://"
            raise UsageError(message, print_help=False)
        parts = urlsplit(args[0])
        name = opts.portal_id or _name(parts.hostname or "")
        path = portal_folders()[-1] / f"{name}.toml"
        if not PORTAL_ID.match(name) or any((folder / path.name).exists() for folder in portal_folders()):
            message = f"no new id: {name!r}; choose one with --id"
            raise UsageError(message, print_help=False)
        if opts.division and not re.fullmatch(r"\d{6}", opts.division):
            message = f"--division {opts.division}: six digits"
            raise UsageError(message, print_help=False)
        start = parts.path or "/"
        columns = tuple(Column(url=DISCOVER, role=role, start=(start,)) for role in Role if role.is_walked)
        provisional = {"id": name, "title": opts.title or name, "division_code": UNKNOWN, "hosts": [parts.netloc],
                       "scheme": parts.scheme, "columns": columns}  # fmt: skip
        spider, self.exitcode = run_discovery(
            self.crawler_process, Portal.model_validate(provisional), opts.spargs
        )
        if spider is None or not spider.home or self.exitcode in {CRASHED, BLOCKED}:
            sys.stderr.write("nothing written: the home page could not be read\n")
            self.exitcode = self.exitcode or CRASHED
            return
        found = SITE_CODE.search(spider.home)
        division = opts.division or (found.group(1) if found else None)
        if division is None:
            sys.stderr.write("nothing written: the home page prints no 网站标识码; say --division\n")
            self.exitcode = 2
            return
        proposals = spider.proposals
        text = render_portal(
            title=opts.title or _title(spider.home) or name,
            division_code=division,
            host=parts.netloc,
            scheme=parts.scheme,
            platforms=sorted({one.platform for one in proposals if one.platform}),
            columns=columns_of(proposals),
            on=datetime.now(UTC).date(),
        )
        replace_text(path, text)
        sys.stdout.write(f"{render(proposals)}{path} written; look at it, then scrapy checkportals\n")


def _name(host: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"^www\.|\.gov\.cn$", "", host.lower())).strip("_")


def _title(home: str) -> str:
    tree = parse_fragment(home)
    return "" if tree is None else " ".join("".join(tree.xpath("//title//text()")).split())
