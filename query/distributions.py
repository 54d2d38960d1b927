"""How a figure is spread over publishers: of each year the middle, the quarters, the tails, and how many say nothing.

A quantile is a value that some report has: the smallest that so many of a hundred reports do not exceed. Reports whose
form does not tell the figure are left out, and those that have no box to add, of a rate above. A report without a
number has no value, and is counted as such; where only some of its boxes have a number, its value is what these make,
and it is counted as partial.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import fsum
from typing import Any

from sqlalchemy import Connection

from parsers.crosswalk import Comparability, Rate
from query.group_names import Group, group_names
from query.indicators import By, IndicatorSearch
from query.moments import Moment
from query.report_values import NO_STEP, Recipe, ReportValue, report_values
from query.series import WORSE, Step, figure_names, parts_of
from query.told_numbers import told_number

PERCENTS = (10, 25, 50, 75, 90, 99)
PLACES = (By.PROVINCE, By.CITY, By.COUNTY)


@dataclass(frozen=True, slots=True)
class DistributionSearch:
    """Which figure, of whose reports, in which years. ``by`` tells divisions apart: province, city or county."""

    figure: str
    by: By | None = None
    division_code: str | None = None
    years: tuple[int, int] | None = None
    as_of: Moment | None = None


@dataclass(frozen=True, slots=True)
class Quantile:
    """The smallest value that ``percent`` of a hundred reports do not exceed."""

    percent: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Spread:
    """The values of all reports of one group and year, one a report.

    ``report_count`` is the sum of ``value_count``, ``no_number_count`` (no box has a number) and
    ``no_denominator_count`` (of a rate: it is not above zero). ``partial_count`` of the values and ``zero_count`` of them
    are counted in ``value_count``, too. Without values there are no quantiles.
    """

    group: Group
    year: int
    level: Comparability
    report_count: int
    value_count: int
    partial_count: int  # some boxes without a number
    no_number_count: int
    no_denominator_count: int
    zero_count: int
    minimum: Decimal | None
    maximum: Decimal | None
    mean: Decimal | None
    quantiles: tuple[Quantile, ...]
    name: str | None = None  # of the group


@dataclass(frozen=True, slots=True)
class DistributionAnswer:
    """A figure with its name, what it is made of in each form, and its spreads by group and year."""

    figure: str
    zh: str
    en: str
    is_rate: bool
    of: tuple[Step, ...]
    among: tuple[Step, ...]  # of a rate: its denominator
    spreads: tuple[Spread, ...]


Row = Mapping[str, Any]  # the facts of a `Spread` before they are told; ``forms`` instead of its level
Spreader = Callable[[Connection, IndicatorSearch, Sequence[Recipe]], Iterable[Row]]


def spread_reports(
    connection: Connection, search: IndicatorSearch, recipes: Sequence[Recipe]
) -> Iterable[Row]:
    """Yield the facts of every spread, from the cells of each report."""
    groups: dict[tuple[Group, int], list[ReportValue]] = defaultdict(list)
    for group, year, one in report_values(connection, search, recipes):
        groups[group, year].append(one)
    return (_row(group, year, reports) for (group, year), reports in groups.items())


def distribution_of(
    connection: Connection, search: DistributionSearch, spreader: Spreader = spread_reports
) -> DistributionAnswer:
    """Tell how a figure is spread. ``spreader`` is who counts. Raises `query.series.FigureUnknown`."""
    named, of, among = parts_of(search.figure)
    recipes = _recipes(of, among)
    by = (search.by,) if search.by else ()
    scope = IndicatorSearch((), by, search.division_code, None, search.years, search.as_of)
    rows = list(spreader(connection, scope, recipes))
    rows.sort(key=lambda row: (row["group"] or "", row["year"]))
    names = group_names(connection, search.by, {row["group"]: row["year"] for row in rows})
    levels = {recipe.form: recipe.level for recipe in recipes}
    zh, en = figure_names(search.figure)
    spreads = tuple(_spread(row, levels, names) for row in rows)
    return DistributionAnswer(search.figure, zh, en, isinstance(named, Rate), of, among, spreads)


def _row(group: Group, year: int, reports: Sequence[ReportValue]) -> Row:
    values = sorted(one.value for one in reports if one.value is not None)
    count = len(values)
    return {
        "group": group,
        "year": year,
        "forms": {one.form for one in reports},
        "report_count": len(reports),
        "value_count": count,
        "partial_count": sum(one.value is not None and one.is_partial for one in reports),
        "no_number_count": sum(not one.has_numbers for one in reports),
        "zero_count": values.count(0),
        "minimum": values[0] if values else None,
        "maximum": values[-1] if values else None,
        "total": fsum(values),
        "quantiles": [values[max(0, -(-count * percent // 100) - 1)] for percent in PERCENTS]
        if values
        else None,
    }


def _recipes(of: Iterable[Step], among: Sequence[Step]) -> tuple[Recipe, ...]:
    """Return how the forms tell a figure; of a rate, those that tell both of its sides."""
    below = {step.form: step for step in among}
    found = (
        Recipe(step.form, max(step.level, other.level, key=WORSE.index), step, other)
        for step in of
        if (other := below.get(step.form) if among else NO_STEP)
    )
    return tuple(one for one in found if one.level is not Comparability.NONE)


def _spread(row: Row, levels: Mapping[str, Comparability], names: Mapping[Group, str]) -> Spread:
    count = row["value_count"]
    told = [told_number(value) for value in row["quantiles"] or ()]
    return Spread(
        group=row["group"],
        year=row["year"],
        level=max((levels[form] for form in row["forms"]), key=WORSE.index),
        report_count=row["report_count"],
        value_count=count,
        partial_count=row["partial_count"],
        no_number_count=row["no_number_count"],
        no_denominator_count=row["report_count"] - count - row["no_number_count"],
        zero_count=row["zero_count"],
        minimum=told_number(row["minimum"]),
        maximum=told_number(row["maximum"]),
        # Of as many additions the last digits depend on their order: they are not told.
        mean=told_number(float(f"{row['total'] / count:.12g}")) if count else None,
        quantiles=tuple(
            Quantile(percent, value)
            for percent, value in zip(PERCENTS, told, strict=False)
            if value is not None
        ),
        name=names.get(row["group"]),
    )
