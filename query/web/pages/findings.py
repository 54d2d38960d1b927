"""What contradicts itself: findings by whom, when, which check; and the checks themselves, explained."""

from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Response
from pydantic import BeforeValidator

from checks.catalogue import catalogue
from checks.outcome import Severity
from query.division_choice import choose_division
from query.findings import FindingSearch
from query.web.api.cursors import REPORT_KEY, CursorParameter, cursor_of, key_of
from query.web.asked import Asked, AskedNow
from query.web.choices import Words, Year, nothing_if_empty, years_between
from storage.review import ReviewState

router = APIRouter()
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Fields:
    """The filters as they were filled in."""

    severity: Severity | None
    check: str
    publisher: str
    division: str
    review: ReviewState | None
    first: int | None
    last: int | None

    @property
    def values(self) -> dict[str, object]:
        """The filters as values of an address."""
        return {name: getattr(self, name) for name in self.__slots__}

    def search(self, asked: Asked, cursor: str | None = None) -> FindingSearch:
        """Find out which division and publisher are meant. Raises where that is unknown or ambiguous."""
        year = self.first if self.first == self.last else None
        chosen = asked.archive.choose_publisher(self.publisher, year) if self.publisher else None
        return FindingSearch(
            severity=self.severity,
            check=self.check or None,
            publisher_id=chosen.publisher.id if chosen else None,
            division_code=choose_division(self.division).code if self.division else None,
            years=years_between(self.first, self.last),
            review=self.review,
            as_of=asked.as_of,
            after=key_of(cursor, REPORT_KEY),
        )


def fields(
    *,
    severity: Annotated[Severity | None, BeforeValidator(nothing_if_empty), Query()] = None,
    check: Words = "",
    publisher: Words = "",
    division: Words = "",
    review: Annotated[ReviewState | None, BeforeValidator(nothing_if_empty), Query()] = None,
    first: Year = None,
    last: Year = None,
) -> Fields:
    """Read the filters."""
    return Fields(severity, check.strip(), publisher.strip(), division.strip(), review, first, last)


FieldsNow = Annotated[Fields, Depends(fields)]


@router.get("/findings")
def findings(asked: AskedNow, chosen: FieldsNow, cursor: CursorParameter = None) -> Response:
    """List findings, page by page, of whole reports."""
    page = asked.archive.page_of_findings(chosen.search(asked, cursor), AT_ONCE)
    return asked.page(
        "findings.html",
        fields=chosen,
        page=page,
        next=cursor_of(page.after),
        severities=tuple(Severity),
        reviews=tuple(ReviewState),
        checks=catalogue(),
    )


@router.get("/findings/counts")
def counts(asked: AskedNow, chosen: FieldsNow) -> Response:
    """Count findings by check. Over a whole archive this takes longer than a page should."""
    found = asked.archive.count_findings(chosen.search(asked))
    return asked.page("finding_counts.html", fields=chosen, counts=found, checks=catalogue())


@router.get("/checks")
def checks(asked: AskedNow) -> Response:
    """List every check, by group."""
    groups = [
        (group, tuple(members)) for group, members in groupby(catalogue().values(), lambda one: one.group)
    ]
    return asked.page("checks.html", groups=groups)


@router.get("/checks/{check}")
def check(asked: AskedNow, check: str, cursor: CursorParameter = None) -> Response:
    """Explain a check, and list what it found."""
    known = catalogue().get(check)
    if known is None:
        raise HTTPException(404, f"no check {check}")
    search = FindingSearch(check=check, as_of=asked.as_of, after=key_of(cursor, REPORT_KEY))
    page = asked.archive.page_of_findings(search, AT_ONCE)
    return asked.page("check.html", check=known, page=page, next=cursor_of(page.after))
