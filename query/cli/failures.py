"""Failures as a user meets them: what went wrong, what to do, and the exit code (1 failed, 2 wrong usage)."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

import typer
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from query.cli.options import DriverMissing
from query.cli.terminal import write_error
from query.division_choice import DivisionAmbiguous, DivisionUnknown
from query.indicators import KeyUnknown
from query.portal_reports import PortalUnknown
from query.publisher_choice import Candidate, PublisherAmbiguous, PublisherUnknown
from query.refusals import FilterUnknown
from query.series import FigureUnknown
from query.shown import ReportUnknown
from query.version_choice import VersionUnknown
from storage.database import ArchiveMissing
from storage.migrations.upgrade import ArchiveUnfit

P = ParamSpec("P")
R = TypeVar("R")

UNKNOWN = (
    ArchiveUnfit,
    DriverMissing,
    FigureUnknown,
    KeyUnknown,
    VersionUnknown,
)  # what their message says is all there is to say
MISSPELT = (DivisionAmbiguous, DivisionUnknown, FilterUnknown, PortalUnknown)
DONE, FAILED, WRONG_USAGE = 0, 1, 2
HOW_TO_BEGIN = (
    "Fill one with `make demo` (a small replica of four portals) or `scrapy crawl PORTAL -a years=2020`, "
    "or name another with --archive or GONGKAI_ARCHIVE."
)

NO_TEXT = "an argument is no text in the encoding of this locale; set one that knows Chinese, such as LC_ALL=C.UTF-8"


def tells_failures(command: Callable[P, R]) -> Callable[P, R]:
    """Let a command end with a message and an exit code instead of a traceback."""

    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        with _told_by_the_system(), told_failures():
            return command(*args, **kwargs)

    return told


@contextmanager
def told_failures() -> Iterator[None]:
    """Turn the failures that a user can do something about into messages."""
    try:
        yield
    except ArchiveMissing as failure:
        raise _end(f"{failure}. {HOW_TO_BEGIN}") from failure
    except PublisherAmbiguous as failure:
        raise _end(f"{failure}:\n{_listed(failure.candidates)}", WRONG_USAGE) from failure
    except PublisherUnknown as failure:
        near = f" Nearly so:\n{_listed(failure.near)}" if failure.near else ""
        raise _end(f"{failure}.{near or ' `gongkai find` lists all reports.'}") from failure
    except ReportUnknown as failure:
        held = ", ".join(map(str, failure.years))
        raise _end(f"{failure}. {f'It has {held}.' if held else 'It has none.'}") from failure
    except MISSPELT as failure:
        raise _end(str(failure), WRONG_USAGE) from failure
    except UNKNOWN as failure:
        raise _end(str(failure)) from failure
    except (ArgumentError, NoSuchModuleError) as failure:
        message = f"--archive is no database that can be opened: {failure}"
        raise _end(message, WRONG_USAGE) from failure
    except DBAPIError as failure:
        raise _end(f"the archive cannot be read: {failure.orig}") from failure


@contextmanager
def _told_by_the_system() -> Iterator[None]:
    """Turn what files, disks and pipes do into messages. Whoever stops reading (``| head``) has had enough."""
    try:
        yield
    except BrokenPipeError as failure:
        _drop_output()
        raise typer.Exit(DONE) from failure
    except UnicodeEncodeError as failure:
        raise _end(NO_TEXT, WRONG_USAGE) from failure
    except OSError as failure:
        where = f"{failure.filename}: " if failure.filename else ""
        raise _end(f"{where}{failure.strerror or failure}") from failure


def _drop_output() -> None:
    """Let what is still to be printed vanish, the flush at the end of the program, too."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _end(message: str, code: int = FAILED) -> typer.Exit:
    write_error(message)
    return typer.Exit(code)


def _listed(candidates: tuple[Candidate, ...]) -> str:
    return "\n".join(_candidate(one) for one in candidates)


def _candidate(one: Candidate) -> str:
    years = ", ".join(map(str, one.years)) or "no reports"
    printed = f"  printed {'、'.join(one.aliases)}" if one.aliases else ""
    return (
        f"  {one.publisher.id}  {one.publisher.name}  {one.publisher.division_code or '—'}  {years}{printed}"
    )
