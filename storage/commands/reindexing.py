"""`gongkai reindex`: make the index of words anew."""

import typer

from storage.archive import Archive
from storage.commands.checking import ArchiveOption, Manners
from storage.commands.terminal import below_help, progress_bar, say
from storage.search import rebuild_index
from storage.unit_of_work import run_in_transaction

EXAMPLES = ("gongkai reindex",)


def add_reindex(app: typer.Typer, manners: Manners) -> None:
    """Add the command to the program."""

    @app.command(epilog=below_help(*EXAMPLES))
    @manners.guard
    def reindex(context: typer.Context, *, archive: ArchiveOption = None) -> None:
        """Make the index of `gongkai search` anew from the sections. Needed only where `gongkai fsck` says so.

        Whole or not at all; until it is done, searches are answered from the old one.
        """
        with (
            Archive.open(archive or context.obj, must_exist=True) as opened,
            progress_bar("indexing") as progress,
        ):
            count = run_in_transaction(opened.engine, lambda connection: rebuild_index(connection, progress))
        say(f"{count} sections can be searched")
