"""All that is done to a capture before its transaction: bytes to disk, digest, reading."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from parsers.report import ParseHints
from storage.blobs import BlobMissing, BlobStore, BlobWithdrawn
from storage.capture import Capture, CaptureRole, CaptureVerdict
from storage.digest import NORMALISER
from storage.numbering import Numbering
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
class _Held:
    """What the archive holds of a content: its version, and the parts to read where our parsers did not.

    Without a version, ``stale`` are the versions that our normaliser never digested, with their parts.
    """

    version_id: int | None = None
    unread: tuple[PartRow, ...] = ()
    stale: tuple[tuple[int, tuple[PartRow, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Preparation:
    """Prepares captures. It holds no state but what never changes, so any thread may call it."""

    engine: Engine
    blobs: BlobStore
    reader: Reader
    numbering: Numbering

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
        held = self._look_up(url_key(capture.url), content, hints)
        renewed = self._renew_digests(held.stale, hints)
        same = [version_id for version_id, digest in renewed if digest == content.digest]
        if same:
            held = read(self.engine, lambda connection: self._held(connection, same[-1], hints))
        return Prepared(
            sha256, content, held.version_id, self._read(content, capture.body, held, hints), renewed
        )

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
        digest = self.reader.content_digest(body, hints, [picture.sha256 for picture in pictures])
        parts = (PartRow("main", capture.url, media_type, sha256), *pictures)
        return Content(digest, self.normaliser, parts)

    def _look_up(self, key: str, content: Content, hints: ParseHints) -> _Held:
        """Ask all that the archive knows of this content, of one moment."""

        def look_up(connection: Connection) -> _Held:
            self.numbering.learn(connection)
            publication_id = publication_id_of(connection, key)
            if publication_id is None:
                return _Held()
            version_id = find_version(connection, publication_id, content)
            if version_id is not None:
                return self._held(connection, version_id, hints)
            stale = versions_without(connection, publication_id, self.normaliser)
            return _Held(stale=tuple((one, tuple(parts_of(connection, one))) for one in stale))

        return read(self.engine, look_up)

    def _held(self, connection: Connection, version_id: int, hints: ParseHints) -> _Held:
        is_read = find_run(connection, version_id, self.reader, hints) is not None
        return _Held(version_id, () if is_read else tuple(parts_of(connection, version_id)))

    def _renew_digests(
        self, stale: Sequence[tuple[int, Sequence[PartRow]]], hints: ParseHints
    ) -> tuple[tuple[int, str], ...]:
        """Digest older versions anew, so that a better reader makes no false new version of each."""
        renewed = []
        for version_id, (main, *pictures) in stale:
            try:
                body = self.blobs.get(main.sha256)
            except BlobMissing:  # withdrawn: it can be matched by its bytes only
                continue
            digest = self.reader.content_digest(body, hints, [picture.sha256 for picture in pictures])
            renewed.append((version_id, digest))
        return tuple(renewed)

    def _read(self, content: Content, body: bytes, held: _Held, hints: ParseHints) -> Reading | None:
        """Read a version by the bytes that it was recorded with, so that its result can be made again."""
        if held.version_id is None:
            return self._read_parts(content.parts, hints, body)
        if not held.unread:
            return None
        try:
            return self._read_parts(held.unread, hints)
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
