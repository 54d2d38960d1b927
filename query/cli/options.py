"""Options that commands share, and what they mean."""

import re
from enum import StrEnum
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


class Language(StrEnum):
    """In which language findings are told."""

    ZH = "zh"
    EN = "en"


LanguageOption = Annotated[Language, typer.Option("--lang", help="en adds English to findings.")]


class DriverMissing(Exception):
    """The archive is of a kind of database that nothing installed here speaks to."""


YEARS: Final = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")


def open_archive(context: typer.Context, named: str | None) -> Archive:
    """Open the archive that the command names, else the one named before the command, else the usual."""
    try:
        return Archive.open(named or context.obj)
    except ModuleNotFoundError as failure:
        message = f"this kind of database needs the Python package {failure.name}, which is not installed"
        raise DriverMissing(message) from failure


def single_year(years: tuple[int, int] | None) -> int | None:
    """Return the year of a range of one, None for others: what tells publishers of one name apart."""
    return years[0] if years and years[0] == years[1] else None


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
