"""How one report was published: what it said before, where it stands, since when it is gone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from parsers.report import Kind
from storage.capture import SETTLED, CaptureVerdict
from storage.models import observation, parse_run, publication, result, version
from storage.reports import shown_result
from storage.standing import held_runs


@dataclass(frozen=True, slots=True)
class Visits:
    """What the visits of a report's publications found; days are ISO dates."""

    addresses: tuple[str, ...]
    last_seen_on: str | None
    gone_on: str | None


@dataclass(frozen=True, slots=True)
class Older:
    """A reading of an older version of the publication that a report shows."""

    seq: int
    result_id: int
    is_same_parser: bool


def visits_of(connection: Connection, report_id: int) -> Visits | None:
    """Tell where a report stands, and whether it still does; None where nobody saw it."""
    publications = connection.execute(
        select(publication).where(
            publication.c.report_id == report_id, publication.c.kind == Kind.REPORT.value
        )
    ).all()
    query = (
        select(observation.c.publication_id, observation.c.verdict, observation.c.observed_at)
        .where(
            observation.c.publication_id.in_([row.id for row in publications]),
            observation.c.verdict.in_([verdict.value for verdict in SETTLED]),
        )
        .order_by(observation.c.observed_at)
    )
    seen: dict[int, datetime] = {}
    gone: dict[int, datetime] = {}
    for publication_id, verdict, at in connection.execute(query):
        if verdict == CaptureVerdict.GONE.value:
            gone.setdefault(publication_id, at)
        else:
            seen[publication_id] = at
            gone.pop(publication_id, None)
    known = [row for row in publications if row.id in seen]
    if not known:
        return None
    is_gone = all(row.id in gone for row in known)
    return Visits(
        addresses=_addresses([row for row in known if is_gone or row.id not in gone]),
        last_seen_on=max(seen[row.id] for row in known).date().isoformat(),
        gone_on=max(gone[row.id] for row in known).date().isoformat() if is_gone else None,
    )


def older_readings(connection: Connection, result_id: int) -> tuple[Older, ...]:
    """Return what the same publication said before of the same report, in the order in which it was seen."""
    shown = _reading(connection, result_id)
    last_seen = (
        select(observation.c.version_id, func.max(observation.c.observed_at).label("at"))
        .where(observation.c.publication_id == shown.publication_id, observation.c.version_id.is_not(None))
        .group_by(observation.c.version_id)
        .subquery()
    )
    held = held_runs()
    runs = (
        select(version.c.seq, held.c.result_id, held.c.parser_id)
        .join(last_seen, last_seen.c.version_id == version.c.id)
        .join(held, held.c.version_id == version.c.id)
        .join(result, result.c.id == held.c.result_id)
        .where(
            version.c.id != shown.version_id,
            held.c.is_fault.is_(False),
            result.c.publisher_id == shown.publisher_id,  # an address may show another report next year
            result.c.year == shown.year,
        )
        .order_by(last_seen.c.at, version.c.seq, held.c.recorded_at)
    )
    parsers = set(connection.scalars(select(parse_run.c.parser_id).where(parse_run.c.result_id == result_id)))
    found: dict[int, Older] = {}
    for seq, older_id, parser_id in connection.execute(runs):
        is_same = parser_id in parsers
        if is_same or seq not in found or not found[seq].is_same_parser:
            found[seq] = Older(seq, older_id, is_same)
    return tuple(found.values())


def page_dates(connection: Connection, result_id: int) -> tuple[str, ...]:
    """Return the dates that the portal gave to the content of a result, in order, repetitions left out."""
    same = select(parse_run.c.version_id).where(parse_run.c.result_id == result_id)
    query = (
        select(parse_run.c.hints)
        .where(parse_run.c.version_id.in_(same))
        .order_by(parse_run.c.recorded_at, parse_run.c.parser_id)
    )
    told = (hints.get("published_on") for hints in connection.scalars(query))
    return tuple(dict.fromkeys(day for day in told if day))


def readings_beside(connection: Connection, result_id: int) -> tuple[int, ...]:
    """Return what the page or the other files say of which the shown publication is a part."""
    shown = _reading(connection, result_id)
    own = connection.execute(select(publication).where(publication.c.id == shown.publication_id)).one()
    root = own.parent_id or own.id
    together = select(publication.c.id).where(
        (publication.c.id == root) | (publication.c.parent_id == root),
        publication.c.id != own.id,
        publication.c.report_id == own.report_id,
        publication.c.kind == Kind.REPORT.value,
    )
    found = (shown_result(connection, one) for one in connection.scalars(together.order_by(publication.c.id)))
    return tuple(row.id for row, _ in filter(None, found) if row.readable_cell_count)


def _reading(connection: Connection, result_id: int) -> Row[Any, Any, Any, Any]:
    query = select(
        result.c.publisher_id, result.c.year, version.c.publication_id, version.c.id.label("version_id")
    )
    return connection.execute(query.join(version).where(result.c.id == result_id)).one()


def _addresses(rows: Sequence[Row[Any]]) -> tuple[str, ...]:
    """Return one address of each place; a page and the files that it links are one place."""
    places: Mapping[int, str] = {row.id: row.url for row in rows}
    roots = {row.parent_id if row.parent_id in places else (row.parent_id or row.id): row for row in rows}
    return tuple(sorted(places.get(root, row.url) for root, row in roots.items()))
