"""What was seen of a report over time: every publication, its versions, and when each was observed."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, case, func, select

from query.answers import ObservationAnswer, PartAnswer, PublicationAnswer, VersionAnswer
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
from storage.standing import held_runs
from storage.tombstone import Tombstone


def publications_of(
    connection: Connection, report_id: int, shown_result_id: int | None, as_of: Moment | None = None
) -> tuple[PublicationAnswer, ...]:
    """Return the publications of a report in the order in which they were first heard of.

    Their numbers begin at 1; with the number of a version they make its name: "1v2". As of a moment: what
    was recorded until then.
    """
    query = (
        select(publication, portal.c.title.label("portal_title"))
        .join(portal, portal.c.id == publication.c.portal_id)
        .where(publication.c.report_id == report_id, known(publication.c.recorded_at, as_of))
        .order_by(publication.c.id)
    )
    return tuple(
        _publication(connection, row, number, shown_result_id, as_of)
        for number, row in enumerate(connection.execute(query).all(), 1)
    )


def _publication(
    connection: Connection, row: Row[Any], number: int, shown_result_id: int | None, as_of: Moment | None
) -> PublicationAnswer:
    seen = _observations(connection, row.id, as_of)
    readings = _readings(connection, row.id, as_of)
    parts = _parts(connection, row.id)
    versions = connection.execute(
        select(version)
        .where(version.c.publication_id == row.id, known(version.c.recorded_at, as_of))
        .order_by(version.c.seq)
    )
    return PublicationAnswer(
        number=number,
        portal_id=row.portal_id,
        portal_title=row.portal_title,
        url=row.url,
        kind=row.kind,
        edition=row.edition,
        title=row.title,
        filename=row.filename,
        parent_url=row.parent_url,
        published_on=row.published_on,
        versions=tuple(
            _version(
                kept,
                f"{number}v{kept.seq}",
                seen=seen,
                parts=parts[kept.id],
                reading=readings.get(kept.id),
                shown_result_id=shown_result_id,
            )
            for kept in versions
        ),
        observations=seen,
    )


def _version(
    row: Row[Any],
    name: str,
    *,
    seen: tuple[ObservationAnswer, ...],
    parts: list[PartAnswer],
    reading: Row[Any] | None,
    shown_result_id: int | None,
) -> VersionAnswer:
    sightings = [one.observed_at for one in seen if one.version == row.seq]
    main = parts[0] if parts else None
    return VersionAnswer(
        name=name,
        version=row.seq,
        digest=row.digest,
        sha256=main.sha256 if main else None,
        media_type=reading.media_type if reading else main.media_type if main else None,
        byte_count=sum(part.byte_count for part in parts),
        first_seen_at=min(sightings, default=None),
        last_seen_at=max(sightings, default=None),
        observation_count=len(sightings),
        form=reading.form if reading else None,
        readable_cell_count=reading.readable_cell_count if reading else 0,
        finding_count=reading.finding_count if reading else 0,
        problem_count=reading.problem_count if reading else 0,
        is_shown=reading is not None and reading.id == shown_result_id,
        parts=tuple(parts),
        version_id=row.id,
        result_id=reading.id if reading else None,
    )


def _observations(
    connection: Connection, publication_id: int, as_of: Moment | None
) -> tuple[ObservationAnswer, ...]:
    query = (
        select(
            observation.c.observed_at,
            observation.c.verdict,
            version.c.seq,
            observation.c.crawl_id,
            capture.c.status,
            capture.c.detail,
        )
        .select_from(observation)
        .join(capture, capture.c.id == observation.c.capture_id)
        .outerjoin(version, version.c.id == observation.c.version_id)
        .where(observation.c.publication_id == publication_id, known(observation.c.recorded_at, as_of))
        .order_by(observation.c.observed_at, observation.c.crawl_id)
    )
    return tuple(ObservationAnswer(*row) for row in connection.execute(query))


def _parts(connection: Connection, publication_id: int) -> Mapping[int, list[PartAnswer]]:
    query = (
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
        .join(blob, blob.c.sha256 == version_part.c.sha256)
        .outerjoin(withdrawal, withdrawal.c.sha256 == blob.c.sha256)
        .where(version.c.publication_id == publication_id)
        .order_by(version_part.c.version_id, version_part.c.ordinal)
    )
    parts: dict[int, list[PartAnswer]] = defaultdict(list)
    for version_id, role, url, media_type, sha256, byte_count, withdrawn_at, reason in connection.execute(
        query
    ):
        withdrawn = Tombstone(sha256, withdrawn_at, reason) if withdrawn_at else None
        parts[version_id].append(PartAnswer(role, url, media_type, sha256, byte_count, withdrawn))
    return parts


def _readings(connection: Connection, publication_id: int, as_of: Moment | None) -> Mapping[int, Row[Any]]:
    """Return the result of each version: by the hints that hold now, then by who read it last."""
    held = held_runs()
    is_current = case((held.c.hints_digest == publication.c.hints_digest, 1), else_=0)
    query = (
        select(held.c.version_id, result)
        .join(result, result.c.id == held.c.result_id)
        .join(version, version.c.id == held.c.version_id)
        .join(publication, publication.c.id == version.c.publication_id)
        .where(version.c.publication_id == publication_id, known(held.c.recorded_at, as_of))
        .order_by(is_current, held.c.recorded_at, held.c.parser_id)
    )
    return {row.version_id: row for row in connection.execute(query)}
