"""Figures of many reports: added up, over the years; what each cell means; and full text."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Response

from query.distributions import DistributionAnswer, DistributionSearch
from query.division_choice import choose_division
from query.indicators import By, IndicatorLine, IndicatorSearch
from query.search import SectionHit, SectionSearch
from query.series import SeriesAnswer, SeriesSearch
from query.tables import (
    table_of_codebook,
    table_of_distribution,
    table_of_hits,
    table_of_indicator,
    table_of_series,
)
from query.web.api.asking import (
    CSV_TOO,
    AskedNow,
    AskedThen,
    Division,
    FirstYear,
    FormatParameter,
    LastYear,
    Limit,
    PublisherQuery,
    answer,
    publisher_id,
    years_of,
)
from query.web.api.cursors import SECTION_KEY, CursorParameter, cursor_of, key_of
from storage.release.codebook import Variable, variables

router = APIRouter(tags=["figures and text"])
MOST_KEYS = 20
Phrase = Annotated[str, Query(min_length=1, max_length=100)]


@dataclass(frozen=True, slots=True)
class Indicator:
    """Sums, each with how many boxes had a number and how many had none."""

    lines: tuple[IndicatorLine, ...]


@dataclass(frozen=True, slots=True)
class Sections:
    """Sections in which all phrases stand, in the order in which they were read."""

    hits: tuple[SectionHit, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Codebook:
    """Every column of cells: in which forms, in which unit, how well its years compare."""

    variables: tuple[Variable, ...]


@router.get("/indicator", response_model=Indicator, responses=CSV_TOO, summary="Figures added up")
def indicator(
    asked: AskedThen,
    *,
    key: Annotated[
        list[Annotated[str, Query(max_length=200)]],
        Query(min_length=1, max_length=MOST_KEYS, description="cells, or patterns: outcome.denied.*@total"),
    ],
    by: Annotated[list[By] | None, Query(max_length=len(By), description="default: year")] = None,
    division: Division = None,
    publisher: PublisherQuery = None,
    first_year: FirstYear = None,
    last_year: LastYear = None,
    top: Annotated[int | None, Query(ge=1, le=10_000, description="only the largest")] = None,
    form: FormatParameter = None,
) -> Response:
    """Add figures up, as `gongkai indicator --json` does. A blank is not zero: look at the counts."""
    groups = tuple(dict.fromkeys(by or (By.YEAR,)))
    search = IndicatorSearch(
        keys=tuple(key),
        by=groups,
        division_code=choose_division(division).code if division else None,
        publisher_id=publisher_id(asked, publisher, first_year, last_year),
        years=years_of(first_year, last_year),
        as_of=asked.as_of,
        top=top,
    )
    found = asked.archive.indicator(search)
    return answer(asked, Indicator(found), table_of_indicator(found, groups), form=form)


@router.get("/series", response_model=SeriesAnswer, responses=CSV_TOO, summary="A figure over the years")
def series(
    asked: AskedThen,
    *,
    figure: Annotated[
        str,
        Query(
            min_length=1, max_length=200, description="requests.new@total, outcome.denied, rate.disclosure"
        ),
    ],
    by: Annotated[
        By | None, Query(description="province, city, county or publisher; default: one series")
    ] = None,
    division: Division = None,
    publisher: PublisherQuery = None,
    first_year: FirstYear = None,
    last_year: LastYear = None,
    form: FormatParameter = None,
) -> Response:
    """Follow a cell, sum or rate through the national forms, as `gongkai series --json` does.

    Each year says how well it compares; a form that does not tell the figure is left out and named.
    """
    search = SeriesSearch(
        figure=figure,
        by=by,
        division_code=choose_division(division).code if division else None,
        publisher_id=publisher_id(asked, publisher, first_year, last_year),
        years=years_of(first_year, last_year),
        as_of=asked.as_of,
    )
    found = asked.archive.series(search)
    return answer(asked, found, table_of_series(found), form=form)


class Place(StrEnum):
    """What publishers are told apart by."""

    PROVINCE = By.PROVINCE.value
    CITY = By.CITY.value
    COUNTY = By.COUNTY.value


@router.get(
    "/distribution", response_model=DistributionAnswer, responses=CSV_TOO, summary="A figure over publishers"
)
def distribution(
    asked: AskedThen,
    *,
    figure: Annotated[
        str, Query(min_length=1, max_length=200, description="as of a series: rate.disclosure")
    ],
    by: Annotated[Place | None, Query(description="default: one a year")] = None,
    division: Division = None,
    first_year: FirstYear = None,
    last_year: LastYear = None,
    form: FormatParameter = None,
) -> Response:
    """Tell how a figure is spread over publishers, as `gongkai distribution --json` does.

    Each quantile is a value that some report has; reports without a value are counted beside it.
    """
    search = DistributionSearch(
        figure=figure,
        by=By(by.value) if by else None,
        division_code=choose_division(division).code if division else None,
        years=years_of(first_year, last_year),
        as_of=asked.as_of,
    )
    found = asked.archive.distribution(search)
    return answer(asked, found, table_of_distribution(found), form=form)


@router.get("/search", response_model=Sections, responses=CSV_TOO, summary="Sections in which words stand")
def search(
    asked: AskedThen,
    *,
    q: Annotated[
        list[Phrase], Query(min_length=1, max_length=10, description="each stands there, as a phrase")
    ],
    publisher: PublisherQuery = None,
    division: Division = None,
    first_year: FirstYear = None,
    last_year: LastYear = None,
    section: Annotated[
        str | None, Query(max_length=50, description="only this part: overview, other")
    ] = None,
    finding: Annotated[str | None, Query(max_length=20, description="only where this check failed")] = None,
    all_versions: Annotated[bool, Query(description="also what reports said before")] = False,
    limit: Limit = 20,
    cursor: CursorParameter = None,
    form: FormatParameter = None,
) -> Response:
    """Find sections of the narrative, as `gongkai search --json` does."""
    found = asked.archive.search(
        SectionSearch(
            phrases=tuple(q),
            publisher_id=publisher_id(asked, publisher, first_year, last_year),
            division_code=choose_division(division).code if division else None,
            years=years_of(first_year, last_year),
            section=section,
            finding=finding,
            all_versions=all_versions,
            limit=limit,
            after=key_of(cursor, SECTION_KEY) or 0,
            as_of=asked.as_of,
        )
    )
    page = Sections(found.hits, cursor_of(found.after))
    return answer(asked, page, table_of_hits(found.hits), form=form, following=page.next)


@router.get("/codebook", response_model=Codebook, responses=CSV_TOO, summary="What every cell means")
def codebook(asked: AskedNow, form: FormatParameter = None) -> Response:
    """List every cell of every form, the same as codebook.csv of a release."""
    return answer(asked, Codebook(variables()), table_of_codebook(), form=form)
