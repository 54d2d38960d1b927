"""Reads versions again from their blobs, by better parsers. What reads differently waits for acceptance."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Engine, select

from parsers.report import ParseHints, ProblemKind
from storage.blobs import BlobDamaged, BlobMissing, BlobStore, BlobWithdrawn
from storage.isolation import IsolatedReading
from storage.models import portal, publication, result
from storage.pictures import pictures_for
from storage.proposals import propose
from storage.reader import Extras, Reader, Reading, hints_digest
from storage.reports import renew_report
from storage.reread_scope import VersionIds
from storage.results import find_run, keep_run, revive_hints
from storage.standing import standing_run
from storage.unit_of_work import read, run_in_transaction
from storage.versions import PartRow, parts_of

Progress = Callable[[int, int], None]


class Reread(StrEnum):
    """What came of reading one version again."""

    SAME = "same"
    CHANGED = "changed"  # proposed: it waits for acceptance
    MENDED = "mended"  # our program broke over it before: there was nothing to protect
    ALREADY = "already"  # by a process that died at others of its chunk, or by another run
    WITHDRAWN = "withdrawn"  # its bytes were: what was read of it before stands
    FAILED = "failed"


@dataclass(slots=True)
class RereadTally:
    """How many versions came out how, and what went wrong with those that failed."""

    counts: dict[Reread, int] = field(default_factory=lambda: dict.fromkeys(Reread, 0))
    failures: list[str] = field(default_factory=list)

    def add(self, other: "RereadTally") -> None:
        """Count what another counted too."""
        for outcome, count in other.counts.items():
            self.counts[outcome] += count
        self.failures = sorted([*self.failures, *other.failures])


@dataclass(frozen=True, slots=True)
class Rereading:
    """Reads versions one after another, each in a transaction of its own.

    A version that this very parser read soundly is not read again: so a killed run completes when
    it is run again, and of two that read the same one is first. A breakage of our program, or bytes that are
    unreadable all of a sudden, are told and leave no row; the next run tries again.
    """

    engine: Engine
    blobs: BlobStore
    reader: Reader
    clock: Callable[[], datetime]

    def run(self, version_ids: VersionIds, progress: Progress = lambda _done, _of: None) -> RereadTally:
        """Read those that are unread; ``progress`` is told how many of how many are done."""
        tally = RereadTally()
        for done, version_id in enumerate(version_ids, 1):
            outcome, failure = self._reread(version_id)
            tally.counts[outcome] += 1
            tally.failures += [failure] if failure else []
            progress(done, len(version_ids))
        tally.failures.sort()
        return tally

    def _reread(self, version_id: int) -> tuple[Reread, str]:
        held = read(self.engine, lambda connection: _as_read(connection, version_id, self.reader))
        if held is None:
            return Reread.ALREADY, ""
        parts, hints, count = held
        main = parts[0]
        try:
            body = self.blobs.get(main.sha256)
            pictures = pictures_for(self.reader, self.blobs, parts)
        except BlobWithdrawn:
            return Reread.WITHDRAWN, ""
        except (BlobMissing, BlobDamaged) as failure:
            return Reread.FAILED, f"{main.url}: {failure}"
        reading = self.reader.read(body, main.media_type, hints, file=main.url, pictures=pictures)
        if reading.is_fault or (count and _is_unreadable(reading)):
            return Reread.FAILED, f"{main.url}: {reading.report.problems[-1].message}"
        return run_in_transaction(
            self.engine, lambda connection: self._keep(connection, version_id, hints, reading)
        ), ""

    def _keep(self, connection: Connection, version_id: int, hints: ParseHints, reading: Reading) -> Reread:
        standing = standing_run(connection, version_id)
        assert standing is not None  # UnreadVersions took it from there, and no run is ever taken back
        reader, now = self.reader, self.clock()
        result_id = keep_run(connection, version_id, reading, reader=reader, hints=hints, now=now)
        if result_id == standing.result_id:
            return Reread.SAME
        if not standing.is_fault:
            propose(connection, version_id, hints_digest(hints), reader=reader, now=now)
            return Reread.CHANGED
        of_portal = select(portal.c.division_code).join(publication, publication.c.portal_id == portal.c.id)
        code = connection.scalar(of_portal.where(publication.c.id == standing.publication_id))
        renew_report(connection, standing.publication_id, division_code=code, now=now)
        return Reread.MENDED


def _as_read(
    connection: Connection, version_id: int, reader: Reader
) -> tuple[list[PartRow], ParseHints, int] | None:
    """Return the parts of a version, the hints of its standing run, and how many cells that read.

    None where this very reader has read it since: whoever asked was killed, and another goes on.
    """
    standing = standing_run(connection, version_id)
    assert standing is not None
    hints = revive_hints(standing.hints)
    if find_run(connection, version_id, reader, hints) is not None:
        return None
    counted = select(result.c.readable_cell_count).where(result.c.id == standing.result_id)
    count = connection.scalars(counted).one()
    return parts_of(connection, version_id), hints, count


def _is_unreadable(reading: Reading) -> bool:
    """Tell whether nothing could be read at all.

    Of bytes that were read before, that is no reading to keep: a worker that ran out of time or
    memory on a busy machine says just this, and the next run may read them.
    """
    kinds = {problem.kind for problem in reading.report.problems}
    return not reading.report.cells and ProblemKind.UNREADABLE_DOCUMENT in kinds


@contextmanager
def isolated_reader(extras: Extras) -> Iterator[Reader]:
    """Give the parsers of this release with some extras, in a process of their own."""
    reading = IsolatedReading()
    try:
        yield reading.reader(extras)
    finally:
        reading.close()
