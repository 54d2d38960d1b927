"""What the archive holds of a portal, by publisher and year, and for which years it was searched."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from query.shown import shown_results
from storage.capture import SETTLED, CaptureVerdict
from storage.crawl import CrawlVerdict
from storage.models import crawl, observation, portal, publication, result, version
from storage.selection import REPORTING


class PortalUnknown(LookupError):
    """The archive has never visited a portal of this id."""

    def __init__(self, asked: str, known: tuple[str, ...]) -> None:
        super().__init__(f"no portal {asked!r} in this archive; it has {', '.join(known) or 'none'}")


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
    is_read: bool
    is_withdrawn: bool  # the last settled visit found every publication of it gone
    version_count: int
    finding_count: int


def portal_of(connection: Connection, asked: str) -> Portal:
    """Return a portal by its id. Raises `PortalUnknown`."""
    rows = {row.id: row for row in connection.execute(select(portal).order_by(portal.c.id))}
    if asked not in rows:
        raise PortalUnknown(asked, tuple(rows))
    return Portal(asked, rows[asked].title, rows[asked].division_code)


def reports_on(connection: Connection, portal_id: str) -> tuple[HeldReport, ...]:
    """Return the reports of a portal, by publisher and year."""
    shown = shown_results()
    gone = _publications_gone(connection, portal_id)
    versions: dict[int, int] = defaultdict(int)
    publications: dict[int, list[int]] = defaultdict(list)
    counted = (
        select(publication.c.report_id, publication.c.id, func.count(version.c.id))
        .outerjoin(version, version.c.publication_id == publication.c.id)
        .where(publication.c.portal_id == portal_id, publication.c.report_id.is_not(None))
        .group_by(publication.c.report_id, publication.c.id)
    )
    for report_id, publication_id, count in connection.execute(counted):
        versions[report_id] += count
        publications[report_id].append(publication_id)
    query = (
        select(shown, result.c.finding_count)
        .outerjoin(result, result.c.id == shown.c.result_id)
        .where(
            shown.c.report_id.in_(select(publication.c.report_id).where(publication.c.portal_id == portal_id))
        )
        .order_by(shown.c.publisher_id, shown.c.year)
    )
    return tuple(
        HeldReport(
            publisher_id=row.publisher_id,
            year=row.year,
            is_read=row.result_id is not None,
            is_withdrawn=set(publications[row.report_id]) <= gone,
            version_count=versions[row.report_id],
            finding_count=row.finding_count or 0,
        )
        for row in connection.execute(query)
    )


def _publications_gone(connection: Connection, portal_id: str) -> set[int]:
    """Return the publications whose last visit that told anything found nothing."""
    query = (
        select(observation.c.publication_id, observation.c.verdict)
        .join(publication, publication.c.id == observation.c.publication_id)
        .where(
            publication.c.portal_id == portal_id,
            observation.c.verdict.in_([verdict.value for verdict in SETTLED]),
        )
        .order_by(observation.c.observed_at, observation.c.crawl_id)
    )
    last = {row.publication_id: row.verdict for row in connection.execute(query)}
    return {one for one, verdict in last.items() if verdict == CaptureVerdict.GONE.value}


def count_unattached(connection: Connection, portal_id: str) -> int:
    """Count the publications that are reports by their title, of whom or of which year is not known."""
    query = select(func.count()).where(
        publication.c.portal_id == portal_id,
        publication.c.report_id.is_(None),
        publication.c.kind.in_([kind.value for kind in REPORTING]),
    )
    return connection.scalar(query) or 0


@dataclass(frozen=True, slots=True)
class Searches:
    """The complete crawls of a portal: when each began, and for which years (None: for all)."""

    crawls: tuple[tuple[date, tuple[int, int] | None], ...]

    def after(self, year: int, day: date) -> bool:
        """Whether the portal was searched for the reports of a year after a day."""
        return any(
            began > day and (years is None or years[0] <= year <= years[1]) for began, years in self.crawls
        )


def searches_of(connection: Connection, portal_id: str) -> Searches:
    """Return the crawls that would have found any report of their years: complete, of all publishers."""
    query = select(crawl.c.started_at, crawl.c.arguments).where(
        crawl.c.portal_id == portal_id, crawl.c.verdict == CrawlVerdict.COMPLETE.value
    )
    return Searches(tuple(_searches(connection.execute(query))))


def _searches(rows: Any) -> Iterator[tuple[date, tuple[int, int] | None]]:  # noqa: ANN401 - a cursor
    for started_at, arguments in rows:
        if not _is_of_a_part(arguments):
            years = [int(year) for year in re.findall(r"\d{4}", str(arguments.get("years") or ""))]
            yield started_at.date(), (min(years), max(years)) if years else None


def _is_of_a_part(arguments: Mapping[str, Any]) -> bool:
    return any(arguments.get(name) for name in ("units", "sample"))
