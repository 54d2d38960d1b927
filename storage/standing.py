"""Which readings hold: those that no proposal made, and proposals that somebody accepted."""

from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
)

from storage.models import parse_run, proposal, publication, result, version

# All of a result but its document, which is large and rarely needed.
RESULT_FACTS = [column for column in result.c if column.name != "document"]


@cache
def held_runs() -> Subquery:
    """Return the parse runs that may be shown, in the columns of `parse_run`.

    An accepted one counts from its acceptance: what was read later but accepted before is older.
    """
    proposed = [parse_run.c[name] == proposal.c[name] for name in ("version_id", "parser_id", "hints_digest")]
    since = func.coalesce(proposal.c.accepted_at, parse_run.c.recorded_at, type_=parse_run.c.recorded_at.type)
    columns = [column for column in parse_run.c if column.name != "recorded_at"]
    return (
        select(*columns, since.label("recorded_at"))
        .outerjoin(proposal, and_(*proposed))
        .where(or_(proposal.c.version_id.is_(None), proposal.c.accepted_at.is_not(None)))
        .subquery("held_run")
    )


def standing_runs() -> Subquery:
    """Return of each version the one parse run that holds, with its ``publication_id``.

    For many versions at once; `standing_run` is quicker for one.
    """
    held = held_runs()
    place = func.row_number().over(partition_by=held.c.version_id, order_by=_best_first(held))
    ranked = (
        select(*held.c, version.c.publication_id, place.label("place"))
        .join(version, version.c.id == held.c.version_id)
        .join(publication, publication.c.id == version.c.publication_id)
        .subquery("ranked_run")
    )
    columns = [column for column in ranked.c if column.name != "place"]
    return select(*columns).where(ranked.c.place == 1).subquery("standing_run")


def standing_run(connection: Connection, version_id: int) -> Row[Any] | None:
    """Return the parse run of a version that holds, None where it was never read."""
    return connection.execute(_standing_run(), {"version": version_id}).one_or_none()


def standing_result(connection: Connection, version_id: int) -> Row[Any] | None:
    """Return the result that holds of a version, in `RESULT_FACTS` and the version's ``seq``; None as above."""
    return connection.execute(_standing_result(), {"version": version_id}).one_or_none()


@cache
def _standing_run() -> Select[Any]:
    held = held_runs()
    return _best(select(held, version.c.publication_id), held)


@cache
def _standing_result() -> Select[Any]:
    held = held_runs()
    return _best(select(*RESULT_FACTS, version.c.seq).join(held, held.c.result_id == result.c.id), held)


def _best(query: Select[Any], held: Subquery) -> Select[Any]:
    return (
        query.join(version, version.c.id == held.c.version_id)
        .join(publication, publication.c.id == version.c.publication_id)
        .where(held.c.version_id == bindparam("version"))
        .order_by(*_best_first(held))
        .limit(1)
    )


def _best_first(held: Subquery) -> tuple[ColumnElement[Any], ...]:
    """Put first one that did not break, with the hints that hold now, then the newest."""
    is_current = case((held.c.hints_digest == publication.c.hints_digest, 1), else_=0)
    return held.c.is_fault, is_current.desc(), held.c.recorded_at.desc(), held.c.parser_id.desc()
