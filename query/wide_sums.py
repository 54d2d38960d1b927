"""The question for sums, in the SQL of DuckDB over the table of figures of a release."""

from collections.abc import Iterator, Mapping, Sequence

from parsers.crosswalk import stand_ins_among
from query.indicators import By, CellGroup, IndicatorSearch
from query.shown import division_prefix
from storage.release.wide_fields import HAS, PLACES

Columns = Mapping[str, str]  # by key of the cell
TABLE = "read_parquet(?)"  # not a view of it: binding its six hundred columns takes longer than the question
FACTS = ("total", "number_count", "no_number_count", "report_count")


def sums(search: IndicatorSearch, groups: Sequence[CellGroup], columns: Columns) -> tuple[str, list[object]]:
    """Return the question for the sum of each group of cells, and its values: one look at the tables for all.

    ``part`` of a row says which group it is of, from 0. Told apart by key, each key has a sum of its own.
    """
    is_by_key = By.KEY in search.by
    parts = [
        (place, told)
        for place, group in enumerate(groups)
        for told in ([CellGroup((key,), group.beside) for key in group.keys] if is_by_key else [group])
        if told.keys
    ]
    lists = {
        "part": [str(place) for place, _ in parts],
        "key": [f"'{told.keys[0]}'" for _, told in parts],  # of our own forms: no stranger's text
        **dict(zip(FACTS, zip(*(_facts(told, columns) for _, told in parts), strict=True), strict=True)),
    }
    if not is_by_key:
        del lists["key"]
    conditions, values = conditions_of(search)
    apart_by = [f"{column_of(by)} AS {by.value}" for by in search.by if by is not By.KEY]
    added = ", ".join((*apart_by, *(f"[{', '.join(one)}] AS {name}s" for name, one in lists.items())))
    apart = ", ".join(
        (
            *(by.value for by in search.by if by is not By.KEY),
            *(f"unnest({name}s) AS {name}" for name in lists),
        )
    )
    order = [f"{_sorted(by)} NULLS FIRST" for by in search.by]
    if search.top is not None:
        order.insert(0, "coalesce(total, -1) DESC")
    limit = "" if search.top is None else f" LIMIT {search.top:d}"
    text = (
        f"WITH added AS (SELECT {added} FROM {TABLE} WHERE {conditions} GROUP BY ALL), "  # noqa: S608  # our own names
        f"apart AS (SELECT {apart} FROM added) "
        f"SELECT * FROM apart WHERE report_count > 0 ORDER BY {', '.join(order)}{limit}"
    )
    return text, values


def column_of(by: By) -> str:
    """Return the column that reports are told apart by."""
    return "publisher_id" if by is By.PUBLISHER else by.value


def _sorted(by: By) -> str:
    """Return what puts groups in order: divisions by their codes as texts, as a database does."""
    return f"{by.value}::VARCHAR" if by.value in PLACES else by.value


def conditions_of(scope: IndicatorSearch) -> tuple[str, list[object]]:
    """Return the condition for the reports that are asked for, and its values."""
    found = list(_conditions(scope))
    return " AND ".join(("TRUE", *(text for text, _ in found))), [
        one for _, values in found for one in values
    ]


def _conditions(scope: IndicatorSearch) -> Iterator[tuple[str, Sequence[object]]]:
    if scope.division_code:
        prefix = division_prefix(scope.division_code)
        place = next((name for name, digits in PLACES.items() if digits == len(prefix)), None)
        is_code = prefix.isascii() and prefix.isdecimal()
        yield (
            (f"{place} = ?", [int(prefix)])
            if place and is_code
            else ("starts_with(division_code, ?)", [prefix])
        )
    if scope.publisher_id:
        yield "publisher_id = ?", [scope.publisher_id]
    if scope.years:
        yield "year BETWEEN ? AND ?", scope.years


def _facts(group: CellGroup, columns: Columns) -> tuple[str, ...]:
    """Return `FACTS` of some cells added up."""
    numbers, boxes = numbers_of(group.keys, columns), boxes_of(group.keys, columns)
    if group.beside:
        is_beside = " OR ".join(f'"{columns[key]}" IS NOT NULL' for key in group.beside)
        numbers = [f"CASE WHEN {is_beside} THEN {one} END" for one in numbers]
        boxes = [f"({one} AND ({is_beside}))" for one in boxes]
    if len(numbers) == 1:  # as most questions are, and each key of those that tell keys apart
        (number,), (box,) = numbers, boxes
        there, count = f"count(*) FILTER ({box})", f"count({number})"
        return f"fsum({number})", count, f"{there} - {count}", there
    # Boxes of a report first, then reports: far fewer sums by group. fsum makes good what floats lose at each step.
    total, count = f"fsum({sum_of(numbers)})", f"sum({how_many(numbers)})"
    there = f"sum({' + '.join(f'{one}::USMALLINT' for one in boxes)})"
    return (
        f"CASE WHEN {count} > 0 THEN {total} END",
        f"{count}::BIGINT",
        f"({there} - {count})::BIGINT",
        f"count(*) FILTER ({' OR '.join(boxes)})",
    )


def numbers_of(keys: Sequence[str], columns: Columns) -> list[str]:
    """Return the number of each cell in a report; none where another of them that stands for it has one."""
    instead = _standing_for(keys, columns)
    return [
        f'CASE WHEN {instead[key]} IS NULL THEN "{columns[key]}" END'
        if key in instead
        else f'"{columns[key]}"'
        for key in keys
    ]


def boxes_of(keys: Sequence[str], columns: Columns) -> list[str]:
    """Return whether a report has each cell; it has not what does not count, as in `numbers_of`."""
    instead = _standing_for(keys, columns)
    return [
        f'("{HAS}{columns[key]}" AND {instead[key]} IS NULL)' if key in instead else f'"{HAS}{columns[key]}"'
        for key in keys
    ]


def _standing_for(keys: Sequence[str], columns: Columns) -> Mapping[str, str]:
    """Return of the cells that another of them stands for the column of that one."""
    return {part: f'"{columns[key]}"' for key, parts in stand_ins_among(keys).items() for part in parts}


def sum_of(columns: Sequence[str]) -> str:
    """Return the sum of these columns of a report; what is missing adds nothing."""
    return " + ".join(f"coalesce({one}, 0)" for one in columns) or "0"


def how_many(columns: Sequence[str]) -> str:
    """Return how many of these columns of a report have a value."""
    return " + ".join(f"({one} IS NOT NULL)::USMALLINT" for one in columns) or "0"
