"""The pasts of a report's page, for programs that travel in time (RFC 7089)."""

from fastapi import APIRouter, Response

from query.web.asked import AskedNow
from query.web.memento import timemap as written

router = APIRouter()


@router.get("/r/{publisher}/{year}/timemap")
def timemap(asked: AskedNow, publisher: str, year: int) -> Response:
    """List every moment at which the archive began to show something else of the report."""
    body = written(asked, asked.archive.showings(publisher, year))
    return asked.answer(Response(body, media_type="application/link-format"))
