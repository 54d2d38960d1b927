"""What earlier crawls of a portal came to: for alarms, and for saying which portals are due."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, distinct, func, select

from storage.capture import CaptureRole, CaptureVerdict
from storage.crawl import CrawlVerdict
from storage.models import capture, crawl, publication, publisher, report
from storage.unit_of_work import read


@dataclass(frozen=True, slots=True)
class PastCrawl:
    """A crawl of the archive; ``verdict`` is None where it runs or was killed."""

    started_at: datetime
    finished_at: datetime | None
    verdict: CrawlVerdict | None
    counts: Mapping[str, int]
    alarms: Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class SharedBody:
    """Bytes that one crawl fetched at several addresses of publications, of which ``example`` is one."""

    sha256: str
    url_count: int
    example: str


class CrawlHistory:
    """Reads what the archive knows of earlier crawls."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def last(
        self, portal_id: str, mode: str, arguments: Mapping[str, str], count: int = 1
    ) -> list[PastCrawl]:
        """Return the latest crawls that were asked for the same, the latest first."""
        key = resume_key(mode, arguments)
        query = (
            select(crawl)
            .where(crawl.c.portal_id == portal_id, crawl.c.resume_key == key)
            .order_by(crawl.c.id.desc())
            .limit(count)
        )
        return read(self._engine, lambda connection: [_past(row) for row in connection.execute(query)])

    def years_reported(self, portal_id: str) -> dict[str, frozenset[int]]:
        """Return the years of which each publisher has a report on a portal, by the publisher's name."""
        return read(self._engine, lambda connection: _years_reported(connection, portal_id))

    def shared_bodies(self, crawl_id: int, url_count: int) -> list[SharedBody]:
        """Return the bytes that a crawl fetched at so many addresses of publications or more."""
        urls = func.count(distinct(capture.c.url_key))
        query = (
            select(capture.c.sha256, urls, func.min(capture.c.url))
            .where(
                capture.c.crawl_id == crawl_id,
                capture.c.role == CaptureRole.PUBLICATION.value,
                capture.c.verdict == CaptureVerdict.FETCHED.value,  # pages that are gone look alike
            )
            .group_by(capture.c.sha256)
            .having(urls >= url_count)
            .order_by(urls.desc(), capture.c.sha256)
        )
        return read(self._engine, lambda connection: [SharedBody(*row) for row in connection.execute(query)])


def resume_key(mode: str, arguments: Mapping[str, str]) -> str:
    """Return what a crawl was asked for, in one canonical spelling."""
    return json.dumps([mode, dict(arguments)], ensure_ascii=False, sort_keys=True)


def _past(row: Row[Any]) -> PastCrawl:
    verdict = CrawlVerdict(row.verdict) if row.verdict else None
    return PastCrawl(row.started_at, row.finished_at, verdict, row.counts or {}, row.alarms or ())


def _years_reported(connection: Connection, portal_id: str) -> dict[str, frozenset[int]]:
    query = (
        select(publisher.c.name, report.c.year)
        .join(report, report.c.publisher_id == publisher.c.id)
        .join(publication, publication.c.report_id == report.c.id)
        .where(publication.c.portal_id == portal_id)
    )
    years: dict[str, set[int]] = {}
    for name, year in connection.execute(query):
        years.setdefault(name, set()).add(year)
    return {name: frozenset(found) for name, found in years.items()}
