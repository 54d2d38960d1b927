"""Options that commands share, and what they mean."""

import re
from typing import Annotated, Final

import typer

from query.archive import Archive

JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
ArchiveOption = Annotated[
    str | None,
    typer.Option(
        "--archive",
        metavar="PATH|URL",
        help="The archive: an SQLite file or an SQLAlchemy URL. Default: GONGKAI_ARCHIVE, else data/archive.sqlite.",
    ),
]
PublisherOption = Annotated[
    str,
    typer.Option(
        "--publisher", "-p", metavar="NAME", help="Id, canonical name, short name or name as printed."
    ),
]
AnyPublisherOption = Annotated[
    str | None,
    typer.Option("--publisher", "-p", metavar="NAME", help="Only this publisher: id or any of its names."),
]
YearOption = Annotated[int, typer.Option("--year", "-y", metavar="YEAR", help="The year reported on.")]
YearsOption = Annotated[
    str | None,
    typer.Option("--year", "--years", "-y", metavar="YEARS", help="Years reported on: 2020, or 2019-2021."),
]

YEARS: Final = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")


def open_archive(context: typer.Context, named: str | None) -> Archive:
    """Open the archive that the command names, else the one named before the command, else the usual."""
    return Archive.open(named or context.obj)


def year_range(asked: str | None) -> tuple[int, int] | None:
    """Read 2020 or 2019-2021. Anything else is wrong usage."""
    if asked is None:
        return None
    found = YEARS.fullmatch(asked.strip())
    if found is None:
        message = f"{asked!r} is neither a year (2020) nor years (2019-2021)"
        raise typer.BadParameter(message, param_hint="--years")
    first, last = int(found[1]), int(found[2] or found[1])
    if last < first:
        message = f"{asked!r} ends before it begins"
        raise typer.BadParameter(message, param_hint="--years")
    return first, last
