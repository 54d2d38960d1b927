"""Versions: the distinct contents of a publication, numbered in order of recording."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, or_, select

from storage.models import observation, publication, version, version_digest, version_part
from storage.rows import insert_or_find, insert_unless_there


@dataclass(frozen=True, slots=True)
class PartRow:
    """One blob of a version; the first is the page or file itself."""

    role: str
    url: str
    media_type: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a fetched publication shows: its digest under one normaliser, and the blobs behind it."""

    digest: str
    normaliser: str
    parts: tuple[PartRow, ...]

    @property
    def shas(self) -> tuple[str, ...]:
        """SHA-256 of every part, in order."""
        return tuple(part.sha256 for part in self.parts)


_PUBLICATION = select(publication.c.id).where(publication.c.url_key == bindparam("key"))


def publication_id_of(connection: Connection, key: str) -> int | None:
    """Return the publication with this url_key, None where it is new."""
    return connection.scalar(_PUBLICATION, {"key": key})


def find_version(connection: Connection, publication_id: int, content: Content) -> int | None:
    """Return the version that shows this content, None where the content is new.

    It has the same digest, as first recorded or as a later normaliser makes it, or it has the
    very same bytes: the second needs no normaliser, so an upgrade of it cannot hide the first.
    """
    later = select(version_digest.c.version_id).where(
        version_digest.c.digest == content.digest, version_digest.c.normaliser == content.normaliser
    )
    query = select(version.c.id).where(
        version.c.publication_id == publication_id,
        or_(version.c.digest == content.digest, version.c.id.in_(later)),
    )
    found: int | None = connection.scalar(query.order_by(version.c.seq.desc()).limit(1))
    if found is not None:
        return found
    same_main = (
        select(version.c.id)
        .join(version_part, version_part.c.version_id == version.c.id)
        .where(
            version.c.publication_id == publication_id,
            version_part.c.ordinal == 0,
            version_part.c.sha256 == content.shas[0],
        )
        .order_by(version.c.seq.desc())
    )
    candidates: Sequence[int] = connection.scalars(same_main).all()
    for candidate in candidates:
        if tuple(part.sha256 for part in parts_of(connection, candidate)) == content.shas:
            return candidate
    return None


def keep_version(
    connection: Connection,
    publication_id: int,
    content: Content,
    now: datetime,
    *,
    is_new_publication: bool = False,
) -> tuple[int, bool]:
    """Return the version of this content, and whether it is new. Its blobs have rows already."""
    seq = 1
    if not is_new_publication:
        found = find_version(connection, publication_id, content)
        if found is not None:
            return found, False
        taken = select(func.max(version.c.seq)).where(version.c.publication_id == publication_id)
        seq += connection.scalar(taken) or 0
    key = {"publication_id": publication_id, "digest": content.digest}
    rest = {"seq": seq, "normaliser": content.normaliser, "recorded_at": now}
    version_id, is_new = insert_or_find(connection, version, key, rest)
    if is_new:
        rows = [
            {
                "version_id": version_id,
                "ordinal": ordinal,
                "role": part.role,
                "url": part.url,
                "media_type": part.media_type,
                "sha256": part.sha256,
            }
            for ordinal, part in enumerate(content.parts)
        ]
        connection.execute(version_part.insert(), rows)
    return version_id, is_new


def parts_of(connection: Connection, version_id: int) -> list[PartRow]:
    """Return the parts of a version in order."""
    query = (
        select(version_part.c.role, version_part.c.url, version_part.c.media_type, version_part.c.sha256)
        .where(version_part.c.version_id == version_id)
        .order_by(version_part.c.ordinal)
    )
    return [PartRow(*row) for row in connection.execute(query)]


def versions_without(connection: Connection, publication_id: int, normaliser: str) -> Sequence[int]:
    """Return the versions whose digest under this normaliser is not known, in order."""
    renewed = select(version_digest.c.version_id).where(version_digest.c.normaliser == normaliser)
    query = select(version.c.id).where(
        version.c.publication_id == publication_id,
        version.c.normaliser != normaliser,
        version.c.id.not_in(renewed),
    )
    return connection.scalars(query.order_by(version.c.seq)).all()


def keep_digest(connection: Connection, version_id: int, normaliser: str, digest: str) -> None:
    """Keep what another normaliser makes of a version."""
    row = {"version_id": version_id, "normaliser": normaliser, "digest": digest}
    insert_unless_there(connection, version_digest, row)


_LAST_SEEN = (
    select(observation.c.version_id)
    .where(observation.c.publication_id == bindparam("publication_id"), observation.c.version_id.is_not(None))
    .order_by(observation.c.observed_at.desc(), observation.c.crawl_id.desc())
    .limit(1)
)


_LAST_SEEN_BY = _LAST_SEEN.where(observation.c.observed_at <= bindparam("by"))


def last_seen_version(connection: Connection, publication_id: int, by: datetime | None = None) -> int | None:
    """Return the version that was seen last, ``by`` a moment or ever, whatever became of it since."""
    if by is None:
        return connection.scalar(_LAST_SEEN, {"publication_id": publication_id})
    return connection.scalar(_LAST_SEEN_BY, {"publication_id": publication_id, "by": by})
