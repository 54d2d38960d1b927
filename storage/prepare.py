"""All that is done to a capture before its transaction: bytes to disk, digest, reading."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from parsers.report import ParseHints
from storage.blobs import BlobMissing, BlobStore, BlobWithdrawn
from storage.capture import Capture, CaptureRole, CaptureVerdict
from storage.digest import NORMALISER, content_digest
from storage.pictures import pictures_for
from storage.reader import Reader, Reading
from storage.results import find_run, has_run, last_hints
from storage.unit_of_work import read
from storage.url_key import url_key
from storage.versions import (
    Content,
    PartRow,
    find_version,
    last_seen_version,
    parts_of,
    publication_id_of,
    versions_without,
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that is known of a capture before its transaction begins.

    ``content`` is None where nothing was fetched to be read. ``version_id`` is the version that
    shows it, None where it is new. ``reading`` is None where this very parser has read that
    version before. ``renewed`` pairs older versions with their digests under our normaliser.
    """

    sha256: str | None
    content: Content | None = None
    version_id: int | None = None
    reading: Reading | None = None
    renewed: tuple[tuple[int, str], ...] = ()
    hints: ParseHints | None = None  # of the reading, where they are not the capture's own


@dataclass(frozen=True, slots=True)
class Preparation:
    """Prepares captures. It holds no state of its own, so any thread may call it."""

    engine: Engine
    blobs: BlobStore
    reader: Reader

    def prepare(self, capture: Capture, hints: ParseHints) -> Prepared:
        """Put the bytes on disk; digest and read them where they are content and not read yet."""
        if capture.verdict is CaptureVerdict.NOT_MODIFIED and capture.role is CaptureRole.PUBLICATION:
            return self._renew_reading(capture)
        if capture.body is None:
            return Prepared(None)
        sha256 = self.blobs.put(capture.body)
        if capture.role is not CaptureRole.PUBLICATION or capture.verdict is not CaptureVerdict.FETCHED:
            return Prepared(sha256)
        content = self._content(capture, capture.body, sha256, hints)
        key = url_key(capture.url)
        version_id = read(self.engine, lambda connection: _find(connection, key, content))
        renewed: tuple[tuple[int, str], ...] = ()
        if version_id is None:
            renewed = self._renew_digests(key, hints)
            same = [version for version, digest in renewed if digest == content.digest]
            version_id = same[-1] if same else None
        reading = self._read(content, capture.body, version_id, hints)
        return Prepared(sha256, content, version_id, reading, renewed)

    def _renew_reading(self, capture: Capture) -> Prepared:
        """Read what the server says is unchanged, where these parsers never read it, or broke over it."""

        def unread(connection: Connection) -> tuple[int, list[PartRow], ParseHints] | None:
            publication_id = publication_id_of(connection, url_key(capture.url))
            version_id = None if publication_id is None else last_seen_version(connection, publication_id)
            if version_id is None or has_run(connection, version_id, self.reader):
                return None
            return version_id, parts_of(connection, version_id), last_hints(connection, version_id)

        found = read(self.engine, unread)
        if found is None:
            return Prepared(None)
        version_id, parts, hints = found
        try:
            reading = self._read_parts(parts, hints)
        except BlobMissing:  # withdrawn: there is nothing left to read
            return Prepared(None)
        return Prepared(None, version_id=version_id, reading=reading, hints=hints)

    @property
    def normaliser(self) -> str:
        """What the digests are made by: our rule, and the readers that it stands on."""
        return f"{NORMALISER}/{self.reader.release}/{self.reader.fingerprint}"

    def _content(self, capture: Capture, body: bytes, sha256: str, hints: ParseHints) -> Content:
        media_type = media_type_of(capture)
        pictures = [
            PartRow("picture", part.url, part.media_type, self.blobs.put(part.body)) for part in capture.parts
        ]
        document = self.reader.document_of(body, hints)
        digest = content_digest(document, body, [picture.sha256 for picture in pictures])
        parts = (PartRow("main", capture.url, media_type, sha256), *pictures)
        return Content(digest, self.normaliser, parts)

    def _renew_digests(self, key: str, hints: ParseHints) -> tuple[tuple[int, str], ...]:
        """Digest older versions anew, so that a better reader makes no false new version of each."""

        def stale(connection: Connection) -> list[tuple[int, list[PartRow]]]:
            publication_id = publication_id_of(connection, key)
            if publication_id is None:
                return []
            found = versions_without(connection, publication_id, self.normaliser)
            return [(version_id, parts_of(connection, version_id)) for version_id in found]

        renewed = []
        for version_id, (main, *pictures) in read(self.engine, stale):
            try:
                body = self.blobs.get(main.sha256)
            except BlobMissing:  # withdrawn: it can be matched by its bytes only
                continue
            document = self.reader.document_of(body, hints)
            digest = content_digest(document, body, [picture.sha256 for picture in pictures])
            renewed.append((version_id, digest))
        return tuple(renewed)

    def _read(
        self, content: Content, body: bytes, version_id: int | None, hints: ParseHints
    ) -> Reading | None:
        """Read a version by the bytes that it was recorded with, so that its result can be made again."""
        if version_id is None:
            return self._read_parts(content.parts, hints, body)

        def look_up(connection: Connection) -> tuple[int | None, list[PartRow]]:
            result_id = find_run(connection, version_id, self.reader, hints)
            return result_id, parts_of(connection, version_id)

        result_id, parts = read(self.engine, look_up)
        if result_id is not None:
            return None
        try:
            return self._read_parts(parts, hints)
        except BlobWithdrawn:  # what was read of it before stands
            return None

    def _read_parts(self, parts: Sequence[PartRow], hints: ParseHints, body: bytes | None = None) -> Reading:
        """Read a version; ``body`` is its first part, where it is at hand."""
        main = parts[0]
        body = self.blobs.get(main.sha256) if body is None else body
        pictures = pictures_for(self.reader, self.blobs, parts)
        return self.reader.read(body, main.media_type, hints, file=main.url, pictures=pictures)


def media_type_of(capture: Capture) -> str | None:
    """Return the media type that the server told, without its parameters."""
    told = {name.lower(): value for name, value in capture.headers}.get("content-type", "")
    return told.partition(";")[0].strip().lower() or None


def _find(connection: Connection, key: str, content: Content) -> int | None:
    publication_id = publication_id_of(connection, key)
    return None if publication_id is None else find_version(connection, publication_id, content)
