"""The pages, a module each. One that is not listed here is not served."""

from fastapi import APIRouter

from query.web.pages import (
    about,
    cell,
    changes,
    codebook,
    comparison,
    distribution,
    error_report,
    explore,
    files,
    findings,
    home,
    portals,
    publishers,
    ranking,
    report,
    report_list,
    search,
    timemap,
)

PAGES: tuple[APIRouter, ...] = (
    home.router,
    report_list.router,
    timemap.router,  # before the versions of a report, whose names stand in the same place
    report.router,
    cell.router,
    comparison.router,
    search.router,
    files.router,
    error_report.router,
    distribution.router,
    ranking.router,
    explore.router,
    findings.router,
    publishers.router,
    portals.router,
    changes.router,
    codebook.router,
    about.router,
)
