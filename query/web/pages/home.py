"""The first page: a publisher found by its name, with its reports; and what this archive is and holds."""

from fastapi import APIRouter, Response

from query.publisher_list import PublisherSearch
from query.web.asked import AskedNow
from query.web.choices import Words, Year
from query.web.language import Language

router = APIRouter()
AT_ONCE = 50


@router.get("/")
def home(asked: AskedNow, q: Words = "", year: Year = None) -> Response:
    """List the publishers whose name has what was asked for, with the years of their reports."""
    words = "".join(q.split())
    search = PublisherSearch(name=words, year=year)
    page = asked.archive.page_of_publishers(search, AT_ONCE) if words or year else None
    edition = asked.archive.edition(asked.as_of).told(is_chinese=asked.language is Language.ZH)
    return asked.page("home.html", page=page, words=q, year=year, size=asked.archive.size(), edition=edition)
