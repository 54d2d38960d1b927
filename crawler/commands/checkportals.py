"""``scrapy checkportals``: every portal file is read, and every mistake of every file is named."""

import argparse
import sys

from scrapy.commands import ScrapyCommand

from crawler.portal import PortalFileError, load_portals
from storage.portal_folders import portal_folders

WRONG = 2


class Command(ScrapyCommand):
    """Check all portal files; exit 2 when one has a mistake."""

    requires_project = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        """Return the line in the list of commands."""
        return "Check all portal files, those of GONGKAI_PORTALS too, and name every mistake"

    def long_desc(self) -> str:
        """Return what stands at the top of the help."""
        return (
            "Check all portal files, those of GONGKAI_PORTALS too, and name every mistake of every file. "
            "Exit codes: 0 none, 2 mistakes."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read all files; the folders are those that a crawl reads."""
        del args, opts
        try:
            portals = load_portals()
        except PortalFileError as error:
            sys.stderr.write(f"{error}\n")
            self.exitcode = WRONG
            return
        folders = ", ".join(str(folder) for folder in portal_folders())
        sys.stdout.write(f"{len(portals)} portals without a mistake in {folders}\n")
