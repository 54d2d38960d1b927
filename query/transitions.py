"""Where a visit to a publication found something else than the visit before: told by the database, in the order in which it was seen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Subquery,
    exists,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    union,
)

from query.moments import Moment, end_of, start_of
from query.publisher_choice import PUBLISHER_COLUMNS
from storage.capture import SETTLED, CaptureVerdict
from storage.models import observation, publication, publisher, report, version

TransitionKey = tuple[datetime, str, int]  # when it was seen, the address, the publication


class Shape(StrEnum):
    """What may be told of two visits without reading what they found."""

    GONE = "gone"  # nothing is there any more
    BACK = "back"  # something is there again
    OTHER = "other"  # something else is there


@dataclass(frozen=True, slots=True)
class TransitionSearch:
    """Which transitions to find. Everything that is set must hold; the days are those of the visits."""

    shapes: frozenset[Shape] = frozenset(Shape)
    since: Moment | None = None
    until: Moment | None = None
    portal_id: str | None = None
    publisher_id: str | None = None
    years: tuple[int, int] | None = None
    after: TransitionKey | None = None


def find_transitions(
    connection: Connection, search: TransitionSearch, limit: int | None = None
) -> tuple[Row[Any], ...]:
    """Return what changed between two visits: facts of publication and report, and of both visits.

    ``before_at`` is the last visit that found what was there before, ``seen_at`` the first that found
    something else. Versions are None where nothing was there.
    """
    page = _page(search, limit)
    old, new = version.alias("old_version"), version.alias("new_version")
    query = (
        select(
            *page.c,
            report.c.year,
            *(column.label(f"publisher_{column.name}") for column in PUBLISHER_COLUMNS),
            old.c.seq.label("old_seq"),
            old.c.digest.label("old_digest"),
            new.c.seq.label("new_seq"),
        )
        .select_from(page)
        .join(report, report.c.id == page.c.report_id)
        .join(publisher, publisher.c.id == report.c.publisher_id)
        .outerjoin(old, old.c.id == page.c.old_version_id)
        .outerjoin(new, new.c.id == page.c.new_version_id)
        .order_by(page.c.seen_at, page.c.url, page.c.id)
    )
    return tuple(connection.execute(query))


def _page(search: TransitionSearch, limit: int | None) -> Subquery:
    """Return the transitions themselves: only of those that are asked for the rest is looked up."""
    visits = _visits(search)
    places = publication.c.id, publication.c.portal_id, publication.c.url, publication.c.report_id
    return (
        select(*places, *(column for column in visits.c if column.name != "publication_id"))
        .select_from(visits)
        .join(publication, publication.c.id == visits.c.publication_id)
        .where(publication.c.report_id.is_not(None), *_conditions(visits, search))
        .order_by(visits.c.seen_at, publication.c.url, publication.c.id)
        .limit(limit)
        .subquery("page")
    )


def _visits(search: TransitionSearch) -> Subquery:
    """Return the visits that told anything, each beside the one before."""
    at = observation.c.observed_at
    in_order: dict[str, Any] = {
        "partition_by": observation.c.publication_id,
        "order_by": (at, observation.c.crawl_id),
    }
    is_told = observation.c.version_id.is_not(None) | (observation.c.verdict == CaptureVerdict.GONE.value)
    return (
        select(
            observation.c.publication_id,
            func.lag(at, type_=at.type).over(**in_order).label("before_at"),
            at.label("seen_at"),
            func.lag(observation.c.version_id).over(**in_order).label("old_version_id"),
            observation.c.version_id.label("new_version_id"),
        )
        .where(
            observation.c.publication_id.in_(_unsteady(search)),
            observation.c.verdict.in_([verdict.value for verdict in SETTLED]),
            is_told,
        )
        .subquery("visit")
    )


def _unsteady(search: TransitionSearch) -> Select[Any]:
    """Select the publications that were ever gone or have a second version, of whom it is asked.

    Written out as the two indexes that name them are, not bound: SQLite would not see that they fit.
    """
    gone = select(observation.c.publication_id).where(observation.c.verdict == literal_column("'gone'"))
    again = select(version.c.publication_id).where(version.c.seq > literal_column("1"))
    unsteady = union(gone, again).subquery("unsteady")
    query = select(unsteady.c.publication_id)
    if search.portal_id is None and search.publisher_id is None and search.years is None:
        return query
    query = query.join(publication, publication.c.id == unsteady.c.publication_id)
    query = query.join(report, report.c.id == publication.c.report_id)
    if search.portal_id is not None:
        query = query.where(publication.c.portal_id == search.portal_id)
    if search.publisher_id is not None:
        query = query.where(report.c.publisher_id == search.publisher_id)
    return query.where(report.c.year.between(*search.years)) if search.years else query


def _conditions(visits: Subquery, search: TransitionSearch) -> Iterator[ColumnElement[bool]]:
    yield visits.c.before_at.is_not(None)
    yield visits.c.old_version_id.is_not(None) | _was_seen(visits)
    yield visits.c.new_version_id.is_distinct_from(visits.c.old_version_id)
    if search.shapes != frozenset(Shape):
        yield or_(*(_has_shape(visits, shape) for shape in sorted(search.shapes)))
    if search.since is not None:
        yield visits.c.seen_at >= start_of(search.since)
    if search.until is not None:
        yield visits.c.seen_at <= end_of(search.until)
    if search.after is not None:
        place = tuple_(visits.c.seen_at, publication.c.url, publication.c.id)
        yield place > tuple_(
            *search.after, types=[visits.c.seen_at.type, publication.c.url.type, publication.c.id.type]
        )


def _was_seen(visits: Subquery) -> ColumnElement[bool]:
    """Tell whether anything was found before a visit: what was gone before it was ever seen did not change."""
    earlier = observation.alias("earlier")
    return exists().where(
        earlier.c.publication_id == visits.c.publication_id,
        earlier.c.version_id.is_not(None),
        earlier.c.observed_at < visits.c.seen_at,
    )


def _has_shape(visits: Subquery, shape: Shape) -> ColumnElement[bool]:
    old, new = visits.c.old_version_id, visits.c.new_version_id
    match shape:
        case Shape.GONE:
            return new.is_(None)
        case Shape.BACK:
            return old.is_(None)
        case Shape.OTHER:
            return old.is_not(None) & new.is_not(None)
