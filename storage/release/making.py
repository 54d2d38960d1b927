"""Makes a release: every file of it in a draft, which then gets its name and is written to no more."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from sqlalchemy import Engine

from storage.blob_folder import sync_folder
from storage.blobs import BlobStore
from storage.database import open_engine
from storage.release.checksums import write_sums
from storage.release.content import Wishes, write_content
from storage.release.dataset_card import write_dataset_card
from storage.release.facts import Release
from storage.release.labels import DRAFT, label_order, next_label, previous_release
from storage.release.metadata import write_datapackage
from storage.release.snapshot import ARCHIVE, moment_of, take_snapshot
from storage.unit_of_work import read

Progress = Callable[[int, int], None]
FILE_MODE, FOLDER_MODE, DRAFT_MODE = 0o444, 0o555, 0o755


class ReleaseRefused(Exception):
    """The release is there already, or another is being made, or there is none to compare with."""


def make_release(
    engine: Engine,
    blobs: BlobStore,
    out: Path,
    *,
    label: str | None = None,
    since: Path | None = None,
    has_originals: bool = False,
    contact: str | None = None,
    progress: Progress = lambda _done, _of: None,
) -> tuple[Path, Release]:
    """Make a release of an archive in ``out``/``label``; return its folder and what it says of itself.

    The same archive gives the same bytes. ``since`` is the release to compare with, by default the newest in
    ``out`` before this one. Raises `ReleaseRefused`, `NothingToRelease`, `LabelUnfit`, `NameUnfit`, and with
    originals `BlobMissing` or `BlobDamaged`.
    """
    out.mkdir(parents=True, exist_ok=True)
    with _alone_in(out):
        label = label or next_label(out, read(engine, moment_of))
        label_order(label)  # raises for what is none
        since = since or previous_release(out, label)
        _require_new(out / label, since)
        for left in out.glob(f"*{DRAFT}"):
            _remove(left)  # of a run that was killed
        wishes = Wishes(label, since, blobs if has_originals else None, contact)
        with _draft(out / f"{label}{DRAFT}") as draft:
            take_snapshot(engine, draft / ARCHIVE, progress)
            release = _write(draft, wishes, progress)
            _publish(draft, out / label)
    return out / label, release


def _write(draft: Path, wishes: Wishes, progress: Progress) -> Release:
    """Write all that is made of the copy of the database in a draft."""
    snapshot = open_engine(draft / ARCHIVE, is_read_only=True)
    try:
        with snapshot.connect() as connection:
            release = write_content(connection, draft, wishes, progress)
    finally:
        snapshot.dispose()
    write_dataset_card(draft, release)
    write_datapackage(draft, release)
    write_sums(draft)
    return release


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """Make the folder that becomes the release; whatever breaks the work off leaves none of it."""
    path.mkdir()
    try:
        yield path
    finally:
        if path.exists():
            _remove(path)


@contextmanager
def _alone_in(out: Path) -> Iterator[None]:
    """Keep others from making a release in this folder meanwhile; a killed process keeps nobody."""
    descriptor = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as failure:
        message = f"another release is being made in {out}"
        raise ReleaseRefused(message) from failure
    finally:
        os.close(descriptor)


def _require_new(path: Path, since: Path | None) -> None:
    if path.exists():
        message = f"{path} is there already, and a release is never changed"
        raise ReleaseRefused(message)
    if since is not None and not (since / ARCHIVE).is_file():
        message = f"{since} is no release: it has no {ARCHIVE}"
        raise ReleaseRefused(message)


def _publish(draft: Path, path: Path) -> None:
    """Let nobody write to the files, and give the folder its name, so that it survives a power cut."""
    for folder, _, names in os.walk(draft, topdown=False):
        for name in names:
            file = Path(folder) / name
            with file.open("rb") as opened:
                os.fsync(opened.fileno())
            file.chmod(FILE_MODE)
        sync_folder(Path(folder))
        Path(folder).chmod(FOLDER_MODE)
    draft.rename(path)
    sync_folder(path.parent)


def _remove(draft: Path) -> None:
    for folder, _, _ in os.walk(draft):
        Path(folder).chmod(DRAFT_MODE)
    rmtree(draft)
