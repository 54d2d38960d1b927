"""The portals of the archive, page by page: how their last crawls went, and how many reports of each year they have."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from query.portal_reports import PortalUnknown
from storage.models import crawl, portal, publication, report


@dataclass(frozen=True, slots=True)
class LastCrawl:
    """The latest crawl of a portal. Without a verdict it is running, or was killed."""

    started_at: datetime
    verdict: str | None
    alarms: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class PortalLine:
    """A portal. ``report_counts`` are reports by year of which it publishes, or published, something."""

    id: str
    title: str
    base_url: str
    division_code: str | None
    last_crawl: LastCrawl | None
    report_counts: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PortalPage:
    """Some portals, by their ids. ``after`` asks for the next; None: there is none."""

    portals: tuple[PortalLine, ...]
    after: str | None


def page_of_portals(connection: Connection, limit: int, after: str | None = None) -> PortalPage:
    """List at most ``limit`` (a few hundred) portals."""
    query = select(portal).order_by(portal.c.id).limit(limit + 1)
    rows = connection.execute(query.where(portal.c.id > after) if after else query).all()
    lines = _lines(connection, rows[:limit])
    return PortalPage(lines, rows[limit - 1].id if len(rows) > limit else None)


def portal_line(connection: Connection, asked: str) -> PortalLine:
    """Return one portal. Raises `query.portal_reports.PortalUnknown`."""
    rows = connection.execute(select(portal).where(portal.c.id == asked)).all()
    if not rows:
        raise PortalUnknown(asked, tuple(connection.scalars(select(portal.c.id).order_by(portal.c.id))))
    (line,) = _lines(connection, rows)
    return line


def _lines(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[PortalLine, ...]:
    ids = [row.id for row in rows]
    crawls, counts = _last_crawls(connection, ids), _report_counts(connection, ids)
    return tuple(
        PortalLine(row.id, row.title, row.base_url, row.division_code, crawls.get(row.id), counts[row.id])
        for row in rows
    )


def _last_crawls(connection: Connection, ids: Sequence[str]) -> dict[str, LastCrawl]:
    last = select(func.max(crawl.c.id)).where(crawl.c.portal_id.in_(ids)).group_by(crawl.c.portal_id)
    query = select(crawl.c.portal_id, crawl.c.started_at, crawl.c.verdict, crawl.c.alarms).where(
        crawl.c.id.in_(last)
    )
    return {
        row.portal_id: LastCrawl(row.started_at, row.verdict, tuple(row.alarms or ()))
        for row in connection.execute(query)
    }


def _report_counts(connection: Connection, ids: Sequence[str]) -> dict[str, dict[int, int]]:
    query = (
        select(publication.c.portal_id, report.c.year, func.count(report.c.id.distinct()))
        .join(report, report.c.id == publication.c.report_id)
        .where(publication.c.portal_id.in_(ids))
        .group_by(publication.c.portal_id, report.c.year)
    )
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    for portal_id, year, count in connection.execute(query):
        counts[portal_id][year] = count
    return counts
