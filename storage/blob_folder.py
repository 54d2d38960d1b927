"""Blobs in a folder of this machine: the default."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from storage.blobs import BlobStore, name_of

READ_ONLY = 0o444
INCOMING = "incoming"  # drafts of blobs, beside the tree


class BlobFolder(BlobStore):
    """Blobs as files that nobody may write to."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path_of(self, sha256: str) -> Path:
        """Return where the bytes of this digest are, or would be."""
        return self.root / name_of(sha256)

    def where(self, name: str) -> str:
        """Return the path."""
        return str(self.root / name)

    def size_of(self, name: str) -> int | None:
        """Return the size of the file."""
        try:
            return (self.root / name).stat().st_size
        except FileNotFoundError:
            return None

    def read(self, name: str) -> bytes:
        """Return the bytes of the file."""
        return (self.root / name).read_bytes()

    def write(self, name: str, body: bytes) -> None:
        """Write beside the tree, sync, then rename: so a name never stands for half of its bytes."""
        path = self.root / name
        incoming = self.root / INCOMING
        incoming.mkdir(parents=True, exist_ok=True)
        folders = [folder for folder in (path.parent, path.parent.parent) if not folder.is_dir()]
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft_name = tempfile.mkstemp(prefix=f"{path.name[:12]}-", dir=incoming)
        draft = Path(draft_name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(body)
                file.flush()
                os.fchmod(file.fileno(), READ_ONLY)
                os.fsync(file.fileno())
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        for folder in [path.parent, *(folder.parent for folder in folders)]:
            sync_folder(folder)

    def names(self) -> Iterator[str]:
        """Yield the files, also those that are no blobs."""
        for path in self.root.rglob("*"):
            if path.is_file() or path.is_symlink():
                yield path.relative_to(self.root).as_posix()


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
