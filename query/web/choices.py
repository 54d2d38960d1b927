"""What forms of several pages let a reader choose. A field that was left empty is not asked for."""

from typing import Annotated

from fastapi import Query
from pydantic import BeforeValidator, Field

from storage.searches import FIRST_YEAR

LAST_YEAR = 2100


def nothing_if_empty(said: object) -> object:
    """Take an empty field for one that was not sent."""
    return None if said == "" else said


_Known = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Year = Annotated[_Known | None, BeforeValidator(nothing_if_empty), Query()]
Words = Annotated[str, Query(max_length=200)]


def years_between(first: int | None, last: int | None) -> tuple[int, int] | None:
    """Return the years from ``first`` to ``last``; either end may be open, and in whichever order they stand."""
    if first is None and last is None:
        return None
    begin, end = first or FIRST_YEAR, last or LAST_YEAR
    return min(begin, end), max(begin, end)
