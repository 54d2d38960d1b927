"""A report: its forms as the notice prints them, findings in the very cells, text, files and history."""

from typing import Annotated

from fastapi import APIRouter, Header, Response

from query.answers import ReportAnswer
from query.findings import FindingSearch
from query.web.asked import Asked, AskedNow
from query.web.citation import cite_report
from query.web.drawn_form import drawn_tables
from query.web.marked_text import lines_of, quoted_in
from query.web.memento import memento_headers, negotiated
from query.web.numbered_findings import NumberedFinding, numbered_findings
from query.web.timeline import timeline_of

router = APIRouter()


@router.get("/r/{publisher}/{year}")
def report(
    asked: AskedNow, publisher: str, year: int, accept_datetime: Annotated[str | None, Header()] = None
) -> Response:
    """Show the report as the archive shows it now, or showed it at the moment that was asked for."""
    if accept_datetime is not None and asked.as_of is None:
        return negotiated(asked, publisher, year, accept_datetime)
    found = asked.archive.report(publisher, year, asked.as_of)
    page = _page(asked, found)
    page.headers.update(memento_headers(found, asked.as_of))
    return page


@router.get("/r/{publisher}/{year}/{version}")
def version(asked: AskedNow, publisher: str, year: int, version: str) -> Response:
    """Show the report as one of its versions reads, also one that the archive no longer shows."""
    return _page(asked, asked.archive.report(publisher, year, asked.as_of, version), is_of_version=True)


def findings_of(asked: Asked, found: ReportAnswer) -> tuple[NumberedFinding, ...]:
    """Return the findings of a report, numbered, with what people decided about those of the shown version."""
    search = FindingSearch(publisher_id=found.publisher.id, years=(found.year, found.year), as_of=asked.as_of)
    is_shown = found.read_version is not None and found.read_version.is_shown
    return numbered_findings(found, asked.archive.findings(search) if is_shown else ())


def _page(asked: Asked, found: ReportAnswer, *, is_of_version: bool = False) -> Response:
    document = found.document or {}
    findings = findings_of(asked, found)
    sections = document.get("sections", ())
    marks = quoted_in(sections, document.get("mentions", ()))
    names = [one.name for one in found.versions]
    place = names.index(found.version) if found.version else 0
    return asked.page(
        "report.html",
        report=found,
        read=found.read_version,
        is_of_version=is_of_version,
        earlier=names[place - 1] if place else None,
        later=names[place + 1] if place + 1 < len(names) else None,
        years=asked.archive.years(found.publisher, asked.as_of),
        tables=drawn_tables(found, findings),
        findings=findings,
        numbers={(one.check, one.member): one.number for one in findings},
        sections=[
            (section, list(lines_of(section["text"], marks.get(number, ()))))
            for number, section in enumerate(sections)
        ],
        quoted={number for spans in marks.values() for _, _, number in spans},
        timelines=[(one, list(timeline_of(one))) for one in found.publications],
        citation=cite_report(asked, found),
    )
