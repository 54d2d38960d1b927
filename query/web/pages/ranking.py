"""Whose sums are the largest: publishers in order, with how many boxes each sum stands on."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from query.division_choice import choose_division
from query.figures import figure_groups
from query.indicators import By, IndicatorSearch
from query.web.asked import Asked, AskedNow
from query.web.choices import Words, Year, years_between
from query.web.citation import cite_figures

router = APIRouter()
PATH = "/explore/ranking"
USUAL, MOST = 20, 500


@dataclass(frozen=True, slots=True)
class Fields:
    """The form as it was filled in. ``figure`` is a cell or a pattern of cells: ``litigation.*.total``."""

    figure: str
    division: str
    first: int | None
    last: int | None
    top: int

    @property
    def values(self) -> dict[str, Any]:
        """The form as values of an address."""
        return {name: getattr(self, name) for name in self.__slots__}

    def search(self, asked: Asked) -> IndicatorSearch:
        """Find out which division is meant. Raises where that is unknown or ambiguous."""
        return IndicatorSearch(
            (self.figure,),
            (By.PUBLISHER,),
            division_code=choose_division(self.division).code if self.division else None,
            years=years_between(self.first, self.last),
            as_of=asked.as_of,
            top=self.top,
        )


def said(
    *,
    figure: Words = "",
    division: Words = "",
    first: Year = None,
    last: Year = None,
    top: Annotated[int, Query(ge=1, le=MOST)] = USUAL,
) -> Fields:
    """Read the fields of the form."""
    return Fields(figure.strip(), division.strip(), first, last, top)


@router.get(PATH)
def ranking(asked: AskedNow, fields: Annotated[Fields, Depends(said)]) -> Response:
    """List the publishers with the largest sums."""
    lines = asked.archive.indicator(fields.search(asked)) if fields.figure else None
    return asked.page(
        "ranking.html",
        fields=fields,
        keys=tuple(one.key for group in figure_groups() for one in group.figures),
        lines=lines,
        citation=cite_figures(
            asked,
            PATH,
            fields.values,
            lambda language, **told: language.say("ranking.cited", key=fields.figure, **told),
        ),
        most=MOST,
    )
