"""Where and when reports were published: by what the portal says, else by when we saw them first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, or_, select, true

from query.moments import Moment
from query.shown import known
from storage.local_days import begin_of, day_of, end_of
from storage.models import observation, publication, report, result, version

T = TypeVar("T")
CHUNK = 500  # values in one IN (...): databases limit them


@dataclass(slots=True)
class Places:
    """Where a report stands: portals, how many publications and versions, and the day of the earliest."""

    portals: set[str]
    publications: int = 0
    versions: int = 0
    published_on: date | None = None
    is_told: bool = False  # by a portal; else it is when we saw it first

    def add(self, row: Row[Any]) -> None:
        """Take in one publication."""
        self.portals.add(row.portal_id)
        self.publications += 1
        self.versions += row.version_count
        seen: datetime | None = row.first_seen_at
        day = row.published_on or (day_of(seen) if seen else None)
        if day is not None and (self.published_on is None or day < self.published_on):
            self.published_on, self.is_told = day, row.published_on is not None


def places_of(
    connection: Connection, report_ids: Sequence[int], as_of: Moment | None = None
) -> Mapping[int, Places]:
    """Return where these reports were published, as far as was recorded until a moment."""
    places: dict[int, Places] = defaultdict(lambda: Places(set()))
    for chunk in chunks(report_ids):
        for row in connection.execute(_publications(as_of).where(publication.c.report_id.in_(chunk))):
            places[row.report_id].add(row)
    return places


def was_published(
    report_id: ColumnElement[int], first: date | None, last: date | None, as_of: Moment | None = None
) -> ColumnElement[bool]:
    """Tell whether the earliest publication of a report is of these days."""
    own = publication.c.report_id == report_id
    began = [] if first is None else [~exists().where(own, _until(first, is_included=False, as_of=as_of))]
    ended = true() if last is None else _until(last, is_included=True, as_of=as_of)
    return and_(exists().where(own, ended, _is_dated(as_of)), *began)


def chunks(values: Sequence[T]) -> Iterator[list[T]]:
    """Cut values into lists that fit into one question."""
    rest = iter(values)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _publications(as_of: Moment | None) -> Select[Any]:
    counted = select(func.count()).where(
        version.c.publication_id == publication.c.id, known(version.c.recorded_at, as_of)
    )
    return select(
        publication.c.report_id,
        publication.c.portal_id,
        publication.c.published_on,
        counted.scalar_subquery().label("version_count"),
        _first_seen(as_of).label("first_seen_at"),
    ).where(known(publication.c.recorded_at, as_of))


def _first_seen(as_of: Moment | None) -> ColumnElement[datetime]:
    """Return when a publication was first seen with this report: an address may have shown another before."""
    says_year = func.coalesce(result.c.year, report.c.year) == report.c.year
    says_owner = func.coalesce(result.c.publisher_id, report.c.publisher_id) == report.c.publisher_id
    return (
        select(func.min(observation.c.observed_at, type_=observation.c.observed_at.type))
        .join(result, result.c.version_id == observation.c.version_id)
        .join(report, says_year & says_owner)
        .where(
            observation.c.publication_id == publication.c.id,
            report.c.id == publication.c.report_id,
            known(observation.c.recorded_at, as_of),
        )
        .correlate(publication)
        .scalar_subquery()
    )


def _until(day: date, *, is_included: bool, as_of: Moment | None) -> ColumnElement[bool]:
    told, seen = publication.c.published_on, _first_seen(as_of)
    if is_included:
        return or_(told <= day, and_(told.is_(None), seen <= end_of(day)))
    return or_(told < day, and_(told.is_(None), seen < begin_of(day)))


def _is_dated(as_of: Moment | None) -> ColumnElement[bool]:
    return or_(publication.c.published_on.is_not(None), _first_seen(as_of).is_not(None))
