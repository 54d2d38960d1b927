"""Options that commands share, and what they mean."""

import re
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Final

import typer

from query.archive import Archive
from query.division_choice import choose_division
from query.moments import Moment

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

CsvOption = Annotated[bool, typer.Option("--csv", help="Print lines of CSV.")]
DivisionOption = Annotated[
    str | None,
    typer.Option("--division", metavar="CODE|NAME", help="Only this division and all below: 33, 临安区."),
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="What the archive showed at the end of this day (UTC)."),
]

PublishedOption = Annotated[
    str | None,
    typer.Option(
        "--published", metavar="FROM..TO", help="Published on these days: 2021-04-01.. or ..2021-03-31."
    ),
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


def one_format(*, as_json: bool, as_csv: bool) -> None:
    """Refuse two formats at once."""
    if as_json and as_csv:
        message = "one of --json and --csv"
        raise typer.BadParameter(message, param_hint="--csv")


def division_code(asked: str | None) -> str | None:
    """Return the code that a name of a division means; a code is what it is."""
    return asked if asked is None or asked.isdigit() else choose_division(asked).code


def moment_of(asked: str | None, hint: str = "--as-of") -> Moment | None:
    """Read a day (2026-11-20) or an instant (2026-11-20T12:00:00Z; UTC where it says no zone)."""
    if asked is None:
        return None
    try:
        if len(asked) == len("2026-11-20"):
            return date.fromisoformat(asked)
        instant = datetime.fromisoformat(asked)
    except ValueError as failure:
        message = f"{asked!r} is neither a day (2026-11-20) nor an instant (2026-11-20T12:00:00Z)"
        raise typer.BadParameter(message, param_hint=hint) from failure
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def day_range(asked: str | None, hint: str = "--published") -> tuple[date | None, date | None] | None:
    """Read 2021-01-01..2021-03-31; either end may be left open, and one day stands for itself."""
    if asked is None:
        return None
    first, dots, last = asked.partition("..")
    try:
        begin = date.fromisoformat(first) if first else None
        end = begin if not dots else date.fromisoformat(last) if last else None
    except ValueError as failure:
        message = f"{asked!r} are no days: 2021-01-01..2021-03-31"
        raise typer.BadParameter(message, param_hint=hint) from failure
    if (begin is None and end is None) or (begin and end and end < begin):
        message = f"{asked!r} holds no day"
        raise typer.BadParameter(message, param_hint=hint)
    return begin, end


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
