"""Which cells two versions print otherwise, by their rows: for many pairs, where documents would take too long."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Connection, FromClause, Select, bindparam, or_, select, union

from query.diff import CellChange
from query.form_view import label_zh
from storage.models import cell, form_cell, result
from storage.standing import standing_run

Printed = tuple[str | None, str, str | None]  # text, mark, unit


@dataclass(frozen=True, slots=True)
class Sides:
    """Two versions beside one another. A version that was never read prints nothing."""

    changes: tuple[CellChange, ...]
    is_same_parser: bool
    is_same_report: bool  # of one publisher and year; also where that could not be read


@dataclass(frozen=True, slots=True)
class _Reading:
    result_id: int
    parser_id: int
    form: str | None
    publisher_id: str | None
    year: int | None


def cells_between(connection: Connection, old_version_id: int, new_version_id: int) -> Sides:
    """Compare the readings of two versions that hold."""
    old, new = (_reading(connection, version_id) for version_id in (old_version_id, new_version_id))
    if old is None or new is None:
        return Sides((), is_same_parser=False, is_same_report=True)
    ids = _differing(connection, old.result_id, new.result_id)
    before, after = (_printed(connection, one.result_id, ids) for one in (old, new))
    changes = tuple(
        CellChange(
            key=key,
            label_zh=label_zh(key, new.form, old.form),
            old_text=before[key][0] if key in before else None,
            new_text=after[key][0] if key in after else None,
            old_mark=before[key][1] if key in before else None,
            new_mark=after[key][1] if key in after else None,
        )
        for key in dict.fromkeys((*after, *before))
        if before.get(key) != after.get(key)
    )
    return Sides(
        changes,
        is_same_parser=old.parser_id == new.parser_id,
        is_same_report=_agree(old.publisher_id, new.publisher_id) and _agree(old.year, new.year),
    )


def _agree(one: object, other: object) -> bool:
    return one == other or one is None or other is None


def _reading(connection: Connection, version_id: int) -> _Reading | None:
    run = standing_run(connection, version_id)
    if run is None:
        return None
    facts = connection.execute(_facts(), {"result": run.result_id}).one()
    return _Reading(run.result_id, run.parser_id, facts.form, facts.publisher_id, facts.year)


@cache
def _facts() -> Select[Any]:
    return select(result.c.form, result.c.publisher_id, result.c.year).where(
        result.c.id == bindparam("result")
    )


def _differing(connection: Connection, old: int, new: int) -> list[int]:
    """Return the ids of the cells that only one of two results has, or that they print otherwise: mostly few."""
    return list(connection.scalars(_difference(), {"old": old, "new": new}))


@cache
def _difference() -> CompoundSelect[Any]:
    old, new = cell.alias("old_cell"), cell.alias("new_cell")
    return union(_only(old, new, "old", "new"), _only(new, old, "new", "old"))


def _only(one: FromClause, other: FromClause, here: str, there: str) -> Select[Any]:
    is_its = (other.c.cell_id == one.c.cell_id) & (other.c.result_id == bindparam(there))
    differ = [one.c[name].is_distinct_from(other.c[name]) for name in ("text", "mark", "unit")]
    is_here = one.c.result_id == bindparam(here)
    return select(one.c.cell_id).outerjoin(other, is_its).where(is_here, or_(*differ))


def _printed(connection: Connection, result_id: int, ids: Sequence[int]) -> dict[str, Printed]:
    query = (
        select(form_cell.c.key, cell.c.text, cell.c.mark, cell.c.unit)
        .join(form_cell, form_cell.c.id == cell.c.cell_id)
        .where(cell.c.result_id == result_id, cell.c.cell_id.in_(ids))
        .order_by(form_cell.c.id)
    )
    return {key: (text, mark, unit) for key, text, mark, unit in connection.execute(query)}
