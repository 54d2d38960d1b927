"""``scrapy import-warc FILE...``: captures of older crawls, ours or others', at their own dates.

0 all was read, 1 nothing could be read or the archive failed, 2 wrong usage, 3 a file is damaged: what stands
before the damage was imported.
"""  # noqa: N999  # Scrapy takes the name of the command from the module

import argparse
import importlib.metadata
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.portal import PortalFileError, load_portals
from crawler.warc_import import Tally, WarcImport
from storage.archive import Archive
from storage.commands.terminal import progress_bar
from storage.isolation import IsolatedReading

DONE, FAILED, DAMAGED = 0, 1, 3


class Command(ScrapyCommand):
    """Import WARC files."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """Return the usage line."""
        return "[options] FILE..."

    def short_desc(self) -> str:
        """Return the line in the list of commands."""
        return "Bring captures out of WARC files into the archive, at their own dates"

    def long_desc(self) -> str:
        """Return what stands at the top of the help."""
        return (
            "Bring captures out of WARC files, ours or others', into the archive, at their own dates; what is known "
            "already is left. Exit codes: 0 all was read, 1 nothing could be read or the archive failed, 2 wrong usage, "
            "3 a file is damaged: what stands before the damage was imported."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Import, and say what came of it."""
        del opts
        paths = [Path(name) for name in args]
        missing = [str(path) for path in paths if not path.is_file()]
        if not paths or missing:
            message = f"no such file: {', '.join(missing)}" if missing else "at least one WARC file"
            raise UsageError(message, print_help=False)
        try:
            portals = load_portals()
        except PortalFileError as error:
            raise UsageError(str(error), print_help=False) from None
        reading = IsolatedReading()
        try:
            with Archive.open(reader=reading.reader()) as archive, progress_bar("importing") as progress:
                release = importlib.metadata.version("gongkai")
                tally = WarcImport(archive, portals.values(), release).run(paths, progress)
        except Exception as error:  # noqa: BLE001  # databases fail in their own ways, and only storage knows them
            sys.stderr.write(f"import-warc: {type(error).__name__}: {error}".partition("\n")[0] + "\n")
            self.exitcode = FAILED
            return
        finally:
            reading.close()
        sys.stdout.write(render(tally))
        for damage in tally.damaged:
            sys.stderr.write(f"import-warc: {damage}\n")
        if tally.damaged:
            self.exitcode = DAMAGED if tally.read else FAILED


def render(tally: Tally) -> str:
    """Return what an import came to, as text."""
    where = f" of {', '.join(sorted(tally.portals))}" if tally.portals else ""
    return (
        f"{tally.read} answers read; {tally.imported} visits imported{where}, {tally.known} known already, "
        f"{tally.new_versions} new versions\n"
    )
