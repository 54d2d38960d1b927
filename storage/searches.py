"""Complete searches: the crawls that would have found any report of their years, on the lists of a portal.

Only of what they did not find can it be said that it was not there. A crawl of some units, or of a sample,
tells nothing of the rest; one that visits again what is known reads no list.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, or_

from storage.crawl import CrawlVerdict
from storage.local_days import day_of
from storage.models import crawl

FIRST_YEAR: Final = 2008  # the Regulation came into force on 1 May 2008
COLUMNS: Final = crawl.c.started_at, crawl.c.arguments
RECHECK: Final = "recheck"  # the mode that reads no list


@dataclass(frozen=True, slots=True)
class Search:
    """A complete search: when it began, and for the reports of which years."""

    began_at: datetime
    years: range


def is_complete(finishing: ColumnElement[int] | None = None) -> ColumnElement[bool]:
    """Tell whether a crawl is complete, or is the one that is ``finishing`` so, and read the lists."""
    is_done = crawl.c.verdict == CrawlVerdict.COMPLETE.value
    done = is_done if finishing is None else or_(is_done, crawl.c.id == finishing)
    return done & (crawl.c.mode != RECHECK)


def searches_among(rows: Iterable[Row[Any]]) -> Iterator[Search]:
    """Yield the searches for reports of everybody among complete crawls, of which the rows have `COLUMNS`."""
    for row in rows:
        if row.arguments.get("units") or row.arguments.get("sample"):
            continue
        all_years = f"{FIRST_YEAR}-{day_of(row.started_at).year - 1}"
        first, _, last = (row.arguments.get("years") or all_years).partition("-")
        yield Search(row.started_at, range(int(first), int(last or first) + 1))
