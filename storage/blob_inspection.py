"""Whether the bytes on disk are those that the rows name. Nothing is changed."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from storage.blobs import BlobStore
from storage.models import blob, withdrawal
from storage.soundness import Inspected, Trouble
from storage.unit_of_work import read

HEXADECIMAL = frozenset("0123456789abcdef")


def inspect_blobs(
    engine: Engine, blobs: BlobStore, progress: Callable[[int, int], None]
) -> Iterator[Inspected]:
    """Yield what is wrong with the bytes, and what is on disk beside them."""
    # Files first: what a crawl writes meanwhile has its row later, and would look like a stray.
    files = sorted(_files(blobs.root))
    rows = read(engine, _blob_rows)
    withdrawn = set(read(engine, _withdrawn))
    for done, (sha256, byte_count) in enumerate(rows, 1):
        if sha256 not in withdrawn and blobs.tombstone_of(sha256):  # hashing takes hours: withdrawn since?
            withdrawn = set(read(engine, _withdrawn))
        yield from inspect_blob(blobs, sha256, byte_count, is_withdrawn=sha256 in withdrawn)
        progress(done, len(rows))
    known = {blobs.path_of(sha256) for sha256, _ in rows}
    for path in files:
        if path.parent == blobs.root / "incoming":
            yield Inspected(
                Trouble.LEFTOVER, str(path), "a draft of a blob: a writer was killed, or is at work"
            )
        elif path not in known:
            yield Inspected(Trouble.BLOB_WITHOUT_ROW, str(path), _stray(path, blobs))


def inspect_blob(
    blobs: BlobStore, sha256: str, byte_count: int, *, is_withdrawn: bool
) -> Iterator[Inspected]:
    """Yield what is wrong with the bytes of one row, or where they went."""
    path = blobs.path_of(sha256)
    try:
        found, size = _digest(path)
        tombstone = blobs.tombstone_of(sha256)
    except FileNotFoundError:
        yield Inspected(Trouble.BLOB_MISSING, sha256, f"no file {path}")
        return
    except OSError as failure:
        yield Inspected(Trouble.BLOB_DAMAGED, sha256, f"{path} cannot be read: {failure.strerror}")
        return
    if tombstone is not None and is_withdrawn:
        yield Inspected(Trouble.WITHDRAWN, sha256, str(tombstone))
    elif tombstone is not None:
        yield Inspected(Trouble.WITHDRAWAL_UNRECORDED, sha256, f"{path} says {tombstone}; no row does")
    elif is_withdrawn:
        detail = f"{path} is no tombstone: withdraw-content was killed, run it again"
        yield Inspected(Trouble.WITHDRAWAL_UNFINISHED, sha256, detail)
    elif found != sha256:
        yield Inspected(
            Trouble.BLOB_DAMAGED, sha256, f"{path} hashes to {found}, {size} bytes of {byte_count}"
        )
    elif size != byte_count:
        detail = f"its row says {byte_count} bytes, it has {size}"
        yield Inspected(Trouble.BLOB_DAMAGED, sha256, detail)


def _digest(path: Path) -> tuple[str, int]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return digest, file.tell()


def _files(root: Path) -> Iterator[Path]:
    return (path for path in root.rglob("*") if path.is_file() or path.is_symlink())


def _stray(path: Path, blobs: BlobStore) -> str:
    name = path.name
    if len(name) != 64 or not set(name) <= HEXADECIMAL or path != blobs.path_of(name):
        return "no blob has such a name here"
    return "recording was killed after the bytes were kept, or goes on"


def _blob_rows(connection: Connection) -> list[tuple[str, int]]:
    query = select(blob.c.sha256, blob.c.byte_count).order_by(blob.c.sha256)
    return [(row.sha256, row.byte_count) for row in connection.execute(query)]


def _withdrawn(connection: Connection) -> list[str]:
    return list(connection.scalars(select(withdrawal.c.sha256)))
