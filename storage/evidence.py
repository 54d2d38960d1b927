"""Which files of evidence hold the visits of a portal, for whoever hands them on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from storage.capture import CaptureRole, CaptureVerdict
from storage.models import capture, crawl, publication


@dataclass(frozen=True, slots=True)
class EvidentVisit:
    """A visit whose exchange was kept; ``title`` is that of the publication, None for lists and the like."""

    url: str
    captured_at: datetime
    warc_file: str
    title: str | None


def evident_visits(
    connection: Connection, portal_id: str, crawl_id: int | None = None
) -> Sequence[EvidentVisit]:
    """Return the visits of a portal, or of one crawl of it, whose exchanges were kept, in the order of time."""
    is_shown = (capture.c.role == CaptureRole.PUBLICATION.value) & (
        capture.c.verdict == CaptureVerdict.FETCHED.value
    )
    query = (
        select(capture.c.url, capture.c.captured_at, capture.c.warc_file, publication.c.title, is_shown)
        .join(crawl, crawl.c.id == capture.c.crawl_id)
        .outerjoin(publication, publication.c.id == capture.c.publication_id)
        .where(crawl.c.portal_id == portal_id, capture.c.warc_file.is_not(None))
        .order_by(capture.c.captured_at, capture.c.id)
    )
    if crawl_id is not None:
        query = query.where(crawl.c.id == crawl_id)
    return [
        EvidentVisit(url, at, file, title if shown else None)
        for url, at, file, title, shown in connection.execute(query)
    ]
