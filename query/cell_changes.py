"""Which cells two versions print otherwise, by their rows: for many pairs, where documents would take too long."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, literal, select

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


def cells_between(connection: Connection, old_version_id: int, new_version_id: int) -> Sides:
    """Compare the readings of two versions that hold."""
    old, new = (_reading(connection, version_id) for version_id in (old_version_id, new_version_id))
    if old is None or new is None:
        return Sides((), is_same_parser=False, is_same_report=True)
    before, after = (_printed(connection, one.result_id) for one in (old, new))
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


def _reading(connection: Connection, version_id: int) -> Row[Any, Any, Any, Any, Any] | None:
    run = standing_run(connection, version_id)
    if run is None:
        return None
    facts = result.c.form, result.c.publisher_id, result.c.year
    parser_id = literal(run.parser_id).label("parser_id")
    query = select(result.c.id.label("result_id"), *facts, parser_id).where(result.c.id == run.result_id)
    return connection.execute(query).one()


def _printed(connection: Connection, result_id: int) -> dict[str, Printed]:
    query = (
        select(form_cell.c.key, cell.c.text, cell.c.mark, cell.c.unit)
        .join(form_cell, form_cell.c.id == cell.c.cell_id)
        .where(cell.c.result_id == result_id)
        .order_by(form_cell.c.id)
    )
    return {key: (text, mark, unit) for key, text, mark, unit in connection.execute(query)}
