"""Whether the evidence of each visit is where its capture says, and says the same. Nothing is changed.

Files of evidence may lie elsewhere (cold storage): that one is absent is worth knowing, and no damage.
"""

import hashlib
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, select
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from storage.models import capture
from storage.soundness import Inspected, Trouble
from storage.unit_of_work import read
from storage.url_key import is_member, url_key

OPEN = ".open"  # what a segment is called while a crawl writes it, or after the crawl was killed
BATCH = 500
FAULTS = (
    ArchiveLoadFailed,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    AttributeError,
    StopIteration,
)


@dataclass(frozen=True, slots=True)
class _Record:
    """A record of a WARC: of which address, and the digest of its decoded payload; None for a revisit."""

    url: str
    sha256: str | None
    is_sound: bool


def inspect_evidence(
    engine: Engine, folder: Path, progress: Callable[[int, int], None]
) -> Iterator[Inspected]:
    """Yield what is wrong with the evidence that captures name in ``folder``."""
    total = read(engine, lambda connection: connection.scalar(_counted())) or 0
    absent: Counter[str] = Counter()
    last = done = 0
    while batch := read(engine, partial(_captures, after=last)):
        for row in batch:
            path = _path_of(folder, row.warc_file)
            if path is None:
                absent[row.warc_file] += 1
            else:
                yield from _inspect(row, path)
            done += 1
            progress(done, total)
        last = batch[-1].id
    for name, count in sorted(absent.items()):
        detail = f"not in {folder}: in cold storage, or lost; the evidence of {count} captures"
        yield Inspected(Trouble.EVIDENCE_ABSENT, name, detail)


def _counted() -> Any:  # noqa: ANN401  # a query
    return select(func.count()).where(capture.c.warc_file.is_not(None))


def _captures(connection: Connection, after: int) -> list[Row[Any]]:
    columns = (capture.c[name] for name in ("id", "url", "final_url", "sha256", "warc_file", "warc_offset"))
    query = select(*columns).where(capture.c.warc_file.is_not(None), capture.c.id > after)
    return list(connection.execute(query.order_by(capture.c.id).limit(BATCH)))


def _path_of(folder: Path, name: str) -> Path | None:
    found = (folder / f"{name}{ending}" for ending in ("", OPEN))
    return next((path for path in found if path.is_file()), None)


def _inspect(row: Row[Any], path: Path) -> Iterator[Inspected]:
    name = f"capture {row.id}"
    where = f"{row.warc_file} at {row.warc_offset}"
    try:
        record = _read(path, row.warc_offset)
    except FAULTS as fault:
        words = str(fault).strip().partition("\n")[0] or type(fault).__name__
        yield Inspected(Trouble.EVIDENCE_DAMAGED, name, f"{where} holds no record that can be read: {words}")
        return
    asked = {url_key(url.partition("#")[0]) for url in (row.url, row.final_url) if url}
    if not record.is_sound:
        yield Inspected(Trouble.EVIDENCE_DAMAGED, name, f"{where} does not match its own digest")
    elif url_key(record.url) not in asked:
        yield Inspected(Trouble.EVIDENCE_DAMAGED, name, f"{where} is of {record.url}, not of {row.url}")
    elif row.sha256 and record.sha256 and not is_member(row.url) and record.sha256 != row.sha256:
        yield Inspected(
            Trouble.EVIDENCE_DAMAGED, name, f"{where} hashes to {record.sha256}, not to {row.sha256}"
        )


def _read(path: Path, offset: int) -> _Record:
    with path.open("rb") as file:
        file.seek(offset)
        record = next(iter(ArchiveIterator(file, arc2warc=True, check_digests=True)))
        body = record.content_stream().read()
        while record.raw_stream.read(BATCH):  # to its end: only then its digest is compared
            pass
        if getattr(record.raw_stream, "limit", 0) > 0:
            message = "cut short"
            raise EOFError(message)
        url = record.rec_headers.get_header("WARC-Target-URI")
        if not url:
            message = "no record of an address"
            raise EOFError(message)
        is_revisit = record.rec_type == "revisit"
        return _Record(
            url,
            None if is_revisit else hashlib.sha256(body).hexdigest(),
            record.digest_checker.passed is not False,
        )
