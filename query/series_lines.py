"""A series as lines of a table: the same for a terminal, CSV and the pages."""

from collections.abc import Iterator

from query.series import Point, SeriesAnswer

HEADS = (
    "group", "name", "year", "value", "comparability", "total", "number_count", "no_number_count", "report_count",
    "among_total", "among_number_count", "among_no_number_count",
)  # fmt: skip
NUMBERS = HEADS[2:4] + HEADS[5:]


def lines_of(answer: SeriesAnswer) -> Iterator[tuple[str, ...]]:
    """Yield a line for each year of each series, in the order of `HEADS`; what is not there is empty.

    ``total`` is the figure's own sum, of a rate its numerator; ``among_total`` is the denominator.
    """
    for series in answer.series:
        for point in series.points:
            yield (series.group or "", series.name or "", *_values(point))


def _values(point: Point) -> Iterator[str]:
    yield str(point.year)
    yield _number(point.value)
    yield point.level.value
    yield _number(point.of.total)
    yield str(point.of.number_count)
    yield str(point.of.no_number_count)
    yield str(point.of.report_count)
    if point.among is None:
        yield from ("", "", "")
    else:
        yield _number(point.among.total)
        yield str(point.among.number_count)
        yield str(point.among.no_number_count)


def _number(value: object) -> str:
    return "" if value is None else format(value, "f")
