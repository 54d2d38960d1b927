"""The question for sums, in the SQL of DuckDB over the wide tables of a release."""

from collections.abc import Iterator, Mapping, Sequence

from query.indicators import DIGITS, By, IndicatorSearch
from query.shown import division_prefix

Columns = Mapping[
    str, tuple[str, str]
]  # by key: the column of numbers (of money: in yuan), and that of marks
FACTS = ("total", "number_count", "no_number_count", "report_count")
# The n-th line of one file is the n-th of the other: no key has to be looked up.
TABLES = "numbers n POSITIONAL JOIN marks m"
_NAMES = {By.PUBLISHER: "n.publisher_id", By.YEAR: "n.year", By.FORM: "n.form"}


def sums(
    search: IndicatorSearch, key_groups: Sequence[Sequence[str]], columns: Columns
) -> tuple[str, list[object]]:
    """Return the question for the sum of each group of keys, and its values: one look at the tables for all.

    ``part`` of a row says which group it is of, from 0. Told apart by key, each key has a sum of its own.
    """
    is_by_key = By.KEY in search.by
    parts = [
        (place, told)
        for place, keys in enumerate(key_groups)
        for told in ([[key] for key in keys] if is_by_key else [keys])
        if told
    ]
    lists = {
        "part": [str(place) for place, _ in parts],
        "key": [f"'{keys[0]}'" for _, keys in parts],  # of our own forms: no stranger's text
        **dict(zip(FACTS, zip(*(_facts(keys, columns) for _, keys in parts), strict=True), strict=True)),
    }
    if not is_by_key:
        del lists["key"]
    conditions, values = conditions_of(search)
    groups = [f"{group_of(by)} AS {by.value}" for by in search.by if by is not By.KEY]
    added = ", ".join((*groups, *(f"[{', '.join(one)}] AS {name}s" for name, one in lists.items())))
    apart = ", ".join(
        (
            *(by.value for by in search.by if by is not By.KEY),
            *(f"unnest({name}s) AS {name}" for name in lists),
        )
    )
    order = [f"{by.value} NULLS FIRST" for by in search.by]
    if search.top is not None:
        order.insert(0, "coalesce(total, -1) DESC")
    limit = "" if search.top is None else f" LIMIT {search.top:d}"
    text = (
        f"WITH added AS (SELECT {added} FROM {TABLES} WHERE {conditions} GROUP BY ALL), "  # noqa: S608  # our own names
        f"apart AS (SELECT {apart} FROM added) "
        f"SELECT * FROM apart WHERE report_count > 0 ORDER BY {', '.join(order)}{limit}"
    )
    return text, values


def group_of(by: By) -> str:
    """Return what reports are told apart by."""
    return _NAMES.get(by) or f"substr(n.division_code, 1, {DIGITS[by]})"


def conditions_of(scope: IndicatorSearch) -> tuple[str, list[object]]:
    """Return the condition for the reports that are asked for, and its values."""
    found = list(_conditions(scope))
    return " AND ".join(("TRUE", *(text for text, _ in found))), [
        one for _, values in found for one in values
    ]


def _conditions(scope: IndicatorSearch) -> Iterator[tuple[str, Sequence[object]]]:
    if scope.division_code:
        yield "starts_with(n.division_code, ?)", [division_prefix(scope.division_code)]
    if scope.publisher_id:
        yield "n.publisher_id = ?", [scope.publisher_id]
    if scope.years:
        yield "n.year BETWEEN ? AND ?", scope.years


def _facts(keys: Sequence[str], columns: Columns) -> tuple[str, ...]:
    """Return `FACTS` of some cells added up."""
    numbers = [f'n."{columns[key][0]}"' for key in keys]
    marks = [f'm."{columns[key][1]}"' for key in keys]
    # fsum makes good what a sum of floats loses at every step.
    total = " + ".join(f"coalesce(fsum({one}), 0)" for one in numbers)
    count = " + ".join(f"count({one})" for one in numbers)
    boxes = " + ".join(f"count({one})" for one in marks)
    is_there = " OR ".join(f"{one} IS NOT NULL" for one in marks)
    return (
        f"CASE WHEN {count} > 0 THEN {total} END",
        count,
        f"{boxes} - ({count})",
        f"count(*) FILTER ({is_there})",
    )
