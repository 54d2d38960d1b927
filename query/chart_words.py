"""What a chart says of its question: of whom, told apart by what, in which years, and the source."""

from collections.abc import Iterator

from query.charts import ChartWords
from query.edition import Edition
from query.group_names import division_name
from query.indicators import By
from query.series import SeriesSearch

BY = {
    By.PROVINCE: ("按省", "by province"),
    By.CITY: ("按市", "by city"),
    By.COUNTY: ("按县区", "by county"),
    By.PUBLISHER: ("按机关", "by publisher"),
}


def chart_words(
    search: SeriesSearch, edition: Edition, publisher: str | None = None, *, is_chinese: bool = True
) -> ChartWords:
    """Write the words of a chart; ``publisher`` is the name of the one that is asked about."""
    place = 0 if is_chinese else 1
    source = ("来源：", "Source: ")[place] + edition.told(is_chinese=is_chinese)
    return ChartWords(source, ("，", ", ")[place].join(_scope(search, publisher, place)), is_chinese)


def _scope(search: SeriesSearch, publisher: str | None, place: int) -> Iterator[str]:
    if publisher:
        yield publisher
    if search.division_code:
        yield division_name(search.division_code) or search.division_code
    if not publisher and not search.division_code:
        yield ("档案中的全部报告", "all reports of the archive")[place]
    if search.by in BY:
        yield BY[search.by][place]
    if search.years:
        first, last = search.years
        yield str(first) if first == last else f"{first}–{last}"
