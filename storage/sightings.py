"""How one report was published: what it said before, where it stands, since when it is gone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, select

from parsers.report import Kind
from storage.capture import SETTLED, CaptureVerdict
from storage.local_days import day_of
from storage.models import observation, parse_run, publication, result, version
from storage.reports import shown_result
from storage.standing import held_runs


@dataclass(frozen=True, slots=True)
class Visits:
    """What the visits of a report's publications found; days are ISO dates in China."""

    addresses: tuple[str, ...]
    last_seen_on: str | None
    gone_on: str | None


@dataclass(frozen=True, slots=True)
class Older:
    """A reading of an older version of the publication that a report shows."""

    seq: int
    result_id: int
    is_same_parser: bool


# Composed once: these are asked for every report that is compared, and to compose them took longer than to ask.

_PUBLICATION = select(publication).where(publication.c.id == bindparam("publication"))
_PUBLICATIONS = select(publication).where(
    publication.c.report_id == bindparam("report"), publication.c.kind == Kind.REPORT.value
)
_VISITS = (
    select(observation.c.publication_id, observation.c.verdict, observation.c.observed_at)
    .where(
        observation.c.publication_id.in_(bindparam("publications", expanding=True)),
        observation.c.verdict.in_([verdict.value for verdict in SETTLED]),
    )
    .order_by(observation.c.observed_at)
)
_READING = (
    select(result.c.publisher_id, result.c.year, version.c.publication_id, version.c.id.label("version_id"))
    .join(version)
    .where(result.c.id == bindparam("result"))
)
_PARSERS = select(parse_run.c.parser_id).where(parse_run.c.result_id == bindparam("result"))
_HINTS = (
    select(parse_run.c.hints)
    .where(
        parse_run.c.version_id.in_(
            select(parse_run.c.version_id).where(parse_run.c.result_id == bindparam("result"))
        )
    )
    .order_by(parse_run.c.recorded_at, parse_run.c.parser_id)
)
_BESIDE = (
    select(publication.c.id)
    .where(
        (publication.c.id == bindparam("root")) | (publication.c.parent_id == bindparam("root")),
        publication.c.id != bindparam("own"),
        publication.c.report_id.is_not_distinct_from(bindparam("report")),
        publication.c.kind == Kind.REPORT.value,
    )
    .order_by(publication.c.id)
)


@cache
def _older_runs() -> Select[int, int, int]:
    last_seen = (
        select(observation.c.version_id, func.max(observation.c.observed_at).label("at"))
        .where(
            observation.c.publication_id == bindparam("own_publication_id"),
            observation.c.version_id.is_not(None),
        )
        .group_by(observation.c.version_id)
        .subquery()
    )
    held = held_runs()
    return (
        select(version.c.seq, held.c.result_id, held.c.parser_id)
        .join(last_seen, last_seen.c.version_id == version.c.id)
        .join(held, held.c.version_id == version.c.id)
        .join(result, result.c.id == held.c.result_id)
        .where(
            version.c.id != bindparam("own_version_id"),
            held.c.is_fault.is_(False),
            # An address may show another report next year.
            result.c.publisher_id.is_not_distinct_from(bindparam("own_publisher_id")),
            result.c.year.is_not_distinct_from(bindparam("own_year")),
        )
        .order_by(last_seen.c.at, version.c.seq, held.c.recorded_at)
    )


def visits_of(connection: Connection, report_id: int) -> Visits | None:
    """Tell where a report stands, and whether it still does; None where nobody saw it."""
    publications = connection.execute(_PUBLICATIONS, {"report": report_id}).all()
    seen: dict[int, datetime] = {}
    gone: dict[int, datetime] = {}
    visits = connection.execute(_VISITS, {"publications": [row.id for row in publications]})
    for publication_id, verdict, at in visits:
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
        last_seen_on=day_of(max(seen[row.id] for row in known)).isoformat(),
        gone_on=day_of(max(gone[row.id] for row in known)).isoformat() if is_gone else None,
    )


def older_readings(connection: Connection, result_id: int) -> tuple[Older, ...]:
    """Return what the same publication said before of the same report, in the order in which it was seen."""
    shown = _reading(connection, result_id)
    told = {name: getattr(shown, name) for name in ("publication_id", "version_id", "publisher_id", "year")}
    runs = connection.execute(_older_runs(), {f"own_{name}": value for name, value in told.items()})
    parsers = set(connection.scalars(_PARSERS, {"result": result_id}))
    found: dict[int, Older] = {}
    for seq, older_id, parser_id in runs:
        is_same = parser_id in parsers
        if is_same or seq not in found or not found[seq].is_same_parser:
            found[seq] = Older(seq, older_id, is_same)
    return tuple(found.values())


def page_dates(connection: Connection, result_id: int) -> tuple[str, ...]:
    """Return the dates that the portal gave to the content of a result, in order, repetitions left out."""
    told = (hints.get("published_on") for hints in connection.scalars(_HINTS, {"result": result_id}))
    return tuple(dict.fromkeys(day for day in told if day))


def readings_beside(connection: Connection, result_id: int) -> tuple[int, ...]:
    """Return what the page or the other files say of which the shown publication is a part."""
    shown = _reading(connection, result_id)
    own = connection.execute(_PUBLICATION, {"publication": shown.publication_id}).one()
    told = {"root": own.parent_id or own.id, "own": own.id, "report": own.report_id}
    found = (shown_result(connection, one) for one in connection.scalars(_BESIDE, told))
    return tuple(row.id for row, _ in filter(None, found) if row.readable_cell_count)


def _reading(connection: Connection, result_id: int) -> Row[Any, Any, Any, Any]:
    return connection.execute(_READING, {"result": result_id}).one()


def _addresses(rows: Sequence[Row[Any]]) -> tuple[str, ...]:
    """Return one address of each place; a page and the files that it links are one place."""
    places: Mapping[int, str] = {row.id: row.url for row in rows}
    roots = {row.parent_id if row.parent_id in places else (row.parent_id or row.id): row for row in rows}
    return tuple(sorted(places.get(root, row.url) for root, row in roots.items()))
