"""What people decided about findings: kept for ever, and in force while the figures stay what they were.

A decision is about a report, a check, a member and the values compared. It says nothing of results, versions
or releases, so it outlives all of them; when a value changes, the finding is open again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select

from checks.outcome import Verdict
from storage.comparisons import present_comparisons
from storage.models import cell, form_cell, neighbour_outcome, outcome, report, review_decision
from storage.shown import FEW, Shown, shown_of


class Decision(StrEnum):
    """What a person says of a finding."""

    CONFIRMED = "confirmed"  # the report does contradict itself
    DISMISSED = "dismissed"  # it does not, or it does not matter


class ReviewState(StrEnum):
    """Whether a finding waits for a person."""

    OPEN = "open"  # nobody decided
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    REOPENED = "reopened"  # somebody decided, and a value has changed since


class FindingUnknown(LookupError):
    """The report has no such finding; the message says what it has."""


class FindingAmbiguous(LookupError):
    """The check has several findings on this report; the message names their members."""


@dataclass(frozen=True, slots=True)
class Operands:
    """The values that a finding compares: both sides, the cells as printed, the printed words."""

    left: str | None = None
    right: str | None = None
    cells: Mapping[str, str] = field(default_factory=dict)
    quotes: tuple[str, ...] = ()

    def still_hold(self, now: "Operands", texts: Mapping[str, str]) -> bool:
        """Whether a finding stands on the same values; ``texts`` are the cells of the report as it is.

        A new release of a check may name other cells or words: what counts is that those named then
        print the same.
        """
        sides = [(then, side) for then, side in ((self.left, now.left), (self.right, now.right)) if then]
        if any(then != side for then, side in sides):
            return False
        if any(texts.get(key) != text for key, text in self.cells.items()):
            return False
        return bool(sides or self.cells) or self.quotes == now.quotes


@dataclass(frozen=True, slots=True)
class Finding:
    """What a decision is about."""

    report_id: int
    check: str
    member: str | None
    operands: Operands


def decide(
    connection: Connection,
    publisher_id: str,
    year: int,
    check: str,
    member: str | None,
    *,
    decision: Decision,
    note: str,
    now: datetime,
) -> Finding:
    """Keep a decision about a finding that the report has now. Raises where it is none, or several."""
    found = [
        finding
        for one in shown_of(connection, report.c.publisher_id == publisher_id, report.c.year == year)
        for finding in findings_of(connection, one)
    ]
    of_check = [finding for finding in found if finding.check == check]
    fitting = [finding for finding in of_check if member is None or finding.member == member]
    if not fitting:
        has = ", ".join(sorted({_named(finding) for finding in of_check or found})) or "none"
        message = f"no finding {check}{f' {member}' if member else ''} on this report; it has {has}"
        raise FindingUnknown(message)
    if len(fitting) > 1:
        members = ", ".join(str(finding.member) for finding in fitting)
        message = f"{check} has {len(fitting)} findings on this report; name one by --member: {members}"
        raise FindingAmbiguous(message)
    (finding,) = fitting
    row = {
        "report_id": finding.report_id,
        "check_id": finding.check,
        "member": finding.member,
        "decision": decision.value,
        "note": note,
        "operands": asdict(finding.operands),
        "recorded_at": now,
    }
    connection.execute(review_decision.insert(), row)
    return finding


def findings_of(connection: Connection, one: Shown) -> list[Finding]:
    """Return everything that failed on a report, alone and beside others."""
    own = select(outcome).where(
        outcome.c.result_id == one.result_id, outcome.c.verdict == Verdict.FAILED.value
    )
    present = present_comparisons()
    beside = (
        select(neighbour_outcome)
        .join(present, present.c.comparison_id == neighbour_outcome.c.comparison_id)
        .where(present.c.report_id == one.report_id, neighbour_outcome.c.verdict == Verdict.FAILED.value)
    )
    rows = [*connection.execute(own), *connection.execute(beside)]
    texts = texts_of(connection, one.result_id)
    return [Finding(one.report_id, row.check_id, row.member, operands_of(row, texts)) for row in rows]


def operands_of(row: Row[Any], texts: Mapping[str, str]) -> Operands:
    """Return what a row of `outcome` or `neighbour_outcome` compares."""
    cells = {key: texts[key] for key in row.cell_keys if key in texts}
    return Operands(row.left_value, row.right_value, cells, tuple(row.quotes))


def texts_of(connection: Connection, result_id: int) -> dict[str, str]:
    """Return what every cell of a result prints, with its mark where it prints no number."""
    query = (
        select(form_cell.c.key, cell.c.text, cell.c.mark)
        .join(form_cell, form_cell.c.id == cell.c.cell_id)
        .where(cell.c.result_id == result_id)
    )
    return {row.key: row.text or row.mark for row in connection.execute(query)}


def decisions_on(
    connection: Connection, report_ids: Sequence[int]
) -> dict[tuple[int, str, str | None], list[Row[Any]]]:
    """Return the decisions on these reports by what they are about, the latest first."""
    query = select(review_decision).order_by(review_decision.c.id.desc())
    if len(report_ids) <= FEW:
        query = query.where(review_decision.c.report_id.in_(report_ids))
    found: dict[tuple[int, str, str | None], list[Row[Any]]] = {}
    for row in connection.execute(query):
        found.setdefault((row.report_id, row.check_id, row.member), []).append(row)
    return found


def state_of(
    decisions: Iterable[Row[Any]], now: Operands, texts: Mapping[str, str]
) -> tuple[ReviewState, str | None]:
    """Return where a finding stands, and the note of the decision that holds: the latest on these values."""
    state = ReviewState.OPEN
    for row in decisions:
        then = Operands(**{**row.operands, "quotes": tuple(row.operands["quotes"])})
        if then.still_hold(now, texts):
            return ReviewState(row.decision), row.note
        state = ReviewState.REOPENED
    return state, None


def _named(finding: Finding) -> str:
    return f"{finding.check} {finding.member}" if finding.member else finding.check
