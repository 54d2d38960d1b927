"""Restores an archive from a backup, where there is none."""

import shutil
from collections.abc import Callable
from pathlib import Path

from storage.backup import (
    DATABASE,
    BackupDamaged,
    BackupRefused,
    Manifest,
    blobs_named,
    copy_blob,
    file_digest,
    put_in_place,
    read_manifest,
)
from storage.blob_folder import BlobFolder
from storage.blobs import BlobDamaged, BlobMissing
from storage.database import database_url
from storage.place import Place, open_blobs

# A journal that stays behind when its database is lost would be rolled back into the restored one;
# an empty one, which SQLite leaves in its place, says nothing.
SIDE_FILES = ("", "-journal", "-wal", "-shm")


def restore(
    folder: Path, place: Place, progress: Callable[[int, int], None] = lambda _done, _of: None
) -> Manifest:
    """Restore a backup to a place where no archive is; return what the backup says of itself.

    Bytes come first and the database last: killed in between, there is no archive yet, and doing it
    again completes it. Blobs that are there already and whole are kept. Raises `BackupRefused`
    where an archive is in the way, `BackupDamaged` before anything half is an archive.
    """
    path = _path_of(place)
    manifest = read_manifest(folder)
    if not manifest.is_complete:
        message = f"the backup in {folder} was never finished"
        raise BackupDamaged(message)
    if not (folder / DATABASE).is_file() or file_digest(folder / DATABASE) != manifest.database_sha256:
        message = f"{folder / DATABASE} is missing or not the file that was backed up"
        raise BackupDamaged(message)
    source, target = BlobFolder(folder / "blobs"), open_blobs(place)
    count, shas = blobs_named(folder / DATABASE)
    lost = []
    for done, sha256 in enumerate(shas, 1):
        try:
            copy_blob(source, target, sha256, has_hard_links=False)
        except (BlobMissing, BlobDamaged) as failure:
            lost.append(str(failure))
        progress(done, count)
    if len(lost) > len(manifest.lost):
        message = f"{len(lost)} blobs of the backup are missing or damaged: {'; '.join(lost[:5])}"
        raise BackupDamaged(message)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.restoring")
    shutil.copyfile(folder / DATABASE, draft)
    if file_digest(draft) != manifest.database_sha256:
        message = f"{draft} is not what was copied: is the disk broken?"
        raise BackupDamaged(message)
    put_in_place(draft, path)
    return manifest


def _path_of(place: Place) -> Path:
    url = database_url(place.database)
    if url.get_backend_name() != "sqlite" or not url.database:
        message = "a backup is restored to an SQLite file; to move that to Postgres use `gongkai copy`"
        raise BackupRefused(message)
    path = Path(url.database).absolute()
    for suffix in SIDE_FILES:
        found = path.with_name(path.name + suffix)
        if found.exists() and not (suffix and found.stat().st_size == 0):
            message = f"{path.name}{suffix} is in {path.parent} already: move it away first"
            raise BackupRefused(message)
    return path
