"""A distribution as lines of a table: the same for a terminal, CSV and the pages."""

from collections.abc import Iterator
from decimal import Decimal

from query.distributions import PERCENTS, DistributionAnswer, Spread

COUNTS = (
    "report_count", "value_count", "partial_count", "no_number_count", "no_denominator_count", "zero_count",
)  # fmt: skip
VALUES = ("minimum", *(f"p{percent}" for percent in PERCENTS), "maximum", "mean")
HEADS = ("group", "name", "year", "comparability", *COUNTS, *VALUES)
NUMBERS = HEADS[2:3] + HEADS[4:]


def lines_of_spreads(answer: DistributionAnswer) -> Iterator[tuple[str, ...]]:
    """Yield a line for each group and year, in the order of `HEADS`; what is not there is empty."""
    for spread in answer.spreads:
        counts = (str(getattr(spread, name)) for name in COUNTS)
        yield (
            spread.group or "",
            spread.name or "",
            str(spread.year),
            spread.level.value,
            *counts,
            *_values(spread),
        )


def _values(spread: Spread) -> Iterator[str]:
    quantiles: list[Decimal | None] = [one.value for one in spread.quantiles]
    for value in (spread.minimum, *(quantiles or [None] * len(PERCENTS)), spread.maximum, spread.mean):
        yield "" if value is None else format(value, "f")
