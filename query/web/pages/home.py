"""The first page: reports found by name, words, year; and what this archive is."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from query.reports import ReportSearch
from query.web.asked import AskedNow

router = APIRouter()
AT_ONCE = 50


@router.get("/")
def home(
    asked: AskedNow,
    q: Annotated[str, Query(max_length=200)] = "",
    year: Annotated[int | None, Query(ge=2008, le=2100)] = None,
) -> Response:
    """List the reports whose publisher, title or text has every word that was asked for."""
    search = ReportSearch(
        words=tuple(q.split()), years=(year, year) if year else None, limit=AT_ONCE, as_of=asked.as_of
    )
    return asked.page("home.html", found=asked.archive.find(search), words=q, year=year)
