"""The original files of a release: the bytes of every version shown, but for what was withdrawn."""

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Connection

from storage.backup import copy_blob
from storage.blob_folder import INCOMING, BlobFolder
from storage.blobs import BlobStore

ORIGINALS = "originals"
AT_ONCE = 500  # names that are held
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
    total = connection.exec_driver_sql(f"SELECT count(*) FROM ({_NAMED})").scalar_one()  # noqa: S608
    gone = set(connection.exec_driver_sql(_WITHDRAWN).scalars())
    left_out = []
    target.root.mkdir()
    named = connection.execution_options(yield_per=AT_ONCE).exec_driver_sql(_NAMED).scalars()
    for done, sha256 in enumerate(named, 1):
        if sha256 in gone:
            left_out.append(sha256)
        else:
            copy_blob(blobs, target, sha256, has_hard_links=False)
        progress(done, total)
    incoming = target.root / INCOMING
    if incoming.is_dir():
        incoming.rmdir()  # drafts have left it
    return left_out


def original_paths(folder: Path) -> Iterator[Path]:
    """Yield the original files of a release."""
    return (path for path in sorted((folder / ORIGINALS).rglob("*")) if path.is_file())
