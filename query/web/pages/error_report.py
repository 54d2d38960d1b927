"""How to report an error, where the site names no mail address that a link could open."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from query.web.asked import AskedNow

router = APIRouter()


@router.get("/report-an-error")
def error_report(asked: AskedNow, about: Annotated[str, Query(max_length=500)] = "") -> Response:
    """Say what to write, and to whom."""
    # Only a path of this site: the page must lead nowhere else.
    is_ours = about.startswith("/") and not about.startswith("//")
    return asked.page("error_report.html", about=asked.absolute(about) if is_ours else "")
