"""The original files of a release: the bytes of every version shown, but for what was withdrawn."""

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Connection

from storage.backup import copy_blob
from storage.blob_folder import INCOMING, BlobFolder
from storage.blobs import BlobStore

ORIGINALS = "originals"
_NAMED = """
    SELECT DISTINCT f.sha256 FROM shown_reports s
    JOIN result t ON t.id = s.result_id
    JOIN version_part f ON f.version_id = t.version_id
    ORDER BY f.sha256
"""
_WITHDRAWN = "SELECT sha256 FROM withdrawal"


def write_originals(
    connection: Connection, blobs: BlobStore, folder: Path, progress: Callable[[int, int], None]
) -> list[str]:
    """Copy the files, each hashed; return the digests of those that were withdrawn.

    Raises `BlobMissing` or `BlobDamaged` where the archive has lost bytes.
    """
    target = BlobFolder(folder / ORIGINALS)
    named = list(connection.exec_driver_sql(_NAMED).scalars())
    gone = set(connection.exec_driver_sql(_WITHDRAWN).scalars())
    target.root.mkdir()
    for done, sha256 in enumerate(named, 1):
        if sha256 not in gone:
            copy_blob(blobs, target, sha256, has_hard_links=False)
        progress(done, len(named))
    incoming = target.root / INCOMING
    if incoming.is_dir():
        incoming.rmdir()  # drafts have left it
    return [sha256 for sha256 in named if sha256 in gone]


def original_paths(folder: Path) -> Iterator[Path]:
    """Yield the original files of a release."""
    return (path for path in sorted((folder / ORIGINALS).rglob("*")) if path.is_file())
