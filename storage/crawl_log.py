"""Begins, resumes and ends crawls, and tells what is settled in one."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from storage.capture import SETTLED
from storage.crawl import Crawl, CrawlVerdict, PortalFacts
from storage.history import resume_key
from storage.models import capture, observation, portal, publication
from storage.models import crawl as crawls
from storage.rows import insert_unless_there

# What a crawl killed longer ago than this has seen is no longer what the portal shows.
RESUMABLE_FOR = timedelta(days=7)
ABANDONED = "killed, and not resumed in time"


class CrawlFinished(Exception):
    """A crawl that was closed before is closed or written to again."""


def begin_crawl(
    connection: Connection,
    facts: PortalFacts,
    mode: str,
    arguments: Mapping[str, str],
    *,
    code_release: str,
    now: datetime,
) -> Crawl:
    """Resume the unfinished crawl of the same portal, mode and arguments, or begin one."""
    _keep_portal(connection, facts)
    key = resume_key(mode, arguments)
    wanted = select(crawls.c.id, crawls.c.started_at).where(
        crawls.c.portal_id == facts.id, crawls.c.resume_key == key, crawls.c.finished_at.is_(None)
    )
    found = connection.execute(wanted).one_or_none()
    if found is not None and now - found.started_at > RESUMABLE_FOR:
        finish_crawl(connection, found.id, CrawlVerdict.PARTIAL, reasons=[ABANDONED], now=now)
        found = None
    is_resumed = found is not None
    if found is None:
        row = {
            "portal_id": facts.id,
            "mode": mode,
            "arguments": dict(arguments),
            "resume_key": key,
            "code_release": code_release,
            "started_at": now,
        }
        insert_unless_there(connection, crawls, row)
        found = connection.execute(wanted).one()
    return Crawl(
        id=found.id,
        portal_id=facts.id,
        mode=mode,
        arguments=dict(arguments),
        started_at=found.started_at,
        is_resumed=is_resumed,
        division_code=facts.division_code,
    )


def finish_crawl(
    connection: Connection,
    crawl_id: int,
    verdict: CrawlVerdict,
    *,
    reasons: Sequence[str],
    counts: Mapping[str, int] | None = None,
    columns: Mapping[str, object] | None = None,
    alarms: Sequence[Mapping[str, str]] = (),
    now: datetime,
) -> None:
    """Close a crawl. Closing it again the same way changes nothing, another way raises `CrawlFinished`."""
    closing = update(crawls).where(crawls.c.id == crawl_id, crawls.c.finished_at.is_(None))
    values = {
        "verdict": verdict.value,
        "reasons": list(reasons),
        "counts": dict(counts or {}),
        "column_verdicts": dict(columns or {}),
        "alarms": [dict(alarm) for alarm in alarms],
    }
    if connection.execute(closing.values(finished_at=now, **values)).rowcount == 1:
        return
    before = connection.scalar(select(crawls.c.verdict).where(crawls.c.id == crawl_id))
    if before != verdict.value:
        message = f"crawl {crawl_id} was closed as {before}, it cannot be closed as {verdict.value}"
        raise CrawlFinished(message)


def settled_url_keys(connection: Connection, crawl_id: int) -> frozenset[str]:
    """Return the url_keys of publications that this crawl has seen, or seen to be gone."""
    query = (
        select(publication.c.url_key)
        .join(observation, observation.c.publication_id == publication.c.id)
        .where(observation.c.crawl_id == crawl_id, observation.c.verdict.in_(SETTLED))
    )
    return frozenset(connection.scalars(query))


def visits_between(
    connection: Connection, portal_id: str, first: datetime, last: datetime
) -> frozenset[tuple[str, datetime]]:
    """Return which visits are kept of a portal between two moments, in any crawl: url_key and moment."""
    query = (
        select(capture.c.url_key, capture.c.captured_at)
        .join(crawls, crawls.c.id == capture.c.crawl_id)
        .where(crawls.c.portal_id == portal_id, capture.c.captured_at.between(first, last))
    )
    return frozenset((row.url_key, row.captured_at) for row in connection.execute(query))


def _keep_portal(connection: Connection, facts: PortalFacts) -> None:
    values = {"title": facts.title, "base_url": facts.base_url, "division_code": facts.division_code}
    if not insert_unless_there(connection, portal, {"id": facts.id, **values}):
        connection.execute(update(portal).where(portal.c.id == facts.id).values(values))
