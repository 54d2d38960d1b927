"""Figures of a release added up from its wide Parquet tables: what scans every report takes a second of a database.

The same questions and answers as `query.indicators`, by DuckDB (extra ``analysis``). Numbers and marks stand in
two files of the same shape and order: a box with a mark and no number is one without a number.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fnmatch import fnmatchcase
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from query.answers import PublisherAnswer
from query.form_view import money_keys
from query.indicators import By, IndicatorLine, IndicatorSearch, KeyUnknown
from query.shown import division_prefix, publishers_of
from storage.release.codebook import YUAN
from storage.release.names import known_keys, short_name

if TYPE_CHECKING:
    import duckdb

NUMBERS, MARKS = "reports.parquet", "marks.parquet"
# Sums of money are exact to the hundredth of a fen; nothing that a form prints is larger.
EXACT = "DECIMAL(28, 4)"
_DIGITS = {By.PROVINCE: 2, By.CITY: 4, By.COUNTY: 6}
_NAMES = {By.PUBLISHER: "n.publisher_id", By.YEAR: "n.year", By.FORM: "n.form"}


class WideTables:
    """The wide tables of one release. May be asked from any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._duckdb: duckdb.DuckDBPyConnection | None = None

    @classmethod
    def of_release(cls, database: str | Path) -> "WideTables | None":
        """Return the tables beside the database of a release; None where there are none, or no DuckDB."""
        if find_spec("duckdb") is None or "://" in str(database):
            return None
        folder = Path(database).parent
        return cls(folder) if all((folder / name).is_file() for name in (NUMBERS, MARKS)) else None

    def add_up(self, connection: Connection, search: IndicatorSearch) -> tuple[IndicatorLine, ...]:
        """Answer as `query.indicators.add_up` does. Publishers are looked up in the release's database."""
        cursor = self._open().cursor()
        held = self._held(cursor)
        keys = [key for key in held if any(fnmatchcase(key, pattern) for pattern in search.keys)]
        for pattern in search.keys:
            if not any(fnmatchcase(key, pattern) for key in keys):
                message = f"no cell {pattern!r} in this release; its codebook lists them"
                raise KeyUnknown(message)
        text, values = _query(search, keys, held)
        result = cursor.execute(text, values)
        names = [column[0] for column in result.description]
        rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
        owners = publishers_of(connection, {row["publisher"] for row in rows if "publisher" in row})
        return tuple(_line(row, owners) for row in rows)

    def _open(self) -> "duckdb.DuckDBPyConnection":
        if self._duckdb is None:
            import duckdb  # noqa: PLC0415  # an extra

            opened = duckdb.connect()
            for view, name in (("numbers", NUMBERS), ("marks", MARKS)):
                opened.read_parquet(str(self._folder / name)).create_view(view)
            self._duckdb = opened
        return self._duckdb

    def _held(self, cursor: "duckdb.DuckDBPyConnection") -> Mapping[str, str]:
        """Return the columns of this release by the keys of their cells: an older one lacks newer cells."""
        there = {name for (name, *_) in cursor.execute("DESCRIBE numbers").fetchall()}
        named = {key: short_name(key) for key in known_keys()}
        return {key: name for key, name in named.items() if name in there}


def _query(search: IndicatorSearch, keys: Sequence[str], held: Mapping[str, str]) -> tuple[str, list[Any]]:
    """Return the question in SQL and its values. Told apart by key, each key is a question of its own."""
    conditions, values = _conditions(search)
    apart = [[key] for key in keys] if By.KEY in search.by else [list(keys)]
    parts = [_part(search, group, held, conditions) for group in apart]
    names = [by.value for by in search.by]
    order = names if search.top is None else ["coalesce(total, -1) DESC", *names]
    text = f"SELECT * FROM ({' UNION ALL '.join(parts)}) ORDER BY {', '.join(order)}"  # noqa: S608  # our own names
    limit = "" if search.top is None else f" LIMIT {search.top:d}"
    return text + limit, values * len(parts)


def _part(search: IndicatorSearch, keys: Sequence[str], held: Mapping[str, str], conditions: str) -> str:
    numbers = [f'n."{held[key]}_{YUAN}"' if key in money_keys() else f'n."{held[key]}"' for key in keys]
    marks = [f'm."{held[key]}"' for key in keys]
    total = " + ".join(f"coalesce(sum({one}::{EXACT}), 0)" for one in numbers)
    count = " + ".join(f"count({one})" for one in numbers)
    boxes = " + ".join(f"count({one})" for one in marks)
    is_there = " OR ".join(f"{one} IS NOT NULL" for one in marks)
    groups = [_group(by, keys[0]) for by in search.by]
    named = [f"{group} AS {by.value}" for group, by in zip(groups, search.by, strict=True)]
    figures = [
        f"CASE WHEN {count} > 0 THEN {total} END AS total",
        f"{count} AS number_count",
        f"{boxes} - ({count}) AS no_number_count",
        f"count(*) FILTER ({is_there}) AS report_count",
    ]
    # The n-th line of one file is the n-th of the other: no key has to be looked up.
    return (
        f"SELECT {', '.join((*named, *figures))} FROM numbers n POSITIONAL JOIN marks m WHERE {conditions} "  # noqa: S608
        f"GROUP BY {', '.join(groups)} HAVING report_count > 0"
    )


def _group(by: By, key: str) -> str:
    if by is By.KEY:
        return f"'{key}'"  # of our own forms: no stranger's text
    return _NAMES.get(by) or f"substr(n.division_code, 1, {_DIGITS[by]})"


def _conditions(search: IndicatorSearch) -> tuple[str, list[Any]]:
    found: list[tuple[str, list[Any]]] = [("TRUE", [])]
    if search.division_code:
        found.append(("starts_with(n.division_code, ?)", [division_prefix(search.division_code)]))
    if search.publisher_id:
        found.append(("n.publisher_id = ?", [search.publisher_id]))
    if search.years:
        found.append(("n.year BETWEEN ? AND ?", list(search.years)))
    return " AND ".join(text for text, _ in found), [value for _, values in found for value in values]


def _line(row: Mapping[str, Any], owners: Mapping[str, PublisherAnswer]) -> IndicatorLine:
    codes = (row[by.value] for by in _DIGITS if by.value in row)
    total = row["total"]
    return IndicatorLine(
        division_code=next(codes, None),
        publisher=owners.get(row.get("publisher", "")),
        year=row.get("year"),
        key=row.get("key"),
        form=row.get("form"),
        total=None if total is None else Decimal(total).normalize(),
        number_count=row["number_count"],
        no_number_count=row["no_number_count"],
        report_count=row["report_count"],
    )
