"""Reports by publisher, division, year, finding and the days on which they were published: who was late, say."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BeforeValidator

from checks.catalogue import catalogue
from query.division_choice import choose_division
from query.reports import ReportSearch
from query.web.api.cursors import REPORT_KEY, CursorParameter, cursor_of, key_of
from query.web.asked import Asked, AskedNow
from query.web.choices import Words, Year, nothing_if_empty, years_between

router = APIRouter()
AT_ONCE = 50
Day = Annotated[date | None, BeforeValidator(nothing_if_empty), Query()]


@dataclass(frozen=True, slots=True)
class Fields:
    """The filters as they were filled in."""

    publisher: str
    division: str
    first: int | None
    last: int | None
    finding: str
    published_from: date | None
    published_to: date | None

    @property
    def values(self) -> dict[str, Any]:
        """The filters as values of an address."""
        return {name: getattr(self, name) for name in self.__slots__}

    def search(self, asked: Asked) -> ReportSearch:
        """Find out which division and publisher are meant. Raises where that is unknown or ambiguous."""
        year = self.first if self.first == self.last else None
        chosen = asked.archive.choose_publisher(self.publisher, year) if self.publisher else None
        days = (self.published_from, self.published_to)
        return ReportSearch(
            publisher_id=chosen.publisher.id if chosen else None,
            division_code=choose_division(self.division).code if self.division else None,
            years=years_between(self.first, self.last),
            has_finding=self.finding or None,
            published=days if any(days) else None,
            as_of=asked.as_of,
        )


def fields(
    *,
    publisher: Words = "",
    division: Words = "",
    first: Year = None,
    last: Year = None,
    finding: Words = "",
    published_from: Day = None,
    published_to: Day = None,
) -> Fields:
    """Read the filters."""
    return Fields(publisher.strip(), division.strip(), first, last, finding, published_from, published_to)


@router.get("/reports")
def reports(
    asked: AskedNow, filters: Annotated[Fields, Depends(fields)], cursor: CursorParameter = None
) -> Response:
    """List reports by publisher and year, page by page."""
    search = replace(filters.search(asked), after=key_of(cursor, REPORT_KEY))
    page = asked.archive.page_of_reports(search, AT_ONCE)
    return asked.page(
        "report_list.html", fields=filters, page=page, checks=catalogue(), next=cursor_of(page.after)
    )
