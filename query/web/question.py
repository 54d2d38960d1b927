"""A question for a series, as an address says it: read, answered, and written as a permanent link."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from fastapi import Depends, Query

from query.archive import Archive
from query.division_choice import choose_division
from query.indicators import By
from query.moments import Moment
from query.series import SeriesSearch
from query.web.choices import Words, Year, years_between


class Group(StrEnum):
    """What a series may be told apart by."""

    NONE = ""
    PROVINCE = By.PROVINCE.value
    CITY = By.CITY.value
    COUNTY = By.COUNTY.value
    PUBLISHER = By.PUBLISHER.value


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: ``search`` with codes and ids, and the name of the one publisher it is about."""

    search: SeriesSearch
    publisher: str | None

    @property
    def values(self) -> dict[str, Any]:
        """The question as values of an address, the same for everybody who asks the same."""
        first, last = self.search.years or (None, None)
        return {
            "figure": self.search.figure,
            "by": self.search.by.value if self.search.by else None,
            "division": self.search.division_code,
            "publisher": self.search.publisher_id,
            "first": first,
            "last": last,
        }


@dataclass(frozen=True, slots=True)
class Said:
    """The fields of the form as they were filled in."""

    figure: str
    by: Group
    division: str
    publisher: str
    first: int | None
    last: int | None

    def question(self, archive: Archive, as_of: Moment | None) -> Question:
        """Find out which division and publisher are meant. Raises where that is unknown or ambiguous."""
        year = self.first if self.first == self.last else None
        chosen = archive.choose_publisher(self.publisher, year).publisher if self.publisher else None
        search = SeriesSearch(
            figure=self.figure,
            by=By(self.by.value) if self.by else None,
            division_code=choose_division(self.division).code if self.division else None,
            publisher_id=chosen.id if chosen else None,
            years=years_between(self.first, self.last),
            as_of=as_of,
        )
        return Question(search, chosen.name if chosen else None)


def said(
    *,
    figure: Words = "",
    by: Annotated[Group, Query(description="a series for each")] = Group.NONE,
    division: Words = "",
    publisher: Words = "",
    first: Year = None,
    last: Year = None,
) -> Said:
    """Read the fields of the form."""
    return Said(figure.strip(), by, division.strip(), publisher.strip(), first, last)


SaidNow = Annotated[Said, Depends(said)]
