"""Files as they were captured: bytes by their SHA-256, or the tombstone in their place."""

import mimetypes
from dataclasses import dataclass

from sqlalchemy import Connection, select

from storage.blobs import BlobMissing, BlobStore, BlobWithdrawn
from storage.models import blob
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
