"""How the crawls of each portal went."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, func, select

from query.answers import CrawlAnswer
from query.shown import FEW
from storage.models import capture, crawl, portal


def crawls_of(
    connection: Connection, portal_id: str | None = None, limit_per_portal: int | None = None
) -> tuple[CrawlAnswer, ...]:
    """Return the crawls of each portal, the latest first, of one portal or of all by their ids."""
    place = func.row_number().over(partition_by=crawl.c.portal_id, order_by=crawl.c.id.desc())
    numbered = select(crawl, place.label("place")).subquery()
    query = (
        select(numbered, portal.c.title.label("portal_title"))
        .join(portal, portal.c.id == numbered.c.portal_id)
        .order_by(numbered.c.portal_id, numbered.c.place)
    )
    if portal_id is not None:
        query = query.where(numbered.c.portal_id == portal_id)
    if limit_per_portal is not None:
        query = query.where(numbered.c.place <= limit_per_portal)
    rows = connection.execute(query).all()
    counted = _capture_counts(connection, [row.id for row in rows])
    return tuple(
        CrawlAnswer(
            id=row.id,
            portal_id=row.portal_id,
            portal_title=row.portal_title,
            mode=row.mode,
            arguments=row.arguments,
            code_release=row.code_release,
            started_at=row.started_at,
            finished_at=row.finished_at,
            verdict=row.verdict,
            reasons=tuple(row.reasons or ()),
            counts=row.counts or {},
            columns=row.column_verdicts or {},
            alarms=tuple(row.alarms or ()),
            capture_counts=counted[row.id],
        )
        for row in rows
    )


def _capture_counts(connection: Connection, crawl_ids: Sequence[int]) -> Mapping[int, Mapping[str, int]]:
    """Count what each crawl's visits found, by verdict: also of a crawl that is still running."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    query = select(capture.c.crawl_id, capture.c.verdict, func.count()).group_by(
        capture.c.crawl_id, capture.c.verdict
    )
    if len(crawl_ids) <= FEW:
        query = query.where(capture.c.crawl_id.in_(crawl_ids))
    for crawl_id, verdict, count in connection.execute(query):
        counts[crawl_id][verdict] = count
    return counts
