"""Tables of many reports for pandas, polars and Arrow (extra ``analysis``): tidy, one row a cell, or wide.

Beside every number stands its mark: in the tidy table as a column, of the wide table as a second table of
the same shape. A missing number is never zero; the mark says why it is missing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from query.moments import Moment
from query.shown import in_division, shown_results
from storage.models import cell, form_cell, publisher, result

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

COLUMNS = (
    ("publisher_id", "string"),
    ("publisher", "string"),
    ("division_code", "string"),
    ("year", "int16"),
    ("form", "string"),
    ("key", "string"),
    ("value", "float64"),
    ("text", "string"),
    ("mark", "string"),
    ("unit", "string"),
    ("amount_yuan", "float64"),
    ("annotation", "string"),
    ("certainty", "string"),
)
INDEX = ("publisher_id", "publisher", "division_code", "year", "form")
FETCHED_AT_ONCE = 50_000


class AnalysisMissing(ImportError):
    """The extra ``analysis`` is not installed."""


@dataclass(frozen=True, slots=True)
class CellSearch:
    """Which cells: keys or patterns of them (``outcome.*@total``), of whom, in which years. None means all."""

    keys: tuple[str, ...] = ("*",)
    publisher_id: str | None = None
    division_code: str | None = None
    years: tuple[int, int] | None = None
    as_of: Moment | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A table, to be taken as Arrow, pandas or polars. Numbers are float64 as printed, in the unit beside them."""

    arrow: "pyarrow.Table"

    def pandas(self) -> "pandas.DataFrame":
        """Return it as pandas, with strings and missing values of Arrow."""
        import pandas as pd  # noqa: PLC0415  # an extra

        return self.arrow.to_pandas(types_mapper=pd.ArrowDtype)

    def polars(self) -> "polars.DataFrame":
        """Return it as polars."""
        import polars as pl  # noqa: PLC0415  # an extra

        frame = pl.from_arrow(self.arrow)
        assert isinstance(frame, pl.DataFrame)
        return frame


def tidy_cells(connection: Connection, search: CellSearch) -> Frame:
    """Return one row for every cell that the shown reports have, by publisher, year and cell.

    Raises `AnalysisMissing` without the extra.
    """
    pa = _arrow()
    schema = pa.schema([(name, pa.type_for_alias(kind)) for name, kind in COLUMNS])
    batches = []
    rows = connection.execution_options(yield_per=FETCHED_AT_ONCE).execute(_query(connection, search))
    for part in rows.partitions():
        columns = [list(map(_plain, column)) for column in zip(*part, strict=True)]
        batches.append(pa.record_batch(columns, schema=schema))
    return Frame(pa.Table.from_batches(batches, schema=schema))


def wide_cells(tidy: Frame, values: str = "value") -> Frame:
    """Return one row for every report and one column for every cell of a tidy table.

    ``values`` is what stands in the columns: ``value``, ``mark``, ``text``, ``amount_yuan``. A report whose
    form has no such cell has nothing there, and no mark either.
    """
    frame = tidy.polars()
    order = list(dict.fromkeys(frame["key"].to_list()))
    wide = frame.pivot("key", index=list(INDEX), values=values, maintain_order=True)
    return Frame(wide.select([*INDEX, *order]).to_arrow())


def _query(connection: Connection, search: CellSearch) -> Any:  # noqa: ANN401  # a Select of many types
    held = {row.id: row.key for row in connection.execute(select(form_cell))}
    wanted = [one for one, key in held.items() if _is_wanted(key, search.keys)]
    shown = shown_results(search.as_of)
    query = (
        select(
            shown.c.publisher_id,
            publisher.c.name,
            publisher.c.division_code,
            shown.c.year,
            result.c.form,
            form_cell.c.key,
            cell.c.num,
            cell.c.text,
            cell.c.mark,
            cell.c.unit,
            cell.c.amount_yuan,
            cell.c.annotation,
            cell.c.certainty,
        )
        .select_from(shown)
        .join(publisher, publisher.c.id == shown.c.publisher_id)
        .join(result, result.c.id == shown.c.result_id)
        .join(cell, cell.c.result_id == result.c.id)
        .join(form_cell, form_cell.c.id == cell.c.cell_id)
        .order_by(shown.c.publisher_id, shown.c.year, cell.c.cell_id)
    )
    if len(wanted) < len(held):
        query = query.where(cell.c.cell_id.in_(wanted))
    if search.publisher_id:
        query = query.where(shown.c.publisher_id == search.publisher_id)
    if search.division_code:
        query = query.where(in_division(search.division_code))
    return query.where(shown.c.year.between(*search.years)) if search.years else query


def _is_wanted(key: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(key, pattern) for pattern in patterns)


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value


def _arrow() -> Any:  # noqa: ANN401  # a module
    try:
        import pyarrow as pa  # noqa: PLC0415  # an extra
    except ImportError as missing:
        message = "frames need the extra analysis: pip install 'gongkai[analysis]'"
        raise AnalysisMissing(message) from missing
    return pa
