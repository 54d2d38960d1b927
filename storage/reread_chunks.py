"""Versions read again on an executor: in chunks that any process can do, from nothing but the archive's place."""

import multiprocessing
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import islice

from storage.database import open_engine
from storage.executing import Executor
from storage.migrations.upgrade import require_schema
from storage.place import Place, open_blobs
from storage.reader import Extras, Reader
from storage.reread_scope import VersionIds
from storage.rereading import Progress, Reread, Rereading, RereadTally, isolated_reader

# Versions in a chunk. It costs 0.1 s, as much as three of them, and its reader is worn out after as many. A death costs
# one version and that: those that were read before it are not read again.
MOST = 200
EACH = 4  # chunks for each that works, where there are few versions: no one waits long for the slowest


class ParsersDiffer(Exception):
    """A worker has other parsers than the program that asks it to read."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Versions to read again: where the archive is, and by which parsers; ``place`` may hold a password."""

    place: Place = field(repr=False)
    version_ids: tuple[int, ...]
    extras: Extras
    release: str
    fingerprint: str


def reread_on(
    executor: Executor,
    place: Place,
    version_ids: VersionIds,
    *,
    reader: Reader,
    extras: Extras,
    progress: Progress,
) -> RereadTally:
    """Read versions on an executor, with its own copies of the parsers that ``reader`` names."""
    tally, done = RereadTally(), 0
    chunks = (
        Chunk(place, part, extras, reader.release, reader.fingerprint)
        for part in _parts(version_ids, executor.width)
    )
    for one in executor.run(reread_chunk, chunks):
        tally.add(one.result or _lost(one.argument, one.failure))
        done += len(one.argument.version_ids)
        progress(done, len(version_ids))
    return tally


def reread_chunk(chunk: Chunk) -> RereadTally:
    """Read the versions of a chunk. Twice is as good as once.

    Raises `ParsersDiffer`, or `ArchiveUnfit` where the code of the archive is another.
    """
    if multiprocessing.current_process().daemon:
        message = (
            "this worker may start no reader: set DASK_DISTRIBUTED__WORKER__DAEMON=False where it is started"
        )
        raise RuntimeError(message)
    engine = open_engine(chunk.place.database)
    try:
        require_schema(engine)
        with isolated_reader(chunk.extras) as reader:
            if (reader.release, reader.fingerprint) != (chunk.release, chunk.fingerprint):
                message = f"the worker has parsers {reader.release} ({reader.fingerprint}), not {chunk.release} ({chunk.fingerprint})"
                raise ParsersDiffer(message)
            now = partial(datetime.now, UTC)
            return Rereading(engine, open_blobs(chunk.place), reader, now).run(chunk.version_ids)
    finally:
        engine.dispose()


def _parts(version_ids: VersionIds, width: int) -> Iterator[tuple[int, ...]]:
    size = max(1, min(MOST, -(-len(version_ids) // (EACH * width))))
    asked = iter(version_ids)
    while part := tuple(islice(asked, size)):
        yield part


def _lost(chunk: Chunk, why: str) -> RereadTally:
    """Count a chunk of which nothing is known: some of it may have been read. The next run tells."""
    numbers = ", ".join(map(str, chunk.version_ids))
    tally = RereadTally(failures=[f"{why}; perhaps unread: versions {numbers}"])
    tally.counts[Reread.FAILED] = len(chunk.version_ids)
    return tally
