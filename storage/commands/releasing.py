"""`gongkai release` and `gongkai verify-release`."""

import os
from pathlib import Path
from typing import Annotated

import typer

from storage.archive import Archive
from storage.backup import file_digest
from storage.blobs import BlobDamaged, BlobMissing
from storage.commands.checking import ArchiveOption, Manners
from storage.commands.terminal import below_help, failed, progress_bar, say, wrong
from storage.release.checksums import SUMS
from storage.release.labels import LabelUnfit
from storage.release.names import NameUnfit

MISSING = "releases need the extra analysis ({} is not there): pip install 'gongkai[analysis]'"

EXAMPLES_OF_RELEASE = (
    "GONGKAI_CONTACT=https://your.site/errors gongkai release --with-originals",
    "gongkai release --label 2026.11.1 --out /srv/releases --since /srv/releases/2026.10.1",
)
EXAMPLES_OF_VERIFYING = ("gongkai verify-release data/releases/2026.11.1",)


def add_release(app: typer.Typer, manners: Manners) -> None:
    """Add the command to the program."""

    @app.command(epilog=below_help(*EXAMPLES_OF_RELEASE))
    @manners.guard
    def release(
        context: typer.Context,
        *,
        label: Annotated[
            str | None,
            typer.Option(
                "--label", metavar="YYYY.MM.N", help="Default: the next of the archive's last month."
            ),
        ] = None,
        out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where releases are.")] = Path(
            "data/releases"
        ),
        since: Annotated[
            Path | None,
            typer.Option(
                "--since",
                metavar="FOLDER",
                help="The release to compare with; default the one before in --out.",
            ),
        ] = None,
        has_originals: Annotated[
            bool, typer.Option("--with-originals", help="Put the original files in, too.")
        ] = False,
        archive: ArchiveOption = None,
    ) -> None:
        """Make an immutable, numbered folder of the archive as it is: SQLite, Parquet, CSV, Stata, codebook, sums.

        The same archive gives the same bytes. A release that is there is never overwritten. GONGKAI_CONTACT is
        named as the place to report errors.
        """
        try:
            from storage.release.making import ReleaseRefused, make_release  # noqa: PLC0415  # an extra
            from storage.release.snapshot import NothingToRelease  # noqa: PLC0415
        except ImportError as missing:
            raise failed(MISSING.format(missing.name)) from missing
        with (
            Archive.open(archive or context.obj, is_read_only=True) as opened,
            progress_bar("releasing") as progress,
        ):
            try:
                path, made = make_release(
                    opened.engine,
                    opened.blobs,
                    out,
                    label=label,
                    since=since,
                    has_originals=has_originals,
                    contact=os.environ.get("GONGKAI_CONTACT", "").strip() or None,
                    progress=progress,
                )
            except LabelUnfit as failure:
                raise wrong(str(failure)) from failure
            except (
                ReleaseRefused, NothingToRelease, NameUnfit, BlobMissing, BlobDamaged, OSError,
            ) as failure:  # fmt: skip
                raise failed(str(failure)) from failure
        say(f"{made.report_count} reports are in {path}, as of {made.as_of:%Y-%m-%d %H:%M:%S} UTC")
        say(f"publish with it the SHA-256 of its {SUMS}: {file_digest(path / SUMS)}")
        if made.contact is None:
            typer.echo("gongkai: it names nobody to report errors to: set GONGKAI_CONTACT", err=True)
        for (change, cause), number in sorted(made.changes.items()):
            say(f"  {number} {change} ({cause}) since {made.previous}")


def add_verify_release(app: typer.Typer, manners: Manners) -> None:
    """Add the command to the program."""

    @app.command("verify-release", epilog=below_help(*EXAMPLES_OF_VERIFYING))
    @manners.guard
    def verify(
        folder: Annotated[
            Path, typer.Argument(metavar="FOLDER", help="The release: data/releases/2026.11.1.")
        ],
    ) -> None:
        """Hash every file of a release again, and prove that its tables are whole and agree with its database.

        Exit code 1 when something is wrong; each is named.
        """
        try:
            from storage.release.verification import verify_release  # noqa: PLC0415  # an extra
        except ImportError as missing:
            raise failed(MISSING.format(missing.name)) from missing
        with progress_bar("verifying") as progress:
            wrongs = list(verify_release(folder, progress))
        if wrongs:
            raise failed(*wrongs)
        said = file_digest(folder / SUMS)
        say(f"{folder.resolve().name} is whole: every file is as its {SUMS} says")
        say(f"it is the release that was published if the SHA-256 of {SUMS} was published as {said}")
