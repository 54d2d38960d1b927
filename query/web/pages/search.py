"""Full text: the sections in which words stand, with their surroundings, a page at a time."""

from functools import cache
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Response

from checks.catalogue import catalogue
from parsers.forms.form import forms
from query.division_choice import choose_division
from query.search import SectionHit, SectionSearch
from query.web.asked import Asked, AskedNow
from query.web.choices import Words, Year, years_between
from query.web.marked_text import Line, marked
from storage.bigrams import NothingToSearch

router = APIRouter()
MOST_PHRASES = 8


@router.get("/search")
def search(  # noqa: PLR0917  # fields of an address
    asked: AskedNow,
    q: Words = "",
    publisher: Words = "",
    division: Words = "",
    first: Year = None,
    last: Year = None,
    section: Words = "",
    finding: Words = "",
    after: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """Find the sections that have every word, among those that the filters leave."""
    fields = {
        "q": q, "publisher": publisher, "division": division, "first": first, "last": last,
        "section": section, "finding": finding,
    }  # fmt: skip
    found = None
    if q.strip():
        try:
            found = asked.archive.search(
                SectionSearch(
                    phrases=_phrases(q),
                    publisher_id=_publisher(asked, publisher, first),
                    division_code=choose_division(division).code if division else None,
                    years=years_between(first, last),
                    section=section or None,
                    finding=finding or None,
                    after=after,
                    as_of=asked.as_of,
                )
            )
        except NothingToSearch as failure:
            raise HTTPException(400, str(failure)) from failure
    return asked.page(
        "search.html",
        found=found,
        hits=[(hit, _snippet(hit)) for hit in found.hits] if found else [],
        fields=fields,
        sections=section_names(),
        checks=list(catalogue().values()),
        is_first=after == 0,
    )


@cache
def section_names() -> dict[str, str]:
    """Return the parts of the narrative by their key, each as the latest form that has it prints it."""
    return {part.key: part.official[0] for form in forms().values() for part in form.sections}


def _phrases(words: str) -> tuple[str, ...]:
    phrases = tuple(words.split())
    if len(phrases) > MOST_PHRASES:
        raise HTTPException(400, f"{len(phrases)} words; at most {MOST_PHRASES} are looked for together")
    return phrases


def _publisher(asked: Asked, name: str, year: int | None) -> str | None:
    return asked.archive.choose_publisher(name, year).publisher.id if name else None


def _snippet(hit: SectionHit) -> Line:
    return marked(hit.snippet, [(start, end, 1) for start, end in hit.highlights])
