"""Bytes -> parse -> check -> rows: the only place where the three meet."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, Engine

from parsers.report import ParseHints
from storage.blobs import BlobStore
from storage.capture import Capture, CaptureRole, CaptureVerdict
from storage.crawl import Crawl, Recorded
from storage.observations import keep_blob, keep_capture, keep_observation
from storage.prepare import Preparation, Prepared, media_type_of
from storage.publications import keep_publication
from storage.reader import Reader, hints_digest
from storage.reports import renew_report, shown_result
from storage.results import keep_run
from storage.unit_of_work import run_in_transaction
from storage.url_key import url_key
from storage.versions import keep_digest, keep_version, last_seen_version, seq_of


@dataclass(frozen=True, slots=True)
class Ingest:
    """Keeps captures. It holds no state of its own, so any thread may call it."""

    engine: Engine
    blobs: BlobStore
    reader: Reader
    clock: Callable[[], datetime]

    def record(self, crawl: Crawl, capture: Capture, hints: ParseHints) -> Recorded:
        """Keep one capture: bytes, then reading, then rows in one transaction."""
        _require_sound(capture)
        hints = replace(hints, division_code=hints.division_code or crawl.division_code)
        prepared = Preparation(self.engine, self.blobs, self.reader).prepare(capture, hints)
        return run_in_transaction(
            self.engine, lambda connection: self._write(connection, crawl, capture, hints, prepared)
        )

    def _write(
        self, connection: Connection, crawl: Crawl, capture: Capture, hints: ParseHints, prepared: Prepared
    ) -> Recorded:
        now = self.clock()
        self._write_blobs(connection, capture, prepared, now)
        publication_id, is_new_publication = None, False
        if capture.role is CaptureRole.PUBLICATION:
            publication_id, is_new_publication = keep_publication(
                connection, crawl.portal_id, capture, hints, hints_digest=hints_digest(hints), now=now
            )
        capture_id = keep_capture(
            connection,
            crawl.id,
            capture,
            publication_id=publication_id,
            sha256=prepared.sha256,
            now=now,
        )
        if publication_id is None:
            return Recorded(capture.verdict, prepared.sha256)
        version_id, is_new_version = self._write_version(connection, publication_id, prepared, hints, now)
        if capture.verdict is CaptureVerdict.NOT_MODIFIED:
            version_id = last_seen_version(connection, publication_id)
        keep_observation(
            connection,
            crawl.id,
            publication_id,
            capture,
            capture_id=capture_id,
            version_id=version_id,
            now=now,
        )
        renew_report(connection, publication_id, division_code=hints.division_code, now=now)
        return _recorded(
            connection,
            publication_id,
            Recorded(
                capture.verdict,
                prepared.sha256,
                is_new_publication=is_new_publication,
                is_new_version=is_new_version,
                is_newly_parsed=prepared.reading is not None,
            ),
        )

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
        publication_id: int,
        prepared: Prepared,
        hints: ParseHints,
        now: datetime,
    ) -> tuple[int | None, bool]:
        if prepared.content is None:
            if prepared.version_id is not None and prepared.reading is not None:
                keep_run(
                    connection,
                    prepared.version_id,
                    prepared.reading,
                    reader=self.reader,
                    hints=prepared.hints or hints,
                    now=now,
                )
            return None, False
        for older_id, digest in prepared.renewed:
            keep_digest(connection, older_id, prepared.content.normaliser, digest)
        version_id, is_new = prepared.version_id, False
        if version_id is None:
            version_id, is_new = keep_version(connection, publication_id, prepared.content, now)
        if prepared.reading is not None:
            keep_run(connection, version_id, prepared.reading, reader=self.reader, hints=hints, now=now)
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


def _recorded(connection: Connection, publication_id: int, said: Recorded) -> Recorded:
    """Complete what is said of a capture with the version and the result that stand now."""
    shown = shown_result(connection, publication_id)
    if shown is None:
        return said
    result, sighting = shown
    return replace(
        said,
        version_seq=seq_of(connection, sighting.version_id),
        form=result.form,
        readable_cell_count=result.readable_cell_count,
        problem_count=result.problem_count,
        finding_count=result.finding_count,
    )
