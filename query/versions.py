"""What was seen of a report over time: every publication, its versions, and when each was observed."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row

from query.all_seen import Seen, all_seen
from query.answers import ObservationAnswer, PartAnswer, PublicationAnswer, VersionAnswer
from query.moments import Moment


def publications_of(
    connection: Connection, report_id: int, shown_result_id: int | None, as_of: Moment | None = None
) -> tuple[PublicationAnswer, ...]:
    """Return the publications of a report in the order in which they were first heard of.

    Their numbers begin at 1; with the number of a version they make its name: "1v2". As of a moment: what
    was recorded until then.
    """
    seen = all_seen(connection, report_id, as_of)
    return tuple(
        _publication(row, number, seen, shown_result_id) for number, row in enumerate(seen.publications, 1)
    )


def _publication(row: Row[Any], number: int, seen: Seen, shown_result_id: int | None) -> PublicationAnswer:
    observations = tuple(seen.observations.get(row.id, ()))
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
                seen=observations,
                parts=seen.parts.get(kept.id, ()),
                reading=seen.readings.get(kept.id),
                shown_result_id=shown_result_id,
            )
            for kept in seen.versions.get(row.id, ())
        ),
        observations=observations,
    )


def _version(
    row: Row[Any],
    name: str,
    *,
    seen: tuple[ObservationAnswer, ...],
    parts: Sequence[PartAnswer],
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
