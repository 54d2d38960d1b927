"""Keeps each publication with its report, and each report with the result that it shows."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Update, bindparam, select, update

from parsers.report import Kind, PrintedPublisher
from storage.models import observation, publication, report, result, selection, version
from storage.publishers import find_report, keep_publisher, keep_report
from storage.selection import Candidate, Sighting, choose, publishes_report, shown_now
from storage.standing import held_runs, standing_result

Shown = tuple[
    Row[Any], Sighting
]  # a result, in `RESULT_FACTS` and the ``seq`` of its version, and since when

_PUBLICATION = select(publication).where(publication.c.id == bindparam("publication"))
_OF_REPORT = select(publication).where(publication.c.report_id == bindparam("report"))
_SIGHTINGS = select(observation.c.version_id, observation.c.observed_at).where(
    observation.c.publication_id == bindparam("publication"), observation.c.version_id.is_not(None)
)
_LAST_SELECTION = (
    select(selection.c.seq, selection.c.result_id)
    .where(selection.c.report_id == bindparam("report"))
    .order_by(selection.c.seq.desc())
    .limit(1)
)
_PUBLISHES = (
    update(publication)
    .where(publication.c.id == bindparam("of_publication"))
    .values(report_id=bindparam("of_report"))
)
_LOCKED = select(report.c.id).where(report.c.id == bindparam("report")).with_for_update(key_share=True)
_SHOWS = update(report).where(report.c.id == bindparam("of_report")).values(result_id=bindparam("result"))


def renew_report(
    connection: Connection, publication_id: int, *, division_code: str | None, now: datetime
) -> Shown | None:
    """Recompute, after any observation or reading of a publication, its report and what that shows.

    ``division_code`` is that of the portal: it tells apart publishers whom nobody resolved. Returns what
    the publication shows, as `shown_result` does.
    """
    row = connection.execute(_PUBLICATION, {"publication": publication_id}).one()
    shown = shown_result(connection, publication_id)
    report_id, is_new = _report_of(connection, row, shown, division_code)
    if report_id != row.report_id:
        connection.execute(_PUBLISHES, {"of_publication": publication_id, "of_report": report_id})
    for affected in sorted({row.report_id, report_id} - {None}):
        if not (is_new and affected == report_id):
            _lock(connection, affected)
        _renew_selection(connection, affected, {publication_id: shown}, now)
    return shown


def shown_result(connection: Connection, publication_id: int) -> Shown | None:
    """Return the result of what a publication shows now, and since when it shows it."""
    return result_of(connection, sightings_of(connection, publication_id))


def result_of(connection: Connection, seen: Sequence[Sighting]) -> Shown | None:
    """Return the result of what a publication of these sightings shows now, and since when it shows it."""
    shown = shown_now(seen)
    row = None if shown is None else standing_result(connection, shown.version_id)
    return None if shown is None or row is None else (row, shown)


def goes_on(seen: Sequence[Sighting], version_id: int | None, at: datetime) -> bool:
    """Whether a publication of these sightings shows after a visit at ``at`` what it did, and since the same time.

    ``version_id`` is what was there to see at this visit, the first of its crawl; None if nothing was.
    """
    if version_id is None:
        return True
    seen = sorted(seen, key=lambda one: one.observed_at)
    return len(seen) > 1 and seen[-1] == Sighting(version_id, at) and seen[-2].version_id == version_id


def sightings_of(connection: Connection, publication_id: int) -> list[Sighting]:
    """Return when a publication was seen with which version."""
    return [Sighting(*row) for row in connection.execute(_SIGHTINGS, {"publication": publication_id})]


def _report_of(
    connection: Connection, row: Row[Any], shown: Shown | None, division_code: str | None
) -> tuple[int | None, bool]:
    """Return the report that a publication publishes, and whether it is new.

    It is as its document says, else as its portal does.
    """
    if shown is None:
        return None, False
    reading, _ = shown
    if not publishes_report(Kind(row.kind), Kind(reading.kind), reading.readable_cell_count):
        return None, False
    publisher_id, year = reading.publisher_id, reading.year or row.year
    if publisher_id is None and row.unit:
        publisher_id = keep_publisher(connection, PrintedPublisher(row.unit), division_code=division_code)
    if publisher_id is None or year is None:
        return None, False
    if Kind(row.kind) is Kind.VARIANT and reading.readable_cell_count == 0:
        # A 图解 hangs on the report that it depicts, and founds none: nobody could read a figure in it.
        return find_report(connection, publisher_id, year), False
    report_id, is_new = keep_report(connection, publisher_id, year)
    if is_new:
        _attach_variants(connection, report_id, publisher_id, year)
    return report_id, is_new


def _attach_variants(connection: Connection, report_id: int, publisher_id: str, year: int) -> None:
    """Hang on a new report the variants of it that came before it."""
    told = {"of_report": report_id, "of_publisher": publisher_id, "of_year": year}
    connection.execute(_attaching(), told)


@cache
def _attaching() -> Update:
    held = held_runs()
    depicting = (
        select(version.c.publication_id)
        .join(held, held.c.version_id == version.c.id)
        .join(result, result.c.id == held.c.result_id)
        .where(result.c.publisher_id == bindparam("of_publisher"), result.c.year == bindparam("of_year"))
    )
    return (
        update(publication)
        .where(
            publication.c.report_id.is_(None),
            publication.c.kind == Kind.VARIANT.value,
            publication.c.id.in_(depicting),
        )
        .values(report_id=bindparam("of_report"))
    )


def _lock(connection: Connection, report_id: int) -> None:
    """Lock a report until the end of the transaction.

    On Postgres two writers of it would else each choose without seeing what the other adds, and the
    choice of neither need be the best of both. One that was made now is nobody else's yet.
    """
    connection.execute(_LOCKED, {"report": report_id})


def _renew_selection(
    connection: Connection, report_id: int, known: dict[int, Shown | None], now: datetime
) -> None:
    """Append to the log of selections when the choice is another than the last, and show it."""
    rows = connection.execute(_OF_REPORT, {"report": report_id}).all()
    shown = {row.id: known[row.id] if row.id in known else shown_result(connection, row.id) for row in rows}
    chosen = choose([_candidate(row, one) for row in rows if (one := shown[row.id]) is not None])
    last = connection.execute(_LAST_SELECTION, {"report": report_id}).one_or_none()
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
    connection.execute(_SHOWS, {"of_report": report_id, "result": result_id})


def _candidate(row: Row[Any], shown: Shown) -> Candidate:
    reading, sighting = shown
    return Candidate(row.id, reading.id, Kind(row.kind), reading.readable_cell_count, sighting.observed_at)


def _reason(chosen: Candidate | None, publication_count: int) -> str:
    if chosen is None:
        return "no publication of this report is left"
    return f"publication {chosen.publication_id}: best of {publication_count}"
