"""The rows of all that was seen of one report: five questions, however many publications it has.

The statements are made once: making them takes as long as answering them for one report.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, bindparam, case, func, select

from query.answers import ObservationAnswer, PartAnswer
from query.moments import Moment
from query.shown import known
from storage.models import (
    blob,
    capture,
    observation,
    portal,
    publication,
    result,
    version,
    version_part,
    withdrawal,
)
from storage.standing import RESULT_FACTS, held_runs
from storage.tombstone import Tombstone

T = TypeVar("T")
_IS_OF_REPORT = publication.c.report_id == bindparam("report")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of the publications of a report: by publication, parts and readings by version."""

    publications: Sequence[Row[Any]]
    observations: Mapping[int, Sequence[ObservationAnswer]]
    versions: Mapping[int, Sequence[Row[Any]]]
    parts: Mapping[int, Sequence[PartAnswer]]
    readings: Mapping[int, Row[Any]]


def all_seen(connection: Connection, report_id: int, as_of: Moment | None) -> Seen:
    """Ask for everything that was recorded of a report, until a moment."""
    told = {"report": report_id}
    return Seen(
        connection.execute(_published(as_of), told).all(),
        _observations(connection.execute(_observed(as_of), told)),
        _grouped((row.publication_id, row) for row in connection.execute(_kept(as_of), told)),
        _parts(connection.execute(_parts_of(), told)),
        {row.version_id: row for row in connection.execute(_read(as_of), told)},  # the last one holds
    )


def _grouped(pairs: Iterable[tuple[int, T]]) -> Mapping[int, list[T]]:
    groups: dict[int, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


@lru_cache(maxsize=32)
def _published(as_of: Moment | None) -> Select[Any]:
    return (
        select(publication, portal.c.title.label("portal_title"))
        .join(portal, portal.c.id == publication.c.portal_id)
        .where(_IS_OF_REPORT, known(publication.c.recorded_at, as_of))
        .order_by(publication.c.id)
    )


@lru_cache(maxsize=32)
def _kept(as_of: Moment | None) -> Select[Any]:
    return (
        select(version)
        .join(publication, publication.c.id == version.c.publication_id)
        .where(_IS_OF_REPORT, known(version.c.recorded_at, as_of))
        .order_by(version.c.seq)
    )


@lru_cache(maxsize=32)
def _observed(as_of: Moment | None) -> Select[Any]:
    return (
        select(
            observation.c.publication_id,
            observation.c.observed_at,
            observation.c.verdict,
            version.c.seq,
            observation.c.crawl_id,
            capture.c.status,
            capture.c.detail,
        )
        .select_from(observation)
        .join(publication, publication.c.id == observation.c.publication_id)
        .join(capture, capture.c.id == observation.c.capture_id)
        .outerjoin(version, version.c.id == observation.c.version_id)
        .where(_IS_OF_REPORT, known(observation.c.recorded_at, as_of))
        .order_by(observation.c.observed_at, observation.c.crawl_id)
    )


def _observations(rows: Iterable[Sequence[Any]]) -> Mapping[int, Sequence[ObservationAnswer]]:
    return _grouped((row[0], ObservationAnswer(*row[1:])) for row in rows)


@cache
def _parts_of() -> Select[Any]:
    return (
        select(
            version_part.c.version_id,
            version_part.c.role,
            version_part.c.url,
            func.coalesce(version_part.c.media_type, blob.c.media_type),
            version_part.c.sha256,
            blob.c.byte_count,
            withdrawal.c.withdrawn_at,
            withdrawal.c.reason,
        )
        .join(version, version.c.id == version_part.c.version_id)
        .join(publication, publication.c.id == version.c.publication_id)
        .join(blob, blob.c.sha256 == version_part.c.sha256)
        .outerjoin(withdrawal, withdrawal.c.sha256 == blob.c.sha256)
        .where(_IS_OF_REPORT)
        .order_by(version_part.c.version_id, version_part.c.ordinal)
    )


def _parts(rows: Iterable[Sequence[Any]]) -> Mapping[int, Sequence[PartAnswer]]:
    return _grouped(
        (
            version_id,
            PartAnswer(
                role, url, media_type, sha256, size, Tombstone(sha256, gone_at, reason) if gone_at else None
            ),
        )
        for version_id, role, url, media_type, sha256, size, gone_at, reason in rows
    )


@lru_cache(maxsize=32)
def _read(as_of: Moment | None) -> Select[Any]:
    """Select the results of each version, the last of them by the hints that hold now, then by who read it last."""
    held = held_runs()
    is_current = case((held.c.hints_digest == publication.c.hints_digest, 1), else_=0)
    return (
        select(held.c.version_id, *RESULT_FACTS)
        .join(result, result.c.id == held.c.result_id)
        .join(version, version.c.id == held.c.version_id)
        .join(publication, publication.c.id == version.c.publication_id)
        .where(_IS_OF_REPORT, known(held.c.recorded_at, as_of))
        .order_by(is_current, held.c.recorded_at, held.c.parser_id)
    )
