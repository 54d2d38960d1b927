"""Keeps each publication with its report, and each report with the result that it shows."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from parsers.report import Kind, PrintedPublisher
from storage.models import observation, publication, report, result, selection, version
from storage.publishers import find_report, keep_publisher, keep_report
from storage.selection import Candidate, Sighting, choose, publishes_report, shown_now
from storage.standing import held_runs, standing_run

# All of a result but its document, which is large and not needed to choose.
RESULT_FACTS = [column for column in result.c if column.name != "document"]


def renew_report(
    connection: Connection, publication_id: int, *, division_code: str | None, now: datetime
) -> None:
    """Recompute, after any observation or reading of a publication, its report and what that shows.

    ``division_code`` is that of the portal: it tells apart publishers whom nobody resolved.
    """
    row = connection.execute(select(publication).where(publication.c.id == publication_id)).one()
    report_id = _report_of(connection, row, division_code)
    if report_id != row.report_id:
        change = update(publication).where(publication.c.id == publication_id)
        connection.execute(change.values(report_id=report_id))
    for affected in sorted({row.report_id, report_id} - {None}):
        _renew_selection(connection, affected, now)


def shown_result(connection: Connection, publication_id: int) -> tuple[Row[Any], Sighting] | None:
    """Return the result of what a publication shows now, and since when it shows it."""
    query = select(observation.c.version_id, observation.c.observed_at).where(
        observation.c.publication_id == publication_id, observation.c.version_id.is_not(None)
    )
    shown = shown_now(Sighting(*row) for row in connection.execute(query))
    if shown is None:
        return None
    run = standing_run(connection, shown.version_id)
    if run is None:
        return None
    row = connection.execute(select(*RESULT_FACTS).where(result.c.id == run.result_id)).one()
    return row, shown


def _report_of(connection: Connection, row: Row[Any], division_code: str | None) -> int | None:
    """Return the report that a publication publishes: as its document says, else as its portal does."""
    shown = shown_result(connection, row.id)
    if shown is None:
        return None
    reading, _ = shown
    if not publishes_report(Kind(row.kind), Kind(reading.kind), reading.readable_cell_count):
        return None
    publisher_id, year = reading.publisher_id, reading.year or row.year
    if publisher_id is None and row.unit:
        publisher_id = keep_publisher(connection, PrintedPublisher(row.unit), division_code=division_code)
    if publisher_id is None or year is None:
        return None
    if Kind(row.kind) is Kind.VARIANT and reading.readable_cell_count == 0:
        # A 图解 hangs on the report that it depicts, and founds none: nobody could read a figure in it.
        return find_report(connection, publisher_id, year)
    report_id, is_new = keep_report(connection, publisher_id, year)
    if is_new:
        _attach_variants(connection, report_id, publisher_id, year)
    return report_id


def _attach_variants(connection: Connection, report_id: int, publisher_id: str, year: int) -> None:
    """Hang on a new report the variants of it that came before it."""
    held = held_runs()
    depicting = (
        select(version.c.publication_id)
        .join(held, held.c.version_id == version.c.id)
        .join(result, result.c.id == held.c.result_id)
        .where(result.c.publisher_id == publisher_id, result.c.year == year)
    )
    connection.execute(
        update(publication)
        .where(
            publication.c.report_id.is_(None),
            publication.c.kind == Kind.VARIANT.value,
            publication.c.id.in_(depicting),
        )
        .values(report_id=report_id)
    )


def _renew_selection(connection: Connection, report_id: int, now: datetime) -> None:
    """Append to the log of selections when the choice is another than the last.

    The report is locked first: on Postgres two writers of it would else each choose without seeing
    what the other adds, and the choice of neither need be the best of both.
    """
    connection.execute(select(report.c.id).where(report.c.id == report_id).with_for_update(key_share=True))
    rows = connection.execute(select(publication).where(publication.c.report_id == report_id)).all()
    chosen = choose([candidate for row in rows if (candidate := _candidate(connection, row)) is not None])
    last = connection.execute(
        select(selection.c.seq, selection.c.result_id)
        .where(selection.c.report_id == report_id)
        .order_by(selection.c.seq.desc())
        .limit(1)
    ).one_or_none()
    result_id = None if chosen is None else chosen.result_id
    if (None if last is None else last.result_id) == result_id:
        return
    entry = {
        "report_id": report_id,
        "seq": 1 if last is None else last.seq + 1,
        "result_id": result_id,
        "reason": _reason(chosen, len(rows)),
        "recorded_at": now,
    }
    connection.execute(selection.insert(), entry)


def _candidate(connection: Connection, row: Row[Any]) -> Candidate | None:
    shown = shown_result(connection, row.id)
    if shown is None:
        return None
    reading, sighting = shown
    return Candidate(row.id, reading.id, Kind(row.kind), reading.readable_cell_count, sighting.observed_at)


def _reason(chosen: Candidate | None, publication_count: int) -> str:
    if chosen is None:
        return "no publication of this report is left"
    return f"publication {chosen.publication_id}: best of {publication_count}"
