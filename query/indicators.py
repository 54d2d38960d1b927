"""Figures of many reports added up: an indicator by division, publisher and year.

What is blank, a dash or unreadable is not zero: beside each sum stands how many boxes had a number and how
many had none. Money is added up in yuan, and an amount without a unit counts as no number.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    RowMapping,
    Select,
    Subquery,
    and_,
    case,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
    true,
)

from parsers.crosswalk import stand_ins_among
from query.answers import PublisherAnswer
from query.form_view import money_keys
from query.moments import Moment
from query.shown import FEW, in_division, publishers_of, shown_results
from storage.models import cell, form_cell, publisher, result


class By(StrEnum):
    """What figures are told apart by."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    PUBLISHER = "publisher"
    YEAR = "year"
    KEY = "key"
    FORM = "form"


DIGITS = {By.PROVINCE: 2, By.CITY: 4, By.COUNTY: 6}  # of a division's code
_PLACES = tuple(by.value for by in DIGITS)


class KeyUnknown(LookupError):
    """No report of the archive has a cell of such a key."""


@dataclass(frozen=True, slots=True)
class IndicatorSearch:
    """Which cells to add up: keys, or patterns of them (``outcome.denied.*@total``).

    A cell is not added beside another of them that stands for it and has a number, unless keys are told apart.
    """

    keys: tuple[str, ...]
    by: tuple[By, ...] = (By.YEAR,)
    division_code: str | None = None
    publisher_id: str | None = None
    years: tuple[int, int] | None = None
    as_of: Moment | None = None
    top: int | None = None  # only the largest sums, the largest first


@dataclass(frozen=True, slots=True)
class CellGroup:
    """Cells to add up; with ``beside`` only those of reports in which one of these other cells has a number."""

    keys: tuple[str, ...]
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One sum. What it is not told apart by is None; ``total`` is None where no box had a number."""

    division_code: str | None
    publisher: PublisherAnswer | None
    year: int | None
    key: str | None
    form: str | None
    total: Decimal | None
    number_count: int  # boxes with a number
    no_number_count: int  # boxes that are blank, a dash, absent, unreadable
    report_count: int


def add_up(connection: Connection, search: IndicatorSearch) -> tuple[IndicatorLine, ...]:
    """Add up. Raises `KeyUnknown` for a key or pattern that fits no cell of the archive."""
    ids = _ids(connection)
    return _add_up(connection, search, CellGroup(keys_fitting(search.keys, ids)), ids)


def add_up_each(
    connection: Connection, search: IndicatorSearch, groups: Sequence[CellGroup]
) -> tuple[tuple[IndicatorLine, ...], ...]:
    """Add up several groups of cells alike; ``search.keys`` are not looked at. Nothing is added up of no cells."""
    ids = _ids(connection)
    return tuple(_add_up(connection, search, group, ids) if group.keys else () for group in groups)


def _add_up(
    connection: Connection, search: IndicatorSearch, group: CellGroup, ids: Mapping[str, int]
) -> tuple[IndicatorLine, ...]:
    shown = shown_results(search.as_of)
    query = _query(search, {ids[key]: key for key in group.keys}, shown)
    query = query.where(*conditions(connection, search, shown))
    if group.beside:
        query = query.where(_is_beside({ids[key]: key for key in group.beside}))
    rows = connection.execute(query).mappings().all()
    told = {row[By.PUBLISHER.value] for row in rows} if By.PUBLISHER in search.by else set()
    owners = publishers_of(connection, told)
    return tuple(line_of(row, owners) for row in rows)


def _ids(connection: Connection) -> dict[str, int]:
    return {row.key: row.id for row in connection.execute(select(form_cell))}


def held_keys(connection: Connection) -> frozenset[str]:
    """Return the keys of all cells that any report of the archive has."""
    return frozenset(connection.scalars(select(form_cell.c.key)))


def keys_fitting(asked: Sequence[str], held: Collection[str]) -> tuple[str, ...]:
    """Return the keys that fit any of these keys or patterns. Raises `KeyUnknown` for one that none fits."""
    for pattern in asked:
        if not any(fnmatchcase(key, pattern) for key in held):
            message = f"no cell {pattern!r} in this archive; `gongkai cells` lists those of a report"
            raise KeyUnknown(message)
    return tuple(key for key in held if any(fnmatchcase(key, pattern) for pattern in asked))


def number_in(cells: FromClause, keys: Mapping[int, str]) -> ColumnElement[Any]:
    """Return what a row of ``cells`` counts for, of cells by their ids: money in yuan."""
    money = [one for one, key in keys.items() if key in money_keys()]
    return (
        case((cells.c.cell_id.in_(money), cells.c.amount_yuan), else_=cells.c.num) if money else cells.c.num
    )


def is_counted(keys: Mapping[int, str]) -> ColumnElement[bool]:
    """Tell whether a cell counts beside these: not where one of them that stands for it has a number."""
    ids = {key: one for one, key in keys.items()}
    standing = stand_ins_among(ids)
    if not standing:
        return true()
    return not_(
        or_(
            *(
                and_(cell.c.cell_id.in_([ids[part] for part in parts]), _is_beside({ids[key]: key}))
                for key, parts in standing.items()
            )
        )
    )


def _is_beside(keys: Mapping[int, str]) -> ColumnElement[bool]:
    """Tell whether one of these cells has a number in the report that a cell is of."""
    other = cell.alias("other")
    is_number = number_in(other, keys).is_not(None)
    return exists().where(other.c.result_id == cell.c.result_id, other.c.cell_id.in_(keys), is_number)


def _query(search: IndicatorSearch, keys: Mapping[int, str], shown: Subquery) -> Select[Any]:
    value = number_in(cell, keys)
    # SQLite breaks off at a sum of integers beyond 2**63, which two boxes of nonsense reach: none is an integer.
    total = func.sum(value * literal_column("1.0"), type_=cell.c.num.type)
    groups = [_name(by, shown) for by in search.by]
    query = (
        select(
            *(group.label(by.value) for by, group in zip(search.by, groups, strict=True)),
            total.label("total"),
            func.count(value).label("number_count"),
            (func.count() - func.count(value)).label("no_number_count"),
            (func.count() if len(keys) == 1 else func.count(shown.c.report_id.distinct())).label(
                "report_count"
            ),
        )
        .select_from(shown)
        .join(publisher, publisher.c.id == shown.c.publisher_id)
        .join(cell, cell.c.result_id == shown.c.result_id)
        .where(cell.c.cell_id.in_(keys))
        .group_by(*groups)
    )
    if By.KEY in search.by:
        query = query.join(form_cell, form_cell.c.id == cell.c.cell_id)
    else:
        query = query.where(is_counted(keys))
    if By.FORM in search.by:
        query = query.join(result, result.c.id == shown.c.result_id)
    if search.top is None:
        return query.order_by(*groups)
    largest = func.coalesce(total, -1).desc()
    return query.order_by(largest, *groups).limit(search.top)


def conditions(
    connection: Connection, search: IndicatorSearch, shown: Subquery
) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions for the reports that are asked for; ``publisher`` has to be joined."""
    if search.division_code:
        inside = select(publisher.c.id).where(in_division(search.division_code)).limit(FEW + 1)
        ids = connection.scalars(inside).all()
        # By their ids a few are found through an index; else the figures of the whole country are read.
        yield publisher.c.id.in_(ids) if len(ids) <= FEW else in_division(search.division_code)
    if search.publisher_id:
        yield shown.c.publisher_id == search.publisher_id
    if search.years:
        yield shown.c.year.between(*search.years)


def _name(by: By, shown: Subquery) -> ColumnElement[Any]:
    match by:
        case By.PUBLISHER:
            return shown.c.publisher_id
        case By.YEAR:
            return shown.c.year
        case By.KEY:
            return form_cell.c.key
        case By.FORM:
            return result.c.form
    # Written out, not bound: Postgres would not see that the column and the group are the same.
    return func.substr(publisher.c.division_code, literal_column("1"), literal_column(str(DIGITS[by])))


def line_of(row: Mapping[str, Any] | RowMapping, owners: Mapping[str, PublisherAnswer]) -> IndicatorLine:
    """Return the line of a row that has a column for each fact, and for each that sums are told apart by."""
    codes = (row[name] for name in _PLACES if name in row)
    return IndicatorLine(
        division_code=next(codes, None),
        publisher=owners.get(row.get("publisher", "")),
        year=row.get("year"),
        key=row.get("key"),
        form=row.get("form"),
        total=row["total"],
        number_count=row["number_count"],
        no_number_count=row["no_number_count"],
        report_count=row["report_count"],
    )
