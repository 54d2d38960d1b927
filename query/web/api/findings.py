"""What contradicts itself, what changed after publication, what could not be read."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Response

from checks.outcome import Severity
from parsers.report import ProblemKind
from query.answers import FindingAnswer
from query.changes import Change, ChangeKind, ChangeSearch
from query.findings import FindingSearch
from query.problems import ProblemGroup, ProblemSearch
from query.tables import table_of_changes, table_of_findings, table_of_problems
from query.web.api.asking import (
    CSV_TOO,
    AskedNow,
    AskedThen,
    FirstYear,
    FormatParameter,
    Id,
    LastYear,
    Limit,
    PortalQuery,
    PublisherQuery,
    answer,
    publisher_id,
    years_of,
)
from query.web.api.cursors import CHANGE_KEY, REPORT_KEY, CursorParameter, cursor_of, key_of
from query.web.asked import moment_of

router = APIRouter(tags=["findings, changes, problems"])
Day = Annotated[str | None, Query(max_length=40, description="a day, or an instant with its zone")]


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings of some reports. A page may have few, or none, and yet a next one."""

    findings: tuple[FindingAnswer, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes in the order in which they were seen. A page may have few, or none, and yet a next one."""

    changes: tuple[Change, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Problems:
    """Counts, the most frequent first, with examples."""

    problems: tuple[ProblemGroup, ...]


@router.get(
    "/findings", response_model=Findings, responses=CSV_TOO, summary="Where reports contradict themselves"
)
def findings(
    asked: AskedThen,
    *,
    severity: Severity | None = None,
    check: Annotated[
        str | None, Query(min_length=1, max_length=20, description="only this check: R01")
    ] = None,
    publisher: PublisherQuery = None,
    first_year: FirstYear = None,
    last_year: LastYear = None,
    is_open: Annotated[
        bool,
        Query(alias="open", description="only those that nobody has decided about, or that changed since"),
    ] = False,
    limit: Limit = 100,
    cursor: CursorParameter = None,
    form: FormatParameter = None,
) -> Response:
    """List the checks that failed, as `gongkai findings --json` does. Whole reports: a few more than `limit`."""
    search = FindingSearch(
        severity=severity.value if severity else None,
        check=check,
        publisher_id=publisher_id(asked, publisher, first_year, last_year),
        years=years_of(first_year, last_year),
        only_open=is_open,
        as_of=asked.as_of,
        after=key_of(cursor, REPORT_KEY),
    )
    found = asked.archive.page_of_findings(search, limit)
    page = Findings(found.findings, cursor_of(found.after))
    return answer(asked, page, table_of_findings(found.findings), form=form, following=page.next)


@router.get("/changes", response_model=Changes, responses=CSV_TOO, summary="What happened after publication")
def changes(
    asked: AskedNow,
    *,
    kind: Annotated[list[ChangeKind] | None, Query(description="may be repeated")] = None,
    since: Day = None,
    until: Day = None,
    portal: PortalQuery = None,
    publisher: PublisherQuery = None,
    first_year: FirstYear = None,
    last_year: LastYear = None,
    limit: Limit = 20,
    cursor: CursorParameter = None,
    form: FormatParameter = None,
) -> Response:
    """List figures and words changed, reports withdrawn, back again, moved, as `gongkai changed --json` does."""
    search = ChangeSearch(
        kinds=frozenset(kind or ChangeKind),
        since=moment_of(since),
        until=moment_of(until),
        portal_id=portal,
        publisher_id=publisher_id(asked, publisher, first_year, last_year),
        years=years_of(first_year, last_year),
        after=key_of(cursor, CHANGE_KEY),
    )
    found = asked.archive.page_of_changes(search, limit)
    page = Changes(found.changes, cursor_of(found.after))
    return answer(asked, page, table_of_changes(found.changes), form=form, following=page.next)


@router.get(
    "/problems", response_model=Problems, responses=CSV_TOO, summary="What we could not read, counted"
)
def problems(
    asked: AskedNow,
    *,
    portal: Annotated[Id, Query(description="of this portal: all together would take minutes")],
    kind: ProblemKind | None = None,
    file_format: Annotated[
        str | None, Query(max_length=20, description="only in this format: docx, html, pdf")
    ] = None,
    form: FormatParameter = None,
) -> Response:
    """Count problems by kind, format and layout, as `gongkai problems --portal ... --json` does."""
    found = asked.archive.problems(ProblemSearch(kind.value if kind else None, portal, file_format))
    return answer(asked, Problems(found), table_of_problems(found), form=form)
