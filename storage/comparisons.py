"""Outcomes that look at other reports, as rows: the newest comparison of a report is the one that holds."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, Subquery, bindparam, func, insert, select, update

from checks.outcome import Outcome, Verdict
from storage.models import comparison, neighbour_outcome, report
from storage.result_document import side
from storage.rows import insert_many
from storage.surroundings import Surroundings

COPIES = ("U01", "U02")  # the checks whose member is the publisher of a copy
_SAID = [column for column in neighbour_outcome.c if column.name not in {"comparison_id", "ordinal"}]


# Composed once: it is asked for every report that is compared.
_LATEST = (
    select(comparison)
    .where(comparison.c.report_id == bindparam("report"))
    .order_by(comparison.c.seq.desc())
    .limit(1)
)
_LATEST_LOCKED = _LATEST.with_for_update()


def latest_comparison(connection: Connection, report_id: int) -> Row[Any] | None:
    """Return the comparison of a report that holds now, None where it was never compared."""
    return connection.execute(_LATEST, {"report": report_id}).one_or_none()


@lru_cache(maxsize=32)
def present_comparisons(as_of: datetime | None = None) -> Subquery:
    """Return report_id, comparison_id and result_id of the comparison of each report that holds, now or then."""
    later = comparison.alias("later")
    newest = select(func.max(later.c.seq)).where(
        later.c.report_id == comparison.c.report_id,
        *([] if as_of is None else [later.c.recorded_at <= as_of]),
    )  # by its unique key: of one report it takes no scan of all
    return (
        select(comparison.c.report_id, comparison.c.id.label("comparison_id"), comparison.c.result_id)
        .where(comparison.c.seq == newest.scalar_subquery())
        .subquery("compared")
    )


def copies_told(connection: Connection, report_id: int) -> set[tuple[str, int]]:
    """Return by publisher and year the reports that the present comparison of one calls copies of it."""
    last = latest_comparison(connection, report_id)
    if last is None:
        return set()
    query = (
        select(neighbour_outcome.c.member, report.c.year)
        .join(report, report.c.id == report_id)
        .where(
            neighbour_outcome.c.comparison_id == last.id,
            neighbour_outcome.c.check_id.in_(COPIES),
            neighbour_outcome.c.verdict == Verdict.FAILED.value,
            neighbour_outcome.c.member.is_not(None),
        )
    )
    return {(row.member, row.year) for row in connection.execute(query)}


def still_holds(connection: Connection, report_id: int, last: Row[Any] | None) -> bool:
    """Whether no other process compared the report since; then none does before this transaction ends."""
    return connection.execute(_LATEST_LOCKED, {"report": report_id}).one_or_none() == last


def keep_comparison(
    connection: Connection,
    around: Surroundings,
    outcomes: Sequence[Outcome],
    last: Row[Any] | None,
    *,
    check_release: str,
    now: datetime,
) -> bool:
    """Keep what the checks say of a report beside others; return whether it is news.

    ``last`` is the comparison that holds now. The same outcomes by the same checks on the same result make
    no new one: only what they rest on is renewed.
    """
    rows = [_row(outcome, around) for outcome in outcomes if outcome.verdict is not Verdict.PASSED]
    digest = around.digest(check_release)
    if last is not None and _says_same(connection, last, around, check_release, rows):
        same = update(comparison).where(comparison.c.id == last.id)
        connection.execute(same.values(basis_digest=digest))
        return False
    entry = {
        "report_id": around.report.report_id,
        "seq": 1 if last is None else last.seq + 1,
        "check_release": check_release,
        "basis_digest": digest,
        "result_id": around.report.result_id,
        "recorded_at": now,
    }
    made = connection.execute(insert(comparison).values(entry).returning(comparison.c.id)).scalar_one()
    numbered = [{"comparison_id": made, "ordinal": place, **row} for place, row in enumerate(rows)]
    insert_many(connection, neighbour_outcome, numbered)
    return True


def _says_same(
    connection: Connection,
    last: Row[Any],
    around: Surroundings,
    check_release: str,
    rows: Sequence[dict[str, Any]],
) -> bool:
    if (last.check_release, last.result_id) != (check_release, around.report.result_id):
        return False
    query = select(*_SAID).where(neighbour_outcome.c.comparison_id == last.id)
    held = connection.execute(query.order_by(neighbour_outcome.c.ordinal)).mappings()
    return [dict(row) for row in held] == list(rows)


def _row(outcome: Outcome, around: Surroundings) -> dict[str, Any]:
    is_finding = outcome.verdict is Verdict.FAILED
    return {
        "check_id": outcome.check,
        "member": outcome.member,
        "verdict": outcome.verdict.value,
        "severity": outcome.severity.value,
        "left_value": side(outcome.left),
        "right_value": side(outcome.right),
        "is_assumed_zero": outcome.assumed_zero,
        "cell_keys": list(outcome.cells),
        "quotes": list(outcome.quotes),
        "result_ids": list(around.results_of(outcome.check, outcome.member)) if is_finding else [],
    }
