"""When a portal was searched completely, and for the reports of which years."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from storage.crawl import CrawlVerdict
from storage.models import crawl


@dataclass(frozen=True, slots=True)
class Searches:
    """The complete crawls of a portal: when each began, and for which years (None: for all)."""

    crawls: tuple[tuple[date, tuple[int, int] | None], ...]

    def between(self, year: int, day: date, last: date) -> bool:
        """Whether the portal was searched for the reports of a year after a day, and until another."""
        return any(
            day < began <= last and (years is None or years[0] <= year <= years[1])
            for began, years in self.crawls
        )


def searches_of(connection: Connection, portal_id: str) -> Searches:
    """Return the crawls that would have found any report of their years: complete, of all publishers."""
    query = select(crawl.c.started_at, crawl.c.arguments).where(
        crawl.c.portal_id == portal_id, crawl.c.verdict == CrawlVerdict.COMPLETE.value
    )
    return Searches(tuple(_searches(connection.execute(query))))


def _searches(rows: Any) -> Iterator[tuple[date, tuple[int, int] | None]]:  # noqa: ANN401 - a cursor
    for started_at, arguments in rows:
        if not _is_of_a_part(arguments):
            years = [int(year) for year in re.findall(r"\d{4}", str(arguments.get("years") or ""))]
            yield started_at.date(), (min(years), max(years)) if years else None


def _is_of_a_part(arguments: Mapping[str, Any]) -> bool:
    return any(arguments.get(name) for name in ("units", "sample"))
