"""Publications: where a portal publishes a report, and what is known of each."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from parsers.report import Kind, ParseHints
from storage.capture import Capture, CaptureRole, CaptureVerdict, PublicationFacts
from storage.crawl import KnownPublication, Validators
from storage.models import capture as captures
from storage.models import crawl, observation, publication
from storage.rows import insert_or_find
from storage.url_key import url_key
from storage.versions import publication_id_of

_BY_KEY = select(publication).where(publication.c.url_key == bindparam("key"))
# Locked until the end of the transaction, so that on Postgres nobody else numbers a version of it meanwhile.
_LOCKED_BY_KEY = _BY_KEY.with_for_update(key_share=True)
# The files of a page are kept before it, so that whoever finds the page finds its files.
_TAKE_IN_FILES = (
    update(publication)
    .where(publication.c.parent_url == bindparam("page_url"), publication.c.parent_id.is_(None))
    .values(parent_id=bindparam("page"))
)


@dataclass(frozen=True, slots=True)
class KeptPublication:
    """A publication as it stands after a visit. ``is_changed``: it is new, or the portal tells other facts."""

    id: int
    is_new: bool
    is_changed: bool
    has_report: bool


def keep_publication(
    connection: Connection,
    portal_id: str,
    capture: Capture,
    hints: ParseHints,
    *,
    hints_digest: str,
    now: datetime,
) -> KeptPublication:
    """Keep what the portal says of a publication now, and lock it.

    A fact that the portal no longer tells stays as it was. A capture without facts (a retry, a
    recheck) changes none; an older one than is kept already (an import) fills in what nobody told since.
    """
    told = _told(connection, capture.publication) if capture.publication else {}
    if capture.verdict is CaptureVerdict.FETCHED:
        told["hints_digest"] = hints_digest
    key = url_key(capture.url)
    row = connection.execute(_LOCKED_BY_KEY, {"key": key}).one_or_none()
    if row is None:
        made = {"portal_id": portal_id, "url": capture.url, "recorded_at": now}
        rest = {**_first_told(connection, hints), **told, **made}
        publication_id, is_new = insert_or_find(connection, publication, {"url_key": key}, rest)
        if is_new:
            connection.execute(_TAKE_IN_FILES, {"page": publication_id, "page_url": capture.url})
            return KeptPublication(publication_id, is_new=True, is_changed=True, has_report=False)
        row = connection.execute(_LOCKED_BY_KEY, {"key": key}).one()  # another writer was first
    changed = {name: value for name, value in told.items() if value not in {None, "", getattr(row, name)}}
    if changed and _was_seen_since(connection, row.id, capture):
        changed = {name: value for name, value in changed.items() if getattr(row, name) in {None, ""}}
    if changed:
        connection.execute(update(publication).where(publication.c.id == row.id).values(changed))
    return KeptPublication(
        row.id, is_new=False, is_changed=bool(changed), has_report=row.report_id is not None
    )


def known_publications(connection: Connection, portal_id: str) -> list[KnownPublication]:
    """Return what is known of every publication of a portal, in the order of first sight."""
    headers = _latest_headers(connection, portal_id)
    newest = (
        select(observation.c.publication_id, func.max(observation.c.observed_at).label("observed_at"))
        .group_by(observation.c.publication_id)
        .subquery()
    )
    seen = (
        select(observation.c.publication_id, observation.c.verdict, observation.c.observed_at)
        .join(newest, observation.c.publication_id == newest.c.publication_id)
        .where(observation.c.observed_at == newest.c.observed_at)
        .subquery()
    )
    query = (
        select(publication, seen.c.verdict, seen.c.observed_at)
        .outerjoin(seen, seen.c.publication_id == publication.c.id)
        .where(publication.c.portal_id == portal_id)
        .order_by(publication.c.id)
    )
    rows = {
        row.id: row for row in connection.execute(query)
    }  # one each, also after two sights at one instant
    return [_known(row, headers.get(row.id, [])) for row in rows.values()]


def page_validators(connection: Connection, portal_id: str) -> dict[str, Validators]:
    """Return the validators of the pages that lead to publications of a portal and are none themselves.

    By url_key, as the last visit told that brought such a page whole.
    """
    linked = select(publication.c.parent_url).where(
        publication.c.portal_id == portal_id,
        publication.c.parent_url.is_not(None),
        publication.c.parent_id.is_(None),
    )
    pages = {url_key(url) for url in connection.scalars(linked.distinct())}
    latest = (
        select(captures.c.url_key, func.max(captures.c.captured_at).label("captured_at"))
        .join(crawl, crawl.c.id == captures.c.crawl_id)
        .where(
            crawl.c.portal_id == portal_id,
            captures.c.role == CaptureRole.LISTING.value,
            captures.c.verdict == CaptureVerdict.FETCHED.value,
        )
        .group_by(captures.c.url_key)
        .subquery()
    )
    query = select(captures.c.url_key, captures.c.headers).join(
        latest,
        (captures.c.url_key == latest.c.url_key) & (captures.c.captured_at == latest.c.captured_at),
    )
    rows = connection.execute(query.where(captures.c.verdict == CaptureVerdict.FETCHED.value))
    return {key: _validators(headers) for key, headers in rows if key in pages}


def _latest_headers(connection: Connection, portal_id: str) -> dict[int, list[list[str]]]:
    """Return the headers of the last fetched visit of each publication: by when it was, not when recorded."""
    place = func.row_number().over(
        partition_by=captures.c.publication_id, order_by=(captures.c.captured_at.desc(), captures.c.id.desc())
    )
    ranked = (
        select(captures.c.id, place.label("place"))
        .join(publication, publication.c.id == captures.c.publication_id)
        .where(captures.c.verdict == CaptureVerdict.FETCHED.value, publication.c.portal_id == portal_id)
        .subquery()
    )
    query = select(captures.c.publication_id, captures.c.headers).join(ranked, ranked.c.id == captures.c.id)
    return {row.publication_id: row.headers for row in connection.execute(query.where(ranked.c.place == 1))}


def _validators(headers: list[list[str]]) -> Validators:
    told = {name.lower(): value for name, value in headers}
    return Validators(told.get("etag"), told.get("last-modified"))


def _known(row: Row[Any], headers: list[list[str]]) -> KnownPublication:
    told = _validators(headers)
    return KnownPublication(
        url=row.url,
        url_key=row.url_key,
        kind=Kind(row.kind),
        title=row.title,
        edition=row.edition,
        unit=row.unit,
        published_on=row.published_on,
        year=row.year,
        parent_url=row.parent_url,
        filename=row.filename,
        etag=told.etag,
        last_modified=told.last_modified,
        last_verdict=None if row.verdict is None else CaptureVerdict(row.verdict),
        last_observed_at=row.observed_at,
    )


def _first_told(connection: Connection, hints: ParseHints) -> dict[str, Any]:
    """Return what is known of a publication of which nobody told anything but hints."""
    first = PublicationFacts(title=hints.title or "", unit=hints.unit, filename=hints.filename)
    return _told(connection, first)


def _told(connection: Connection, facts: PublicationFacts) -> dict[str, Any]:
    return {
        "kind": facts.kind.value,
        "edition": facts.edition,
        "title": facts.title,
        "unit": facts.unit,
        "filename": facts.filename,
        "parent_url": facts.parent_url,
        "parent_id": _find(connection, facts.parent_url),
        "published_on": _date(facts.published_on),
        "year": facts.year,
    }


def _was_seen_since(connection: Connection, publication_id: int, capture: Capture) -> bool:
    later = select(observation.c.crawl_id).where(
        observation.c.publication_id == publication_id, observation.c.observed_at > capture.captured_at
    )
    return connection.execute(later.limit(1)).first() is not None


def _find(connection: Connection, url: str | None) -> int | None:
    if url is None:
        return None
    return publication_id_of(connection, url_key(url))


def _date(text: str | None) -> date | None:
    """Read an ISO date; what is none is left out, for a capture must not be lost over a date."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
