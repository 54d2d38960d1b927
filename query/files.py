"""Files as they were captured: bytes by their SHA-256, or the tombstone in their place; and where they stood."""

import mimetypes
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from storage.blobs import BlobMissing, BlobStore, BlobWithdrawn
from storage.models import blob, publication, report, version, version_part, withdrawal
from storage.tombstone import Tombstone


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """One file. Where its bytes were withdrawn, ``body`` is empty and ``withdrawn`` says when and why."""

    sha256: str
    media_type: str | None
    body: bytes
    withdrawn: Tombstone | None = None

    @property
    def suffix(self) -> str:
        """The ending that a name of such a file has; empty where its type is not known."""
        return mimetypes.guess_extension(self.media_type or "", strict=False) or ""


class FileUnknown(LookupError):
    """The archive never had a file of this digest."""

    def __init__(self, sha256: str) -> None:
        super().__init__(f"no content {sha256} in this archive")


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A version of a publication that a file is part of. Without a publisher it is of no report."""

    portal_id: str
    url: str
    version: int
    role: str
    publisher_id: str | None
    year: int | None


@dataclass(frozen=True, slots=True)
class FileMetadata:
    """What is known of a file: its size in bytes, its type as its bytes tell it, and where it was found."""

    sha256: str
    media_type: str | None
    byte_count: int
    recorded_at: datetime
    withdrawn: Tombstone | None
    places: tuple[FilePlace, ...]


def file_metadata(connection: Connection, sha256: str) -> FileMetadata:
    """Tell what is known of a file, without its bytes. Raises `FileUnknown`."""
    held = select(blob, withdrawal.c.withdrawn_at, withdrawal.c.reason).outerjoin(
        withdrawal, withdrawal.c.sha256 == blob.c.sha256
    )
    row = connection.execute(held.where(blob.c.sha256 == sha256)).one_or_none()
    if row is None:
        raise FileUnknown(sha256)
    places = (
        select(
            publication.c.portal_id,
            version_part.c.url,
            version.c.seq,
            version_part.c.role,
            report.c.publisher_id,
            report.c.year,
        )
        .join(version, version.c.id == version_part.c.version_id)
        .join(publication, publication.c.id == version.c.publication_id)
        .outerjoin(report, report.c.id == publication.c.report_id)
        .where(version_part.c.sha256 == sha256)
        .order_by(version.c.id, version_part.c.ordinal)
    )
    return FileMetadata(
        sha256=sha256,
        media_type=row.media_type,
        byte_count=row.byte_count,
        recorded_at=row.recorded_at,
        withdrawn=Tombstone(sha256, row.withdrawn_at, row.reason) if row.withdrawn_at else None,
        places=tuple(FilePlace(*place) for place in connection.execute(places)),
    )


def file_of(connection: Connection, blobs: BlobStore, sha256: str) -> FileAnswer | None:
    """Return a file, None where the archive has none of this digest, or never had.

    Raises `storage.blobs.BlobDamaged` where the bytes are not those that were kept.
    """
    row = connection.execute(select(blob.c.media_type).where(blob.c.sha256 == sha256)).one_or_none()
    if row is None:
        return None
    try:
        return FileAnswer(sha256, row.media_type, blobs.get(sha256))
    except BlobWithdrawn as withdrawn:
        return FileAnswer(sha256, row.media_type, b"", withdrawn.tombstone)
    except BlobMissing:
        return None
