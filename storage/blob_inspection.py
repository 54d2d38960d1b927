"""Whether the bytes in the store are those that the rows name. Nothing is changed."""

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice

from sqlalchemy import Connection, Engine, Select, func, select

from storage.blob_folder import INCOMING
from storage.blobs import HEXADECIMAL, BlobStore, name_of
from storage.models import blob, withdrawal
from storage.soundness import Inspected, Trouble
from storage.unit_of_work import read

AT_ONCE = 500  # rows or names that are held


def inspect_blobs(
    engine: Engine, blobs: BlobStore, progress: Callable[[int, int], None]
) -> Iterator[Inspected]:
    """Yield what is wrong with the bytes, and what is in the store beside them."""
    # Names first: what a crawl writes meanwhile has its row later, and would look like a stray.
    strays = list(_without_row(engine, iter(blobs.names())))
    total = read(engine, lambda connection: connection.scalar(select(func.count()).select_from(blob))) or 0
    withdrawn = set(read(engine, _withdrawn))
    done, last = 0, ""
    while rows := read(engine, partial(_blob_rows, after=last)):
        for sha256, byte_count in rows:
            if sha256 not in withdrawn and blobs.tombstone_of(
                sha256
            ):  # hashing takes hours: withdrawn since?
                withdrawn = set(read(engine, _withdrawn))
            yield from inspect_blob(blobs, sha256, byte_count, is_withdrawn=sha256 in withdrawn)
            done += 1
            progress(done, total)
        last, _ = rows[-1]
    for name in sorted(_without_row(engine, iter(strays))):  # asked again: a crawl has written its row since
        if name.startswith(f"{INCOMING}/"):
            detail = "a draft of a blob: a writer was killed, or is at work"
            yield Inspected(Trouble.LEFTOVER, blobs.where(name), detail)
        else:
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
    if _digest_of(name) is None:
        return "no blob has such a name here"
    return "recording was killed after the bytes were kept, or goes on"


def _without_row(engine: Engine, names: Iterator[str]) -> Iterator[str]:
    """Yield the names of files that no row names."""
    while some := list(islice(names, AT_ONCE)):
        digests = {name: _digest_of(name) for name in some}
        query = select(blob.c.sha256).where(blob.c.sha256.in_(sorted(filter(None, digests.values()))))
        known = set(read(engine, partial(_scalars, query=query)))
        yield from (name for name, sha256 in digests.items() if sha256 not in known)


def _scalars(connection: Connection, query: Select[tuple[str]]) -> list[str]:
    return list(connection.scalars(query))


def _digest_of(name: str) -> str | None:
    """Return whose bytes stand under a name of the store; None where no blob has such a name."""
    last = name.rpartition("/")[2]
    is_digest = len(last) == 64 and set(last) <= HEXADECIMAL
    return last if is_digest and name == name_of(last) else None


def _blob_rows(connection: Connection, after: str) -> list[tuple[str, int]]:
    query = select(blob.c.sha256, blob.c.byte_count).where(blob.c.sha256 > after)
    rows = connection.execute(query.order_by(blob.c.sha256).limit(AT_ONCE))
    return [(row.sha256, row.byte_count) for row in rows]


def _withdrawn(connection: Connection) -> list[str]:
    return _scalars(connection, select(withdrawal.c.sha256))
