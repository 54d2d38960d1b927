"""Withdraws bytes: a tombstone takes their place, and the archive remembers it for ever."""

from datetime import datetime

from sqlalchemy import Connection, Engine, select

from storage.blobs import BlobStore, name_of
from storage.models import blob, withdrawal
from storage.observations import keep_blob
from storage.rows import insert_unless_there
from storage.search import forget_content
from storage.tombstone import Tombstone
from storage.unit_of_work import run_in_transaction

MAX_REASON = 2000


class ContentUnknown(LookupError):
    """The archive never had these bytes."""


def withdraw_content(
    engine: Engine, blobs: BlobStore, sha256: str, reason: str, *, now: datetime
) -> Tombstone:
    """Replace bytes by a tombstone; return what it says.

    The row comes first: killed in between, `fsck` tells that it is unfinished, and doing it again
    completes it. Done twice, the first reason stands. Rows stay, what was read of the bytes among
    them. Raises `ContentUnknown`, or ValueError for what is no digest, or for a reason
    that is empty or too long.
    """
    name = name_of(sha256)
    if not 0 < len(reason.strip()) <= MAX_REASON:
        message = f"a reason of up to {MAX_REASON} characters is needed: it takes the place of the content"
        raise ValueError(message)
    size = blobs.size_of(name)

    def keep(connection: Connection) -> Tombstone:
        if connection.scalar(select(blob.c.sha256).where(blob.c.sha256 == sha256)) is None:
            if size is None:
                message = f"no content {sha256} in this archive"
                raise ContentUnknown(message)
            keep_blob(connection, sha256, size, None, now)  # bytes whose recording was killed
        row = {"sha256": sha256, "reason": reason.strip(), "withdrawn_at": now}
        forget_content(connection, sha256)
        insert_unless_there(connection, withdrawal, row)
        return _recorded(connection, sha256)

    tombstone = run_in_transaction(engine, keep)
    if blobs.tombstone_of(sha256) != tombstone:
        blobs.bury(tombstone)
    return tombstone


def _recorded(connection: Connection, sha256: str) -> Tombstone:
    row = connection.execute(select(withdrawal).where(withdrawal.c.sha256 == sha256)).one()
    return Tombstone(row.sha256, row.withdrawn_at, row.reason)
