"""When a portal was searched completely, and for the reports of which years."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from query.moments import end_of
from storage import local_days
from storage.models import crawl
from storage.searches import COLUMNS, Search, is_complete, searches_among


@dataclass(frozen=True, slots=True)
class Searches:
    """The complete searches of a portal."""

    found: tuple[Search, ...]

    def between(self, year: int, day: date, last: date) -> bool:
        """Whether the portal was searched for the reports of a year after a day of China, and until another."""
        after, end = local_days.end_of(day), end_of(last)
        return any(after < one.began_at <= end and year in one.years for one in self.found)


def searches_of(connection: Connection, portal_id: str) -> Searches:
    """Return the crawls that would have found any report of their years: complete, of all publishers."""
    query = select(*COLUMNS).where(crawl.c.portal_id == portal_id, is_complete())
    return Searches(tuple(searches_among(connection.execute(query))))
