"""The findings of a release: what contradicts itself in the reports shown, alone and beside others."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from checks.outcome import Verdict
from storage.comparisons import present_comparisons
from storage.models import neighbour_outcome, outcome
from storage.release.batches import Batch, ShownReport
from storage.release.fields import Field, Table, Type
from storage.release.long import WHOSE, Export, whose
from storage.release.writing import RowWriter
from storage.review import ReviewState, decisions_on, operands_of, state_of
from storage.told_findings import failed_outcome, words_of

FINDINGS = Table(
    "findings",
    "自相矛盾之处",
    "one row a check that failed",
    (
        *WHOSE,
        Field("check", "规则", "id of the check"),
        Field("member", "对象", "row, column or cell, where the check has several"),
        Field("severity", "程度", "error, warning, info, doubtful"),
        Field("left", "左边", "one side of the contradiction"),
        Field("right", "右边", "the other side"),
        Field("is_assumed_zero", "空白按零计", "whether a blank was read as zero to compare", Type.BOOLEAN),
        Field("cell_keys", "单元格", "keys of the cells compared, separated by spaces"),
        Field("is_beside", "与他处比较", "whether other reports or visits are compared", Type.BOOLEAN),
        Field("message_zh", "说明", "what is wrong, in Chinese"),
        Field("message_en", "英文说明", "what is wrong, in English"),
        Field("review", "复核", "open, confirmed, dismissed, reopened"),
        Field("note", "复核意见", "why a person decided so"),
    ),
)
Decisions = Mapping[tuple[int, str, str | None], Sequence[Row[Any]]]


def findings_export(connection: Connection, file: RowWriter, keys: Mapping[int, str]) -> Export:
    """Return what writes the findings of a batch."""

    def export(batch: Batch) -> None:
        decisions = decisions_on(connection, [report.report_id for report in batch.reports])
        own, beside = _own(connection, batch), _beside(connection, batch)
        rows = []
        for report in batch.reports:
            printed = {
                keys[cell.cell_id]: cell.text or cell.mark for cell in batch.cells.get(report.result_id, ())
            }
            alone = [(row, False) for row in own[report.result_id]]
            for row, is_beside in [*alone, *((row, True) for row in beside[report.report_id])]:
                line = _line(report, row, decisions, printed, is_beside=is_beside)
                rows.append(line)
        file.write_rows(rows)

    return export


def _own(connection: Connection, batch: Batch) -> Mapping[int, list[Row[Any]]]:
    query = select(outcome).where(
        outcome.c.result_id.in_([report.result_id for report in batch.reports]),
        outcome.c.verdict == Verdict.FAILED.value,
    )
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query.order_by(outcome.c.result_id, outcome.c.ordinal)):
        found[row.result_id].append(row)
    return found


def _beside(connection: Connection, batch: Batch) -> Mapping[int, list[Row[Any]]]:
    present = present_comparisons()
    query = (
        select(neighbour_outcome, present.c.report_id)
        .select_from(present)
        .join(neighbour_outcome, neighbour_outcome.c.comparison_id == present.c.comparison_id)
        .where(
            present.c.report_id.in_([report.report_id for report in batch.reports]),
            neighbour_outcome.c.verdict == Verdict.FAILED.value,
        )
        .order_by(present.c.report_id, neighbour_outcome.c.ordinal)
    )
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.report_id].append(row)
    return found


def _line(
    report: ShownReport, row: Row[Any], decisions: Decisions, printed: Mapping[str, str], *, is_beside: bool
) -> tuple[object, ...]:
    about = decisions.get((report.report_id, row.check_id, row.member), ())
    state, note = state_of(about, operands_of(row, printed), printed) if about else (ReviewState.OPEN, None)
    return (
        *whose(report),
        row.check_id,
        row.member,
        row.severity,
        row.left_value,
        row.right_value,
        _truth(is_true=row.is_assumed_zero),
        " ".join(row.cell_keys),
        _truth(is_true=is_beside),
        *words_of(failed_outcome(row)),
        state.value,
        note,
    )


def _truth(*, is_true: bool) -> str:
    return "true" if is_true else "false"
