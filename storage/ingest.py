"""Bytes -> parse -> check -> rows: the only place where the three meet."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection, Engine

from parsers.report import ParseHints
from storage.blobs import BlobStore
from storage.capture import Capture, CaptureRole, CaptureVerdict
from storage.crawl import Crawl, Recorded
from storage.members import Membership, member_hints
from storage.numbering import Numbering
from storage.observations import keep_blob, keep_capture, keep_observation
from storage.prepare import Preparation, Prepared, media_type_of
from storage.publications import KeptPublication, keep_publication
from storage.reader import Reader, hints_digest
from storage.reports import Shown, goes_on, renew_report, result_of, sightings_of
from storage.results import keep_run
from storage.unit_of_work import run_in_transaction
from storage.url_key import url_key
from storage.versions import keep_digest, keep_version, last_seen_version


@dataclass(frozen=True, slots=True)
class ReadCapture:
    """A capture whose bytes are on disk and read, and of which no row is written yet; with those of its members."""

    capture: Capture
    hints: ParseHints
    prepared: Prepared
    members: tuple[Capture, ...] = ()


@dataclass(frozen=True, slots=True)
class Ingest:
    """Keeps captures. It holds no state but what never changes, so any thread may call it."""

    engine: Engine
    blobs: BlobStore
    reader: Reader
    clock: Callable[[], datetime]
    numbering: Numbering = field(default_factory=Numbering)

    def read(self, crawl: Crawl, capture: Capture, hints: ParseHints) -> ReadCapture:
        """Put the bytes on disk and read them; members of a bundle are taken out, and read when they are written."""
        _require_sound(capture)
        hints = replace(hints, division_code=hints.division_code or crawl.division_code)
        inside = Membership(self.engine, self.blobs, self.reader).captures(capture)
        return replace(self._read(capture, hints), members=inside)

    def write(self, crawl: Crawl, found: ReadCapture) -> Recorded:
        """Keep what was read: rows in one transaction; of a bundle, its members first.

        So whoever finds the capture of a bundle finds its members, and a killed crawl, which visits the
        bundle again, loses none. What was written since the reading is taken into account.
        """
        if found.members:
            run_in_transaction(self.engine, lambda connection: self._announce(connection, crawl, found))
        inside = (self._read(member, member_hints(member, found.hints)) for member in found.members)
        recorded = [self._write(crawl, member) for member in inside]
        return replace(self._write(crawl, found), members=tuple(recorded))

    def _announce(self, connection: Connection, crawl: Crawl, found: ReadCapture) -> None:
        """Keep that there is a bundle, for its members to name."""
        digest, now = hints_digest(found.hints), self.clock()
        keep_publication(
            connection, crawl.portal_id, found.capture, found.hints, hints_digest=digest, now=now
        )

    def _read(self, capture: Capture, hints: ParseHints) -> ReadCapture:
        preparation = Preparation(self.engine, self.blobs, self.reader, self.numbering)
        return ReadCapture(capture, hints, preparation.prepare(capture, hints))

    def _write(self, crawl: Crawl, found: ReadCapture) -> Recorded:
        return run_in_transaction(self.engine, lambda connection: self._write_rows(connection, crawl, found))

    def _write_rows(self, connection: Connection, crawl: Crawl, found: ReadCapture) -> Recorded:
        capture, hints, prepared, now = found.capture, found.hints, found.prepared, self.clock()
        self._write_blobs(connection, capture, prepared, now)
        kept = None
        if capture.role is CaptureRole.PUBLICATION:
            kept = keep_publication(
                connection, crawl.portal_id, capture, hints, hints_digest=hints_digest(hints), now=now
            )
        capture_id = keep_capture(
            connection,
            crawl.id,
            capture,
            publication_id=kept.id if kept else None,
            sha256=prepared.sha256,
            now=now,
        )
        if kept is None:
            return Recorded(capture.verdict, prepared.sha256)
        version_id, is_new_version = self._write_version(connection, kept, prepared, hints, now)
        if capture.verdict is CaptureVerdict.NOT_MODIFIED:
            version_id = last_seen_version(connection, kept.id, by=capture.captured_at)
        is_first_visit = keep_observation(
            connection,
            crawl.id,
            kept.id,
            capture,
            capture_id=capture_id,
            version_id=version_id,
            now=now,
        )
        is_settled = kept.has_report and is_first_visit and not kept.is_changed and prepared.reading is None
        seen = sightings_of(connection, kept.id) if is_settled else []
        if is_settled and goes_on(seen, version_id, capture.captured_at):
            shown = result_of(connection, seen)
        else:
            shown = renew_report(connection, kept.id, division_code=hints.division_code, now=now)
        said = Recorded(
            capture.verdict,
            prepared.sha256,
            is_new_publication=kept.is_new,
            is_new_version=is_new_version,
            is_newly_parsed=prepared.reading is not None,
        )
        return said if shown is None else _complete(said, shown)

    def _write_blobs(
        self, connection: Connection, capture: Capture, prepared: Prepared, now: datetime
    ) -> None:
        sizes = {}
        if prepared.sha256 is not None and capture.body is not None:
            sizes[prepared.sha256] = (len(capture.body), media_type_of(capture))
        if prepared.content is not None:
            for row, part in zip(prepared.content.parts[1:], capture.parts, strict=True):
                sizes[row.sha256] = (len(part.body), part.media_type)
        for sha256, (byte_count, media_type) in sorted(
            sizes.items()
        ):  # in order: no deadlock over shared blobs
            keep_blob(connection, sha256, byte_count, media_type, now)

    def _write_version(
        self,
        connection: Connection,
        kept: KeptPublication,
        prepared: Prepared,
        hints: ParseHints,
        now: datetime,
    ) -> tuple[int | None, bool]:
        def keep_reading(version_id: int) -> None:
            if prepared.reading is not None:
                keep_run(
                    connection,
                    version_id,
                    prepared.reading,
                    reader=self.reader,
                    hints=prepared.hints or hints,
                    now=now,
                    numbering=self.numbering,
                )

        if prepared.content is None:
            if prepared.version_id is not None:
                keep_reading(prepared.version_id)
            return None, False
        for older_id, digest in prepared.renewed:
            keep_digest(connection, older_id, prepared.content.normaliser, digest)
        version_id, is_new = prepared.version_id, False
        if version_id is None:
            version_id, is_new = keep_version(
                connection, kept.id, prepared.content, now, is_new_publication=kept.is_new
            )
        keep_reading(version_id)
        return version_id, is_new


def _require_sound(capture: Capture) -> None:
    """Refuse, before anything is kept, what could not be kept whole."""
    url_key(capture.url)
    if capture.captured_at.tzinfo is None:
        message = f"capture of {capture.url} at a time without a zone"
        raise ValueError(message)
    if capture.verdict is CaptureVerdict.FETCHED and capture.body is None:
        message = f"capture of {capture.url} is called fetched but has no body"
        raise ValueError(message)


def _complete(said: Recorded, shown: Shown) -> Recorded:
    """Complete what is said of a capture with the version and the result that stand now."""
    result, _ = shown
    return replace(
        said,
        version_seq=result.seq,
        form=result.form,
        readable_cell_count=result.readable_cell_count,
        problem_count=result.problem_count,
        finding_count=result.finding_count,
    )
