"""Reports: found, one in full, its cells, versions and differences, and the other years of a cell."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from query.answers import CellsAnswer, ReportAnswer, ReportLine, VersionAnswer, VersionsAnswer
from query.cell import CellAnswer
from query.diff import ReportDiff
from query.division_choice import choose_division
from query.reports import ReportSearch
from query.tables import table_of_cells, table_of_reports, table_of_versions
from query.web.api.asking import (
    CSV_TOO,
    AskedNow,
    AskedThen,
    Division,
    FirstYear,
    FormatParameter,
    LastYear,
    Limit,
    PortalQuery,
    PublisherPath,
    PublisherQuery,
    YearPath,
    answer,
    publisher_id,
    years_of,
)
from query.web.api.cursors import REPORT_KEY, CursorParameter, cursor_of, key_of

router = APIRouter(tags=["reports"])
Check = Annotated[
    str | None, Query(min_length=1, max_length=20, description="only where this check failed: R01")
]
VersionName = Annotated[
    str | None, Query(min_length=1, max_length=20, description="a version by its name: 1v2")
]
CellKey = Annotated[str, Path(min_length=1, max_length=200, description="requests.new@total")]


@dataclass(frozen=True, slots=True)
class Reports:
    """Some reports, by publisher and year. ``next`` is the cursor of the next page, null after the last."""

    reports: tuple[ReportLine, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two versions."""

    old: VersionAnswer
    new: VersionAnswer
    diff: ReportDiff


@router.get("/reports", response_model=Reports, responses=CSV_TOO, summary="Reports that fit, page by page")
def reports(
    asked: AskedThen,
    *,
    publisher: PublisherQuery = None,
    division: Division = None,
    first_year: FirstYear = None,
    last_year: LastYear = None,
    portal: PortalQuery = None,
    finding: Check = None,
    published_from: date | None = None,
    published_to: date | None = None,
    limit: Limit = 100,
    cursor: CursorParameter = None,
    form: FormatParameter = None,
) -> Response:
    """List reports, by publisher and year, as `gongkai find --json` does, but without their total.

    They are published on the day that the portal tells, else on the day on which they were first seen.
    """
    search = ReportSearch(
        publisher_id=publisher_id(asked, publisher, first_year, last_year),
        division_code=choose_division(division).code if division else None,
        years=years_of(first_year, last_year),
        portal_id=portal,
        has_finding=finding,
        published=(published_from, published_to) if published_from or published_to else None,
        as_of=asked.as_of,
        after=key_of(cursor, REPORT_KEY),
    )
    found = asked.archive.page_of_reports(search, limit)
    page = Reports(found.reports, cursor_of(found.after))
    return answer(asked, page, table_of_reports(found.reports), form=form, following=page.next)


@router.get("/reports/{publisher}/{year}", response_model=ReportAnswer, summary="One report in full")
def report(
    asked: AskedThen, publisher: PublisherPath, year: YearPath, version: VersionName = None
) -> Response:
    """Return everything about a report, as `gongkai show --json` does.

    With `version` it is as that one reads; findings beside other reports stand only with the version shown.
    """
    return answer(asked, asked.archive.report(publisher, year, asked.as_of, version))


@router.get(
    "/reports/{publisher}/{year}/cells",
    response_model=CellsAnswer,
    responses=CSV_TOO,
    summary="The cells of a report",
)
def cells(
    asked: AskedThen, publisher: PublisherPath, year: YearPath, form: FormatParameter = None
) -> Response:
    """Return the cells as the shown version prints them, as `gongkai cells --json` does. A blank is not zero."""
    found = asked.archive.cells(publisher, year, asked.as_of)
    return answer(asked, found, table_of_cells(found), form=form)


@router.get(
    "/reports/{publisher}/{year}/cells/{key}", response_model=CellAnswer, summary="One cell, with its past"
)
def cell(
    asked: AskedThen,
    publisher: PublisherPath,
    year: YearPath,
    key: CellKey,
    version: VersionName = None,
) -> Response:
    """Return a cell with what every version of the report and every other year prints for it."""
    return answer(asked, asked.archive.cell(publisher, year, key, asked.as_of, version))


@router.get(
    "/reports/{publisher}/{year}/versions",
    response_model=VersionsAnswer,
    responses=CSV_TOO,
    summary="Every version of every publication of a report",
)
def versions(
    asked: AskedThen, publisher: PublisherPath, year: YearPath, form: FormatParameter = None
) -> Response:
    """Return versions and visits, as `gongkai versions --json` does."""
    found = asked.archive.versions(publisher, year, asked.as_of)
    return answer(asked, found, table_of_versions(found), form=form)


@router.get(
    "/reports/{publisher}/{year}/diff",
    response_model=Difference,
    summary="What changed between two versions",
)
def diff(
    asked: AskedNow,
    publisher: PublisherPath,
    year: YearPath,
    old: VersionName = None,
    new: VersionName = None,
) -> Response:
    """Compare two versions, by default the last two, as `gongkai diff --json` does."""
    return answer(asked, Difference(*asked.archive.diff(publisher, year, old, new)))
