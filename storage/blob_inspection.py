"""Whether the bytes in the store are those that the rows name. Nothing is changed."""

import hashlib
from collections.abc import Callable, Iterator

from sqlalchemy import Connection, Engine, select

from storage.blob_folder import INCOMING
from storage.blobs import HEXADECIMAL, BlobStore, name_of
from storage.models import blob, withdrawal
from storage.soundness import Inspected, Trouble
from storage.unit_of_work import read


def inspect_blobs(
    engine: Engine, blobs: BlobStore, progress: Callable[[int, int], None]
) -> Iterator[Inspected]:
    """Yield what is wrong with the bytes, and what is in the store beside them."""
    # Names first: what a crawl writes meanwhile has its row later, and would look like a stray.
    names = sorted(blobs.names())
    rows = read(engine, _blob_rows)
    withdrawn = set(read(engine, _withdrawn))
    for done, (sha256, byte_count) in enumerate(rows, 1):
        if sha256 not in withdrawn and blobs.tombstone_of(sha256):  # hashing takes hours: withdrawn since?
            withdrawn = set(read(engine, _withdrawn))
        yield from inspect_blob(blobs, sha256, byte_count, is_withdrawn=sha256 in withdrawn)
        progress(done, len(rows))
    known = {name_of(sha256) for sha256, _ in rows}
    for name in names:
        if name.startswith(f"{INCOMING}/"):
            detail = "a draft of a blob: a writer was killed, or is at work"
            yield Inspected(Trouble.LEFTOVER, blobs.where(name), detail)
        elif name not in known:
            yield Inspected(Trouble.BLOB_WITHOUT_ROW, blobs.where(name), _stray(name))


def inspect_blob(
    blobs: BlobStore, sha256: str, byte_count: int, *, is_withdrawn: bool
) -> Iterator[Inspected]:
    """Yield what is wrong with the bytes of one row, or where they went."""
    place = blobs.where(name_of(sha256))
    try:
        body = blobs.read(name_of(sha256))
        tombstone = blobs.tombstone_of(sha256)
    except FileNotFoundError:
        yield Inspected(Trouble.BLOB_MISSING, sha256, f"nothing at {place}")
        return
    except OSError as failure:
        yield Inspected(
            Trouble.BLOB_DAMAGED, sha256, f"{place} cannot be read: {failure.strerror or failure}"
        )
        return
    found = hashlib.sha256(body).hexdigest()
    if tombstone is not None and is_withdrawn:
        yield Inspected(Trouble.WITHDRAWN, sha256, str(tombstone))
    elif tombstone is not None:
        yield Inspected(Trouble.WITHDRAWAL_UNRECORDED, sha256, f"{place} says {tombstone}; no row does")
    elif is_withdrawn:
        detail = f"{place} is no tombstone: withdraw-content was killed, run it again"
        yield Inspected(Trouble.WITHDRAWAL_UNFINISHED, sha256, detail)
    elif found != sha256:
        detail = f"{place} hashes to {found}, {len(body)} bytes of {byte_count}"
        yield Inspected(Trouble.BLOB_DAMAGED, sha256, detail)
    elif len(body) != byte_count:
        detail = f"its row says {byte_count} bytes, it has {len(body)}"
        yield Inspected(Trouble.BLOB_DAMAGED, sha256, detail)


def _stray(name: str) -> str:
    last = name.rpartition("/")[2]
    if len(last) != 64 or not set(last) <= HEXADECIMAL or name != name_of(last):
        return "no blob has such a name here"
    return "recording was killed after the bytes were kept, or goes on"


def _blob_rows(connection: Connection) -> list[tuple[str, int]]:
    query = select(blob.c.sha256, blob.c.byte_count).order_by(blob.c.sha256)
    return [(row.sha256, row.byte_count) for row in connection.execute(query)]


def _withdrawn(connection: Connection) -> list[str]:
    return list(connection.scalars(select(withdrawal.c.sha256)))
