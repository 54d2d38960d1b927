"""Where findings are, when they are rare: reports to look at, so that a page need not look at all of them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, Subquery, Table, func, select

from checks.catalogue import is_comparing
from checks.outcome import Verdict
from storage.models import comparison, neighbour_outcome, outcome, review_decision
from storage.review import ReviewState

RARE = 5000  # findings of a check: more of them are met soon by looking at report after report


def narrowed(
    connection: Connection, shown: Subquery, check: str | None, review: ReviewState | None
) -> Sequence[ColumnElement[bool]]:
    """Return what holds of every shown report with such findings. Nothing, where that would not help."""
    conditions: list[ColumnElement[bool]] = []
    if check is not None:
        table = neighbour_outcome if is_comparing(check) else outcome
        if _count(connection, table, check) < RARE:
            conditions.append(_with_check(shown, check))
    if review not in {None, ReviewState.OPEN}:
        conditions.append(shown.c.report_id.in_(select(review_decision.c.report_id)))
    return conditions


def _count(connection: Connection, table: Table, check: str) -> int:
    query = select(func.count()).where(table.c.check_id == check, table.c.verdict == Verdict.FAILED.value)
    return connection.scalar(query) or 0


def _with_check(shown: Subquery, check: str) -> ColumnElement[bool]:
    failed = Verdict.FAILED.value
    if not is_comparing(check):
        own = select(outcome.c.result_id).where(outcome.c.check_id == check, outcome.c.verdict == failed)
        return shown.c.result_id.in_(own)
    beside = (
        select(comparison.c.report_id)
        .join(neighbour_outcome, neighbour_outcome.c.comparison_id == comparison.c.id)
        .where(neighbour_outcome.c.check_id == check, neighbour_outcome.c.verdict == failed)
    )
    return shown.c.report_id.in_(beside)
