"""Who reports, on which portals, in which crawls, by which files."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Response

from query.answers import CrawlAnswer
from query.coverage import CoverageAnswer
from query.files import FileMetadata
from query.publisher_list import PublisherLine, PublisherSearch
from query.tables import table_of_coverage, table_of_crawls, table_of_publishers
from query.web.api.asking import (
    CSV_TOO,
    AskedNow,
    FirstYear,
    FormatParameter,
    Id,
    LastYear,
    Limit,
    PortalQuery,
    PublisherPath,
    answer,
    years_of,
)
from query.web.api.cursors import PUBLISHER_KEY, CursorParameter, cursor_of, key_of

MOST_YEARS = 50
router = APIRouter(tags=["publishers, portals, files"])


@dataclass(frozen=True, slots=True)
class Publishers:
    """Some publishers, by their ids."""

    publishers: tuple[PublisherLine, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Coverage(CoverageAnswer):
    """The counts of a matrix, and the lines of some publishers."""

    next: str | None = None


@dataclass(frozen=True, slots=True)
class Crawls:
    """Crawls by portal, the latest first."""

    crawls: tuple[CrawlAnswer, ...]


@router.get("/publishers", response_model=Publishers, responses=CSV_TOO, summary="Who reports, page by page")
def publishers(
    asked: AskedNow,
    *,
    unresolved: Annotated[bool, Query(description="only those of whom nobody knows who they are")] = False,
    limit: Limit = 100,
    cursor: CursorParameter = None,
    form: FormatParameter = None,
) -> Response:
    """List publishers by their ids, as `gongkai publishers --json` does."""
    search = PublisherSearch(only_unresolved=unresolved, after=key_of(cursor, PUBLISHER_KEY))
    found = asked.archive.page_of_publishers(search, limit)
    page = Publishers(found.publishers, cursor_of(found.after))
    return answer(asked, page, table_of_publishers(found.publishers), form=form, following=page.next)


@router.get("/publishers/{publisher}", response_model=PublisherLine, summary="One publisher")
def publisher(asked: AskedNow, publisher: PublisherPath) -> Response:
    """Return a publisher by its id or any of its names, with the years of its reports."""
    return answer(asked, asked.archive.publisher(publisher))


@router.get("/coverage", response_model=Coverage, responses=CSV_TOO, summary="Who has reported, who not")
def coverage(
    asked: AskedNow,
    *,
    portal: Id,
    first_year: FirstYear = None,
    last_year: LastYear = None,
    on: Annotated[
        date | None, Query(description="as visits had found it until this day, and due then; default: today")
    ] = None,
    limit: Limit = 100,
    cursor: CursorParameter = None,
    form: FormatParameter = None,
) -> Response:
    """Tell publisher by publisher and year by year what a portal has, as `gongkai coverage --json` does.

    The counts are of all publishers, the lines page by page.
    """
    years = years_of(first_year, last_year)
    if years is not None and years[1] - years[0] >= MOST_YEARS:
        raise HTTPException(
            422, f"give both years, at most {MOST_YEARS} of them, or none: those of its reports"
        )
    found = asked.archive.page_of_coverage(portal, limit, key_of(cursor, PUBLISHER_KEY), years, on)
    told = {one.name: getattr(found, one.name) for one in fields(found)}
    page = Coverage(**told, next=cursor_of(found.after))
    return answer(asked, page, table_of_coverage(found), form=form, following=page.next)


@router.get("/crawls", response_model=Crawls, responses=CSV_TOO, summary="How the crawls went")
def crawls(
    asked: AskedNow,
    *,
    portal: PortalQuery = None,
    each: Annotated[int, Query(ge=1, le=100, description="at most so many of a portal")] = 5,
    form: FormatParameter = None,
) -> Response:
    """Tell verdicts, reasons and counts, as `gongkai crawl-status --json` does."""
    found = asked.archive.crawls(portal, each)
    return answer(asked, Crawls(found), table_of_crawls(found), form=form)


@router.get("/files/{sha256}", response_model=FileMetadata, summary="What is known of a file")
def file(
    asked: AskedNow, sha256: Annotated[str, Path(pattern="^[0-9a-f]{64}$", description="of its bytes")]
) -> Response:
    """Return size, type and places of a file; its bytes are at /blobs/{sha256}."""
    return answer(asked, asked.archive.file_metadata(sha256))
