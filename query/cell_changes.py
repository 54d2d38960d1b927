"""Which cells two versions print otherwise, by their rows: for many pairs, where documents would take too long."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    column,
    literal_column,
    or_,
    select,
    union_all,
    values,
)

from query.diff import CellChange
from query.form_view import label_zh
from storage.models import cell, form_cell, result
from storage.standing import standing_runs

Pair = tuple[int, int]  # ids of two versions, or of two results: the older, the newer


@dataclass(frozen=True, slots=True)
class Sides:
    """Two versions beside one another. A version that was never read prints nothing."""

    changes: tuple[CellChange, ...]
    is_same_parser: bool
    is_same_report: bool  # of one publisher and year; also where that could not be read


def cells_between(connection: Connection, pairs: Iterable[Pair]) -> Mapping[Pair, Sides]:
    """Compare the readings that hold of both versions of each pair; of some dozens of pairs at once."""
    asked = set(pairs)
    read = _readings(connection, {version_id for pair in asked for version_id in pair})
    both = {pair: (read[pair[0]], read[pair[1]]) for pair in asked if read.keys() >= set(pair)}
    changes = _changes(connection, {(old.result_id, new.result_id) for old, new in both.values()})
    unread = Sides((), is_same_parser=False, is_same_report=True)
    return {pair: _sides(*both[pair], changes) if pair in both else unread for pair in asked}


def _sides(old: Row[Any], new: Row[Any], changes: Mapping[Pair, list[Row[Any]]]) -> Sides:
    told = tuple(
        CellChange(
            key=row.key,
            label_zh=label_zh(row.key, new.form, old.form),
            old_text=row.old_text,
            new_text=row.new_text,
            old_mark=row.old_mark,
            new_mark=row.new_mark,
            old_unit=row.old_unit,
            new_unit=row.new_unit,
        )
        for row in changes[old.result_id, new.result_id]
    )
    return Sides(
        told,
        is_same_parser=old.parser_id == new.parser_id,
        is_same_report=_agree(old.publisher_id, new.publisher_id) and _agree(old.year, new.year),
    )


def _agree(one: object, other: object) -> bool:
    return one == other or one is None or other is None


def _readings(connection: Connection, version_ids: set[int]) -> Mapping[int, Row[Any]]:
    """Return of each version that was read: its result, who read it, and what of."""
    run = standing_runs()
    facts = result.c.form, result.c.publisher_id, result.c.year
    query: Select[Any] = select(run.c.version_id, run.c.result_id, run.c.parser_id, *facts)
    query = query.join(result, result.c.id == run.c.result_id)
    rows = connection.execute(query.where(run.c.version_id.in_(sorted(version_ids))))
    return {row.version_id: row for row in rows}


def _changes(connection: Connection, pairs: set[Pair]) -> Mapping[Pair, list[Row[Any]]]:
    """Return the cells that both results print otherwise, or only one of them: mostly few.

    In the order of the cells; those that only the older result has come last.
    """
    found: dict[Pair, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(_differing(sorted(pairs))) if pairs else ():
        found[row.old_id, row.new_id].append(row)
    return found


def _differing(pairs: list[Pair]) -> Select[Any]:
    ids = column("old_id", cell.c.result_id.type), column("new_id", cell.c.result_id.type)
    pair = values(*ids, name="pair").data(pairs).cte("pair")
    old, new = cell.alias("old_cell"), cell.alias("new_cell")
    is_old, is_new = old.c.result_id == pair.c.old_id, new.c.result_id == pair.c.new_id
    is_same = old.c.cell_id == new.c.cell_id
    differ = or_(*(old.c[name].is_distinct_from(new.c[name]) for name in ("text", "mark", "unit")))
    printed = (
        old.c.text.label("old_text"),
        new.c.text.label("new_text"),
        old.c.mark.label("old_mark"),
        new.c.mark.label("new_mark"),
        old.c.unit.label("old_unit"),
        new.c.unit.label("new_unit"),
    )
    of_new = (
        select(pair, new.c.cell_id, literal_column("0").label("part"), *printed)
        .join(new, is_new)
        .outerjoin(old, is_old & is_same)
        .where(differ)
    )
    only_old = (
        select(pair, old.c.cell_id, literal_column("1").label("part"), *printed)
        .join(old, is_old)
        .outerjoin(new, is_new & is_same)
        .where(new.c.cell_id.is_(None))
    )
    both = union_all(of_new, only_old).subquery("differing")
    query = select(both, form_cell.c.key).join(form_cell, form_cell.c.id == both.c.cell_id)
    return query.order_by(both.c.part, both.c.cell_id)
