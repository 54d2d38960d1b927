"""The question for distributions, in the SQL of DuckDB over the table of figures of a release."""

from collections.abc import Sequence

from query.distributions import PERCENTS
from query.indicators import IndicatorSearch
from query.report_values import Recipe
from query.wide_sums import TABLE, Columns, boxes_of, conditions_of, how_many, numbers_of, sum_of


def spreads(search: IndicatorSearch, recipes: Sequence[Recipe], columns: Columns) -> tuple[str, list[object]]:
    """Return the question for the facts of every spread, and its values."""
    conditions, values = conditions_of(search)
    place = search.by[0].value if search.by else "NULL"
    facts = ", ".join(
        f"CASE form {' '.join(f'WHEN {_text(one.form)} THEN {made(one, columns)}' for one in recipes)} END AS {name}"
        for name, made in _FACTS.items()
    )
    divisor = "divisor" if recipes[0].is_rate else "1"
    shares = ", ".join(f"{percent / 100:.2f}" for percent in PERCENTS)
    text = (
        f"WITH asked AS (SELECT {place} AS place, year, form, {facts} FROM {TABLE} WHERE {conditions}), "  # noqa: S608  # our own names
        f"valued AS (SELECT *, CASE WHEN has_numbers AND {divisor} > 0 THEN dividend / {divisor} END AS one "
        "FROM asked WHERE added > 0) "
        'SELECT place AS "group", year, list(DISTINCT form) AS forms, count(*) AS report_count, '
        "count(one) AS value_count, count(*) FILTER (one IS NOT NULL AND numbers < boxes) AS partial_count, "
        "count(*) FILTER (NOT has_numbers) AS no_number_count, count(*) FILTER (one = 0) AS zero_count, "
        "min(one) AS minimum, max(one) AS maximum, coalesce(fsum(one), 0) AS total, "
        f"quantile_disc(one, [{shares}]) AS quantiles FROM valued GROUP BY place, year"
    )
    return text, values


def _has_numbers(recipe: Recipe, columns: Columns) -> str:
    sides = [recipe.of.added, recipe.among.added] if recipe.is_rate else [recipe.of.added]
    return " AND ".join(f"{how_many(_numbers(keys, columns))} > 0" for keys in sides)


def _difference(plus: Sequence[str], less: Sequence[str], columns: Columns) -> str:
    return f"{sum_of(_numbers(plus, columns))} - ({sum_of(_numbers(less, columns))})"


def _numbers(keys: Sequence[str], columns: Columns) -> list[str]:
    return numbers_of([key for key in keys if key in columns], columns)


def _boxes(keys: Sequence[str], columns: Columns) -> list[str]:
    return boxes_of([key for key in keys if key in columns], columns)


def _dividend(recipe: Recipe, columns: Columns) -> str:
    return _difference(recipe.of.added, recipe.of.less, columns)


def _divisor(recipe: Recipe, columns: Columns) -> str:
    return _difference(recipe.among.added, recipe.among.less, columns)


def _number_count(recipe: Recipe, columns: Columns) -> str:
    return how_many([one for keys in recipe.sides.values() for one in _numbers(keys, columns)])


def _box_count(recipe: Recipe, columns: Columns) -> str:
    return _how_many_boxes([one for keys in recipe.sides.values() for one in _boxes(keys, columns)])


def _added_count(recipe: Recipe, columns: Columns) -> str:
    return _how_many_boxes(_boxes(recipe.of.added, columns))


def _how_many_boxes(boxes: Sequence[str]) -> str:
    return " + ".join(f"{one}::USMALLINT" for one in boxes) or "0"


_FACTS = {
    "has_numbers": _has_numbers,
    "dividend": _dividend,
    "divisor": _divisor,
    "numbers": _number_count,
    "boxes": _box_count,
    "added": _added_count,
}


def _text(form: str) -> str:
    return f"'{form}'"  # of our own forms: no stranger's text
