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
    """The complete searches of a portal until a day."""

    found: tuple[Search, ...]

    def has_after(self, year: int, day: date) -> bool:
        """Whether the portal was searched for the reports of a year after a day of China."""
        after = local_days.end_of(day)
        return any(after < one.began_at and year in one.years for one in self.found)


def searches_of(connection: Connection, portal_id: str, until: date) -> Searches:
    """Return the crawls that would have found any report of their years: complete, of all publishers.

    Only those that were finished by the end of a day: what another would have found nobody knew yet. One without
    an end is running, or was killed.
    """
    is_finished = crawl.c.finished_at <= end_of(until)
    query = select(*COLUMNS).where(crawl.c.portal_id == portal_id, is_complete(), is_finished)
    return Searches(tuple(searches_among(connection.execute(query))))
