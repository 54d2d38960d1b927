"""A report: its forms as the notice prints them, findings in the very cells, text, files and history."""

from fastapi import APIRouter, Response

from query.answers import ReportAnswer, VersionAnswer
from query.web.asked import AskedNow
from query.web.drawn_form import drawn_tables
from query.web.memento import memento_headers

router = APIRouter()


@router.get("/r/{publisher}/{year}")
def report(asked: AskedNow, publisher: str, year: int) -> Response:
    """Show the report as the archive shows it now, or showed it at the moment that was asked for."""
    found = asked.archive.report(publisher, year, asked.as_of)
    page = asked.page(
        "report.html",
        report=found,
        shown=shown_version(found),
        tables=drawn_tables(found),
        findings=_findings(found),
    )
    page.headers.update(memento_headers(found, asked.as_of))
    return page


def shown_version(found: ReportAnswer) -> VersionAnswer | None:
    """Return the version that a report shows, None where nothing readable of it is left."""
    versions = (version for publication in found.publications for version in publication.versions)
    return next((version for version in versions if version.is_shown), None)


def _findings(found: ReportAnswer) -> list[object]:
    alone = [
        outcome for outcome in (found.document or {}).get("outcomes", ()) if outcome["verdict"] == "failed"
    ]
    return [*alone, *found.beside]
