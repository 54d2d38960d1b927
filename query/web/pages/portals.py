"""Where reports are published: portals, how their crawls went, and what is missing from them."""

from datetime import datetime

from fastapi import APIRouter, Response

from query.coverage import State
from query.web.api.cursors import PUBLISHER_KEY, CursorParameter, cursor_of, key_of
from query.web.asked import AskedNow
from query.web.choices import Words

router = APIRouter()
AT_ONCE = 50
CRAWLS = 10  # the latest of a portal
PUBLISHERS = 100  # of a matrix, on one page


@router.get("/portals")
def portals(asked: AskedNow, cursor: CursorParameter = None) -> Response:
    """List portals with their last crawls."""
    page = asked.archive.page_of_portals(AT_ONCE, key_of(cursor, PUBLISHER_KEY))
    return asked.page("portals.html", page=page, next=cursor_of(page.after))


@router.get("/portals/{portal}")
def portal(asked: AskedNow, portal: str) -> Response:
    """Show how the latest crawls of a portal went."""
    line = asked.archive.portal(portal)
    return asked.page("portal.html", portal=line, crawls=asked.archive.crawls(portal, CRAWLS))


@router.get("/coverage")
def coverage(asked: AskedNow, cursor: CursorParameter = None) -> Response:
    """Count the reports of each portal by year."""
    page = asked.archive.page_of_portals(AT_ONCE, key_of(cursor, PUBLISHER_KEY))
    years = sorted({year for line in page.portals for year in line.report_counts})
    return asked.page("coverage.html", page=page, years=years, next=cursor_of(page.after))


@router.get("/coverage/{portal}")
def matrix(asked: AskedNow, portal: str, after: Words = "") -> Response:
    """Tell publisher by publisher and year by year what a portal has, and what is missing."""
    day = asked.as_of.date() if isinstance(asked.as_of, datetime) else asked.as_of
    found = asked.archive.page_of_coverage(portal, PUBLISHERS, after or None, as_of=day)
    return asked.page("coverage_portal.html", coverage=found, states=tuple(state.value for state in State))
