"""Inspects an archive: what is missing or damaged is told, and nothing is changed."""

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Engine

from storage.blob_inspection import inspect_blobs
from storage.blobs import BlobStore
from storage.evidence_inspection import inspect_evidence
from storage.row_inspection import inspect_rows
from storage.soundness import Inspected


def fsck(
    engine: Engine,
    blobs: BlobStore,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    warc: Path | None = None,
) -> Iterator[Inspected]:
    """Yield all that is to be told: of the rows, then of the bytes, which are hashed again, then of the evidence.

    ``warc`` is the folder of the evidence; without it, nothing is said of evidence.
    May run while crawls write: it holds no lock for longer than one question takes.
    """
    yield from inspect_rows(engine)
    yield from inspect_blobs(engine, blobs, progress)
    if warc is not None:
        yield from inspect_evidence(engine, warc, progress)
