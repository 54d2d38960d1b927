"""`gongkai backup` and `gongkai restore`."""

from pathlib import Path
from typing import Annotated

import typer

from storage.archive import Archive, utc_now
from storage.backup import BackupDamaged, BackupRefused, back_up
from storage.commands.checking import ArchiveOption, Manners
from storage.commands.terminal import below_help, failed, progress_bar, say, wrong
from storage.place import find_place
from storage.restore import restore

EXAMPLES_OF_BACKUP = (
    "gongkai backup /srv/backups/gongkai",
    "gongkai backup /srv/backups/gongkai --hard-links",
)
EXAMPLES_OF_RESTORE = ("gongkai restore /srv/backups/gongkai --archive new/archive.sqlite",)
FolderArgument = Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the backup is, or will be.")]


def add_backup(app: typer.Typer, manners: Manners) -> None:
    """Add the command to the program."""

    @app.command(epilog=below_help(*EXAMPLES_OF_BACKUP))
    @manners.guard
    def backup(
        context: typer.Context,
        folder: FolderArgument,
        *,
        has_hard_links: Annotated[
            bool,
            typer.Option("--hard-links", help="Link blobs instead of copying them, on the same disk."),
        ] = False,
        archive: ArchiveOption = None,
    ) -> None:
        """Copy the database as of one moment and all bytes it names, each hashed. Crawls may go on.

        Into the same folder again it copies only what is new. WARC files are not part of it.
        """
        with (
            Archive.open(archive or context.obj, is_read_only=True) as opened,
            progress_bar("backing up") as progress,
        ):
            try:
                manifest = back_up(
                    opened.engine,
                    opened.blobs,
                    folder,
                    clock=utc_now,
                    has_hard_links=has_hard_links,
                    progress=progress,
                )
            except BackupRefused as failure:
                raise wrong(str(failure)) from failure
            except (BackupDamaged, OSError) as failure:
                raise failed(str(failure)) from failure
        say(f"database and {manifest.blob_count} blobs are in {folder}")
        if manifest.lost:
            raise failed(*manifest.lost)


def add_restore(app: typer.Typer, manners: Manners) -> None:
    """Add the command to the program."""

    @app.command("restore", epilog=below_help(*EXAMPLES_OF_RESTORE))
    @manners.guard
    def restore_(context: typer.Context, folder: FolderArgument, *, archive: ArchiveOption = None) -> None:
        """Make an archive from a backup, where none is. An archive in the way is never overwritten."""
        place = find_place(archive or context.obj)
        with progress_bar("restoring") as progress:
            try:
                manifest = restore(folder, place, progress)
            except BackupRefused as failure:
                raise wrong(str(failure)) from failure
            except (BackupDamaged, OSError) as failure:
                raise failed(str(failure)) from failure
        say(f"restored the archive of {manifest.begun_at}: {manifest.blob_count} blobs")
        if manifest.lost:
            raise failed(*(f"not in the backup: {one}" for one in manifest.lost))
