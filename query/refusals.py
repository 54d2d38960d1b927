"""Refuses what a search names and nothing is called: an empty answer would read as nothing there."""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches

from sqlalchemy import Connection, Engine, select

from checks.registry import checks
from parsers.forms.form import forms
from query.division_choice import DivisionUnknown, choose_division
from query.portal_reports import PortalUnknown
from query.problems import FORMATS
from query.shown import division_prefix, in_division
from storage.models import portal, publisher
from storage.portal_folders import described_portals
from storage.unit_of_work import read

MOST_NAMED = 6


class FilterUnknown(LookupError):
    """A search names a check, a part of the narrative or a format that there is not."""

    def __init__(self, what: str, asked: str, known: Iterable[str]) -> None:
        names = sorted(known)
        near = get_close_matches(asked, names, MOST_NAMED) or names
        beyond = " and others" if len(names) > MOST_NAMED else ""
        super().__init__(f"no {what} is called {asked!r}; there are {', '.join(near[:MOST_NAMED])}{beyond}")


def refuse_unknown(engine: Engine, search: object) -> None:
    """Raise `PortalUnknown`, `query.division_choice.DivisionUnknown` or `FilterUnknown` for what a search names."""
    for name, refuse in _REFUSALS.items():
        asked = getattr(search, name, None)
        if asked is not None:
            refuse(engine, asked)


def refuse_unknown_portal(engine: Engine, asked: str) -> None:
    """Raise `PortalUnknown` for a portal that the archive never visited and no file describes."""
    if asked in described_portals():
        return
    visited = read(engine, lambda connection: tuple(connection.scalars(select(portal.c.id))))
    if asked not in visited:
        raise PortalUnknown(asked, visited)


def _refuse_unknown_division(engine: Engine, asked: str) -> None:
    """Take codes of the country, and beginnings of codes of this archive."""

    def is_held(connection: Connection) -> bool:
        return connection.scalar(select(publisher.c.id).where(in_division(asked)).limit(1)) is not None

    if division_prefix(asked).isdecimal():
        try:
            choose_division(asked)
        except DivisionUnknown:
            if read(engine, is_held):
                return
        else:
            return
    raise DivisionUnknown(asked)


def _refuse_unknown_section(_: Engine, asked: str) -> None:
    known = {part.key for form in forms().values() for part in form.sections}
    if asked not in known:
        raise FilterUnknown("part of the narrative", asked, known)


def refuse_unknown_format(asked: str) -> None:
    """Raise `FilterUnknown` for a format that no file has: a short name, or a media type without one."""
    if asked not in FORMATS and "/" not in asked:
        raise FilterUnknown("format", asked, FORMATS)


def _refuse_unknown_check(_: Engine, asked: str) -> None:
    known = {check.id for check in checks()}
    if asked not in known:
        raise FilterUnknown("check", asked, known)


_REFUSALS: Mapping[str, Callable[[Engine, str], None]] = {
    "portal_id": refuse_unknown_portal,
    "division_code": _refuse_unknown_division,
    "section": _refuse_unknown_section,
    "format": lambda _, asked: refuse_unknown_format(asked),
    "check": _refuse_unknown_check,
    "finding": _refuse_unknown_check,
    "has_finding": _refuse_unknown_check,
}
