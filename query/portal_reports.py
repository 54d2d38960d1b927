"""What the archive holds of a portal, by publisher and year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    and_,
    exists,
    func,
    literal_column,
    or_,
    select,
    true,
)

from query.moments import end_of
from query.shown import FEW
from storage.capture import SETTLED, CaptureVerdict
from storage.models import observation, portal, publication, publisher, report, result, section, version
from storage.selection import REPORTING

MOST_NAMED = 8


class PortalUnknown(LookupError):
    """The archive has never visited a portal of this id."""

    def __init__(self, asked: str, known: tuple[str, ...]) -> None:
        near = get_close_matches(asked, known) or known[:MOST_NAMED]
        beyond = f" and {len(known) - len(near)} others" if len(near) < len(known) else ""
        super().__init__(f"no portal {asked!r} in this archive; it has {', '.join(near) or 'none'}{beyond}")


@dataclass(frozen=True, slots=True)
class Portal:
    """A portal as the archive knows it."""

    id: str
    title: str
    division_code: str | None


@dataclass(frozen=True, slots=True)
class HeldReport:
    """A report of which the portal publishes, or published, something."""

    publisher_id: str
    year: int
    is_read: bool  # a cell or a section at least
    is_withdrawn: bool  # the last settled visit found every publication of it gone
    version_count: int
    finding_count: int


@dataclass(frozen=True, slots=True)
class HeldCount:
    """How many reports of a year are alike."""

    year: int
    is_resolved: bool  # of a publisher of whom it is known who it is
    is_read: bool
    is_withdrawn: bool
    count: int


def portal_of(connection: Connection, asked: str) -> Portal:
    """Return a portal by its id. Raises `PortalUnknown`."""
    rows = {row.id: row for row in connection.execute(select(portal).order_by(portal.c.id))}
    if asked not in rows:
        raise PortalUnknown(asked, tuple(rows))
    return Portal(asked, rows[asked].title, rows[asked].division_code)


def reports_on(
    connection: Connection, portal_id: str, as_of: date | None, publisher_ids: Sequence[str]
) -> tuple[HeldReport, ...]:
    """Return the reports of some publishers on a portal, as visits found them, by publisher and year.

    As of a day: visits until its end. What is read of reports, and of whom they are, is what the archive says now.
    """
    found: list[HeldReport] = []
    for start in range(0, len(publisher_ids), FEW):
        some = publisher_ids[start : start + FEW]
        found += _reports_on(connection, portal_id, as_of, some)
    return tuple(found)


def _reports_on(
    connection: Connection, portal_id: str, as_of: date | None, publisher_ids: Sequence[str]
) -> Iterator[HeldReport]:
    query = (
        select(
            report.c.publisher_id,
            report.c.year,
            _is_read().label("is_read"),
            func.sum(_version_count(as_of)).label("version_count"),
            func.count().label("publication_count"),
            func.count(publication.c.id).filter(publication.c.id.in_(_gone(as_of))).label("gone_count"),
            func.max(result.c.finding_count).label("finding_count"),
        )
        .select_from(report)
        .join(publication, publication.c.report_id == report.c.id)
        .outerjoin(result, result.c.id == report.c.result_id)
        .where(
            report.c.publisher_id.in_(publisher_ids), publication.c.portal_id == portal_id, _was_met(as_of)
        )
        .group_by(report.c.publisher_id, report.c.year, report.c.result_id, result.c.id)
        .order_by(report.c.publisher_id, report.c.year)
    )
    for row in connection.execute(query):
        yield HeldReport(
            publisher_id=row.publisher_id,
            year=row.year,
            is_read=row.is_read,
            is_withdrawn=row.gone_count == row.publication_count,
            version_count=int(row.version_count),
            finding_count=row.finding_count or 0,
        )


def count_held(connection: Connection, portal_id: str, as_of: date | None) -> Iterator[HeldCount]:
    """Count the reports on a portal by year, and by what `reports_on` tells of them."""
    each = (
        select(
            report.c.year,
            publisher.c.is_resolved,
            _is_read().label("is_read"),
            (func.count() == func.count().filter(publication.c.id.in_(_gone(as_of)))).label("is_withdrawn"),
        )
        .select_from(publication)
        .join(report, report.c.id == publication.c.report_id)
        .join(publisher, publisher.c.id == report.c.publisher_id)
        .outerjoin(result, result.c.id == report.c.result_id)
        .where(publication.c.portal_id == portal_id, _was_met(as_of))
        .group_by(report.c.id, report.c.year, report.c.result_id, result.c.id, publisher.c.is_resolved)
        .subquery("held")
    )
    query = select(*each.c, func.count().label("report_count")).group_by(*each.c)
    for row in connection.execute(query).all():
        yield HeldCount(row.year, row.is_resolved, row.is_read, row.is_withdrawn, row.report_count)


def first_years_on(connection: Connection, portal_id: str, as_of: date | None) -> Mapping[str, int]:
    """Return of each publisher on a portal the first year that it has a report of there."""
    query = (
        select(report.c.publisher_id, func.min(report.c.year))
        .join(publication, publication.c.report_id == report.c.id)
        .where(publication.c.portal_id == portal_id, _was_met(as_of))
        .group_by(report.c.publisher_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _is_read() -> ColumnElement[bool]:
    """Tell whether anything was read of a report: a scan has a result too, and nothing in it."""
    has_words = exists().where(section.c.result_id == report.c.result_id)
    return or_(func.coalesce(result.c.readable_cell_count, 0) > 0, has_words)


def _until(as_of: date | None) -> ColumnElement[bool]:
    return true() if as_of is None else observation.c.observed_at <= end_of(as_of)


def _was_met(as_of: date | None) -> ColumnElement[bool]:
    """Tell whether a publication was visited until a day."""
    if as_of is None:
        return true()
    return exists().where(observation.c.publication_id == publication.c.id, _until(as_of))


def _version_count(as_of: date | None) -> ScalarSelect[int]:
    """Count the versions of a publication, or those of them that were seen until a day."""
    query = select(func.count()).select_from(version).where(version.c.publication_id == publication.c.id)
    if as_of is not None:
        query = select(func.count(observation.c.version_id.distinct())).where(
            observation.c.publication_id == publication.c.id, _until(as_of)
        )
    return query.correlate(publication).scalar_subquery()


def _gone(as_of: date | None) -> Select[Any]:
    """Select the publications whose last visit that told anything found nothing.

    The verdict is written out as the index of what is gone has it, not bound: SQLite would not see that it fits.
    """
    later = observation.alias("later")
    at, order = observation.c.observed_at, observation.c.crawl_id
    is_found_later = exists().where(
        later.c.publication_id == observation.c.publication_id,
        later.c.verdict.in_([verdict.value for verdict in SETTLED - {CaptureVerdict.GONE}]),
        or_(later.c.observed_at > at, and_(later.c.observed_at == at, later.c.crawl_id > order)),
        true() if as_of is None else later.c.observed_at <= end_of(as_of),
    )
    is_gone = observation.c.verdict == literal_column("'gone'")
    return select(observation.c.publication_id).where(is_gone, _until(as_of), ~is_found_later)


def count_unattached(connection: Connection, portal_id: str, as_of: date | None) -> int:
    """Count the publications that are reports by their title, of whom or of which year is not known.

    As of a day: those first heard of until its end. Whether it is known is what the archive says now.
    """
    query = select(func.count()).where(
        publication.c.portal_id == portal_id,
        publication.c.report_id.is_(None),
        publication.c.kind.in_([kind.value for kind in REPORTING]),
        true() if as_of is None else publication.c.recorded_at <= end_of(as_of),
    )
    return connection.scalar(query) or 0
