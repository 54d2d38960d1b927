"""Backups: the database as of one moment, and every blob that it names, each hashed on its way.

A backup is a folder: ``archive.sqlite``, ``blobs``, and ``backup.json``, which is written last. It
can be read as an archive where it stands.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from storage.blob_folder import BlobFolder, sync_folder
from storage.blobs import BlobDamaged, BlobMissing, BlobStore, BlobWithdrawn, name_of

DATABASE, MANIFEST = "archive.sqlite", "backup.json"
Progress = Callable[[int, int], None]


class BackupRefused(Exception):
    """What was asked cannot be done without harm, or not by this command."""


class BackupDamaged(Exception):
    """A backup is not whole."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. ``lost`` names blobs that were missing or damaged in the archive already."""

    is_complete: bool
    begun_at: str
    finished_at: str | None = None
    database_sha256: str | None = None
    blob_count: int = 0
    lost: tuple[str, ...] = ()


def back_up(
    engine: Engine,
    blobs: BlobStore,
    folder: Path,
    *,
    clock: Callable[[], datetime],
    has_hard_links: bool = False,
    progress: Progress = lambda _done, _of: None,
) -> Manifest:
    """Back an archive up into a folder, which may hold an older backup of it. Crawls may write meanwhile.

    Bytes come before the rows that name them: so what the database names as of its moment is on
    disk whatever is written after. Hard links cost no room, and no protection from a broken disk.
    Raises `BackupRefused` for a folder of other things, and for Postgres.
    """
    if engine.dialect.name != "sqlite":
        message = "this archive is in Postgres: back its database up with pg_dump, then copy the blobs"
        raise BackupRefused(message)
    _require_ours(folder)
    folder.mkdir(parents=True, exist_ok=True)
    begun_at = clock().isoformat()
    _write_manifest(folder, Manifest(is_complete=False, begun_at=begun_at))
    copy_database(engine, folder / DATABASE)
    target = BlobFolder(folder / "blobs")
    count, shas = blobs_named(folder / DATABASE)
    lost = []
    for done, sha256 in enumerate(shas, 1):
        try:
            copy_blob(blobs, target, sha256, has_hard_links=has_hard_links)
        except (BlobMissing, BlobDamaged) as failure:
            lost.append(str(failure))
        progress(done, count)
    digest = file_digest(folder / DATABASE)
    manifest = Manifest(
        is_complete=True,
        begun_at=begun_at,
        finished_at=clock().isoformat(),
        database_sha256=digest,
        blob_count=count - len(lost),
        lost=tuple(lost),
    )
    _write_manifest(folder, manifest)
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """Return what a backup says of itself. Raises `BackupRefused` where there is none."""
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return Manifest(**{**said, "lost": tuple(said["lost"])})
    except FileNotFoundError:
        message = f"{folder} is no backup: it has no {MANIFEST}"
        raise BackupRefused(message) from None
    except (ValueError, KeyError, TypeError) as failure:
        message = f"{folder / MANIFEST} cannot be read: {failure}"
        raise BackupDamaged(message) from failure


def copy_blob(source: BlobStore, target: BlobStore, sha256: str, *, has_hard_links: bool) -> None:
    """Copy one blob, hashed, unless it is there already and whole. A tombstone is copied over bytes.

    Raises `BlobMissing` or `BlobDamaged` for the source.
    """
    tombstone = source.tombstone_of(sha256)
    if tombstone is not None:
        if target.tombstone_of(sha256) != tombstone:
            target.bury(tombstone)
        return
    try:
        target.get(sha256)
    except BlobWithdrawn:
        return  # withdrawn there since: it must not come back
    except (BlobDamaged, BlobMissing) as failure:
        body = source.get(sha256)
        if isinstance(failure, BlobDamaged) or not (has_hard_links and _link(source, target, sha256)):
            target.write(name_of(sha256), body)


def blobs_named(database: Path) -> tuple[int, Iterator[str]]:
    """Return how many blobs a database file names, and which: these are read as they are asked for."""
    with closing(_open(database)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM blob").fetchone()
    return count, _each_blob(database)


def _each_blob(database: Path) -> Iterator[str]:
    with closing(_open(database)) as connection:
        for (sha256,) in connection.execute("SELECT sha256 FROM blob ORDER BY sha256"):
            yield sha256


def _open(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def put_in_place(draft: Path, path: Path) -> None:
    """Give a finished file its name, so that it survives a power cut."""
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def _require_ours(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        message = f"{folder} is no folder"
        raise BackupRefused(message)
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        message = f"{folder} holds other things: name an empty folder, or one with a backup"
        raise BackupRefused(message)


def copy_database(engine: Engine, path: Path) -> None:
    """Copy all pages in one read transaction: writers wait for it, and are never half in it."""
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    pooled = engine.raw_connection()
    try:
        source = pooled.driver_connection
        assert source is not None
        with closing(sqlite3.connect(draft)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE").fetchone()  # one file, whole by itself
            ((said,),) = target.execute("PRAGMA quick_check(1)").fetchall()
    finally:
        pooled.close()
    if said != "ok":
        message = f"the database of this archive is damaged: {said}; run `gongkai fsck`"
        raise BackupDamaged(message)
    put_in_place(draft, path)


def _link(source: BlobStore, target: BlobStore, sha256: str) -> bool:
    if not (isinstance(source, BlobFolder) and isinstance(target, BlobFolder)):
        return False
    path = target.path_of(sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.hardlink_to(source.path_of(sha256))
    except OSError:  # another file system, or one without links: copied instead
        return False
    sync_folder(path.parent)
    return True


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    draft = folder / f"{MANIFEST}.draft"
    draft.write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    put_in_place(draft, folder / MANIFEST)
