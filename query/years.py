"""The other years of a publisher, and what one cell says in them: a renamed authority is the same, a merged one is not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, select

from parsers.crosswalk import Comparability, Way, stand_ins, ways
from query.answers import PublisherAnswer
from query.form_view import labels_zh
from query.moments import Moment
from query.shown import shown_results
from storage.lineage import lineage
from storage.models import cell, form_cell, result


@dataclass(frozen=True, slots=True)
class YearOfPublisher:
    """A report of the same authority, perhaps under another id, with the form of what it shows."""

    publisher_id: str
    year: int
    form: str | None
    result_id: int | None


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A box as it is printed, without its place."""

    key: str
    text: str | None
    mark: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class CellOfYear:
    """What another year prints for a cell: the boxes that stand for it, and how well they compare.

    ``level`` is none, and ``cells`` empty, where the form of that year does not tell it.
    """

    report: YearOfPublisher
    level: Comparability
    reasons: tuple[tuple[str, str], ...]  # Chinese and English
    cells: tuple[PrintedCell, ...]


def years_of(
    connection: Connection, owner: PublisherAnswer, as_of: Moment | None = None
) -> tuple[YearOfPublisher, ...]:
    """Return the reports of a publisher and of those that it was before a renaming, by year."""
    ids = lineage(owner.id, owner.name, owner.division_code)
    shown = shown_results(as_of)
    query = (
        select(shown.c.publisher_id, shown.c.year, result.c.form, shown.c.result_id)
        .outerjoin(result, result.c.id == shown.c.result_id)
        .where(shown.c.publisher_id.in_(sorted(ids)))
        .order_by(shown.c.year, shown.c.publisher_id)
    )
    return tuple(YearOfPublisher(*row) for row in connection.execute(query))


def cell_over_years(
    connection: Connection, years: Iterable[YearOfPublisher], key: str, form: str
) -> tuple[CellOfYear, ...]:
    """Return what each of these reports prints for a cell of ``form``, by the crosswalk between the forms."""
    found = ways((key,), form) if key in labels_zh(form) else {}
    untold = Way("", (), Comparability.NONE)
    told = {one: found.get(one.form or "", untold) for one in years}
    keys = {key for way in told.values() for key in (*way.keys, *_instead(way))}
    printed = _printed(connection, {one.result_id for one in told if one.result_id is not None}, keys)
    return tuple(
        CellOfYear(
            one,
            way.level,
            way.reasons,
            _found(one, way.keys, printed) or _found(one, _instead(way), printed),
        )
        for one, way in told.items()
    )


def _instead(way: Way) -> tuple[str, ...]:
    """Return what a report may print as one box in place of those of a way."""
    parts = set(way.keys)
    return (
        tuple(key for key, replaced in stand_ins(way.form).items() if parts == set(replaced)) if parts else ()
    )


def _found(
    year: YearOfPublisher, keys: Iterable[str], printed: Mapping[tuple[int | None, str], PrintedCell]
) -> tuple[PrintedCell, ...]:
    return tuple(found for key in keys if (found := printed.get((year.result_id, key))))


def cell_in_results(connection: Connection, result_ids: Iterable[int], key: str) -> dict[int, PrintedCell]:
    """Return what several readings print in one box, by the reading."""
    wanted = set(result_ids)
    return {
        result_id: one for (result_id, _), one in _printed(connection, wanted, {key}).items() if result_id
    }


def _printed(
    connection: Connection, result_ids: set[int], keys: set[str]
) -> dict[tuple[int | None, str], PrintedCell]:
    query = (
        select(cell.c.result_id, form_cell.c.key, cell.c.text, cell.c.mark, cell.c.num)
        .join(form_cell, form_cell.c.id == cell.c.cell_id)
        .where(cell.c.result_id.in_(sorted(result_ids)), form_cell.c.key.in_(sorted(keys)))
    )
    return {(row.result_id, row.key): PrintedCell(*row[1:]) for row in connection.execute(query)}
