"""``scrapy export-wacz PORTAL[/CRAWL]``: the evidence of a portal, or of one crawl of it, as one WACZ file.

0 written, 1 something of it is not there or cannot be read, 2 wrong usage.
"""  # noqa: N999  # Scrapy takes the name of the command from the module

import argparse
import importlib.metadata
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from warcio.exceptions import ArchiveLoadFailed

from crawler.evidence import warc_folder
from crawler.wacz import Handover, write_wacz
from storage.archive import Archive
from storage.commands.terminal import progress_bar
from storage.evidence import EvidentVisit

FAILED = 1


class Command(ScrapyCommand):
    """Export evidence."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """Return the usage line."""
        return "[options] PORTAL[/CRAWL]"

    def short_desc(self) -> str:
        """Return the line in the list of commands."""
        return "Hand over the evidence of a portal, or of one crawl of it by its number, as a WACZ file"

    def long_desc(self) -> str:
        """Return what stands at the top of the help."""
        return (
            "Write the WARC segments of a portal, or of one crawl of it by its number, as one WACZ 1.1.1 file with an "
            "index and the digests of all, to be replayed anywhere. "
            "Exit codes: 0 written, 1 something of it is not there or cannot be read, 2 wrong usage."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add where the file is written."""
        super().add_options(parser)
        parser.add_argument(
            "-o", "--output", metavar="FILE", help="default: PORTAL.wacz or PORTAL-CRAWL.wacz"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Gather the segments that the captures name, and write them."""
        portal, _, number = args[0].partition("/") if len(args) == 1 else ("", "", "")
        if not portal or (number and not number.isdecimal()):
            message = "exactly one PORTAL, or PORTAL/CRAWL with the number of a crawl"
            raise UsageError(message, print_help=False)
        target = Path(opts.output or f"{args[0].replace('/', '-')}.wacz")
        with Archive.open(is_read_only=True) as archive:
            visits = archive.evident_visits(portal, int(number) if number else None)
        names = tuple(dict.fromkeys(visit.warc_file for visit in visits))
        missing = [name for name in names if not (warc_folder() / name).is_file()]
        if not names or missing:
            self._fail(
                f"not in {warc_folder()}: {', '.join(missing)}" if missing else f"no evidence of {args[0]}"
            )
            return
        try:
            with progress_bar("exporting") as progress:
                write_wacz(target, _handover(args[0], names, visits), progress)
        except (OSError, ArchiveLoadFailed) as error:
            self._fail(str(error))
            return
        sys.stdout.write(f"{target}: {len(names)} segments, {len(visits)} visits\n")

    def _fail(self, why: str) -> None:
        sys.stderr.write(f"export-wacz: {why}\n")
        self.exitcode = FAILED


def _handover(title: str, names: Sequence[str], visits: Sequence[EvidentVisit]) -> Handover:
    segments = [(name.replace("/", "-"), warc_folder() / name) for name in names]
    release = importlib.metadata.version("gongkai")
    return Handover(title, segments, visits, f"gongkai {release}", datetime.now(UTC))
