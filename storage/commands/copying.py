"""`gongkai copy`: move an archive from one database to another."""

from collections.abc import Callable
from typing import Annotated

import typer

from storage.commands.terminal import below_help, failed, progress_bar, say
from storage.copying import ArchiveNotEmpty, CopyDiffers, copy_archive
from storage.database import open_engine

EXAMPLES = ("gongkai copy data/archive.sqlite postgresql://localhost/gongkai",)


def copying(guard: Callable[[Callable[..., None]], Callable[..., None]]) -> typer.Typer:
    """Return the command, to be mounted without a name of its own."""
    app = typer.Typer()

    @app.command(epilog=below_help(*EXAMPLES))
    @guard
    def copy(
        source: Annotated[
            str, typer.Argument(metavar="SOURCE", help="The archive to copy: a path or an SQLAlchemy URL.")
        ],
        target: Annotated[
            str,
            typer.Argument(metavar="TARGET", help="Where to: an empty database, or a path without a file."),
        ],
    ) -> None:
        """Copy an archive's database, between SQLite and Postgres, and compare every row.

        It is kept whole or not at all. The files below GONGKAI_DATA are not touched: both databases
        tell of the same bytes.
        """
        old = open_engine(source, is_read_only=True)
        new = open_engine(target)
        try:
            with progress_bar("copying") as progress:
                copied = copy_archive(old, new, progress)
        except (ArchiveNotEmpty, CopyDiffers) as failure:
            raise failed(str(failure)) from failure
        finally:
            old.dispose()
            new.dispose()
        for content in copied:
            say(f"{content.table:20}{content.row_count:>12}  {content.digest[:16]}")
        say(f"{sum(content.row_count for content in copied)} rows copied and compared")

    return app
