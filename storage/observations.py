"""Captures and observations: every visit, and what each crawl found of each publication."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from storage.capture import SETTLED, Capture, CaptureVerdict
from storage.models import blob, observation
from storage.models import capture as captures
from storage.rows import insert_or_find, insert_unless_there
from storage.url_key import url_key


def keep_blob(
    connection: Connection, sha256: str, byte_count: int, media_type: str | None, now: datetime
) -> None:
    """Keep that the archive has these bytes; they are on disk already."""
    row = {"sha256": sha256, "byte_count": byte_count, "media_type": media_type, "recorded_at": now}
    insert_unless_there(connection, blob, row)


def keep_capture(
    connection: Connection,
    crawl_id: int,
    capture: Capture,
    *,
    publication_id: int | None,
    sha256: str | None,
    now: datetime,
) -> int:
    """Keep one visit; the same visit again is the row that is there."""
    key = {"crawl_id": crawl_id, "url_key": url_key(capture.url), "captured_at": capture.captured_at}
    rest: dict[str, Any] = {
        "publication_id": publication_id,
        "url": capture.url,
        "role": capture.role.value,
        "verdict": capture.verdict.value,
        "status": capture.status,
        "headers": [list(header) for header in capture.headers],
        "detail": capture.detail,
        "sha256": sha256,
        "final_url": capture.final_url,
        "is_tls_verified": capture.is_tls_verified,
        "recorded_at": now,
        "warc_file": capture.warc_file,
        "warc_offset": capture.warc_offset,
    }
    return insert_or_find(connection, captures, key, rest)[0]


def keep_observation(
    connection: Connection,
    crawl_id: int,
    publication_id: int,
    capture: Capture,
    *,
    capture_id: int,
    version_id: int | None,
    now: datetime,
) -> bool:
    """Keep what this crawl found of a publication; return whether it said nothing of it before.

    A crawl says one thing of a publication. When it visits it again (a failed page is retried, a
    killed crawl resumed) the better of the two stands; both visits stay as captures.
    """
    said: dict[str, Any] = {
        "capture_id": capture_id,
        "version_id": version_id,
        "verdict": capture.verdict.value,
        "observed_at": capture.captured_at,
        "recorded_at": now,
    }
    key = {"publication_id": publication_id, "crawl_id": crawl_id}
    if insert_unless_there(connection, observation, {**key, **said}):
        return True
    same = (observation.c.publication_id == publication_id, observation.c.crawl_id == crawl_id)
    before = connection.execute(select(observation.c.verdict, observation.c.observed_at).where(*same)).one()
    if supersedes(
        (capture.verdict, capture.captured_at), (CaptureVerdict(before.verdict), before.observed_at)
    ):
        connection.execute(update(observation).where(*same).values(said))
    return False


def supersedes(new: tuple[CaptureVerdict, datetime], old: tuple[CaptureVerdict, datetime]) -> bool:
    """Tell whether a visit says more than an earlier one of the same crawl.

    Having seen content beats having seen that it is gone (the next crawl will say so, and the
    sighting must not be lost), which beats not knowing; between equals the later visit does.
    """
    (new_verdict, new_at), (old_verdict, old_at) = new, old
    return (_weight(new_verdict), new_at) > (_weight(old_verdict), old_at)


def _weight(verdict: CaptureVerdict) -> int:
    if verdict is CaptureVerdict.GONE:
        return 1
    return 2 if verdict in SETTLED else 0
