"""Bytes on disk, named by their SHA-256: ``blobs/ab/cd/<sha256>``."""

import hashlib
import os
import tempfile
from pathlib import Path

from storage.tombstone import MAX_BYTES, Tombstone, read_tombstone

READ_ONLY = 0o444


class BlobMissing(LookupError):
    """The archive has no bytes of this digest."""


class BlobWithdrawn(BlobMissing):
    """The bytes of this digest were withdrawn; a tombstone stands in their place."""

    def __init__(self, tombstone: Tombstone) -> None:
        super().__init__(f"blob {tombstone.sha256} was {tombstone}")
        self.tombstone = tombstone


class BlobDamaged(Exception):
    """The bytes on disk are not those that were kept."""


class BlobStore:
    """A tree of blobs. Writing is idempotent and survives a crash at any moment."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path_of(self, sha256: str) -> Path:
        """Return where the bytes of this digest are, or would be."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            message = f"not a SHA-256 in lower-case hexadecimal: {sha256!r}"
            raise ValueError(message)
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def put(self, body: bytes) -> str:
        """Keep bytes and return their SHA-256.

        They are written beside the tree, synced, then renamed into place, so that a name never
        stands for half of its bytes. A blob of the wrong size (a disk that filled up under
        another program) is written anew. What was withdrawn stays withdrawn.
        """
        sha256 = hashlib.sha256(body).hexdigest()
        path = self.path_of(sha256)
        if path.is_file() and (path.stat().st_size == len(body) or self.tombstone_of(sha256)):
            return sha256
        self._write(path, body)
        return sha256

    def bury(self, tombstone: Tombstone) -> None:
        """Put a tombstone in the place of bytes, or of none."""
        self._write(self.path_of(tombstone.sha256), tombstone.to_bytes())

    def tombstone_of(self, sha256: str) -> Tombstone | None:
        """Return what stands in the place of withdrawn bytes, None where they were not withdrawn."""
        path = self.path_of(sha256)
        try:
            if path.stat().st_size > MAX_BYTES:
                return None
            found = read_tombstone(path.read_bytes())
        except FileNotFoundError:
            return None
        return found if found is not None and found.sha256 == sha256 else None

    def _write(self, path: Path, body: bytes) -> None:
        incoming = self.root / "incoming"
        incoming.mkdir(parents=True, exist_ok=True)
        folders = [folder for folder in (path.parent, path.parent.parent) if not folder.is_dir()]
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f"{path.name[:12]}-", dir=incoming)
        draft = Path(name)
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

    def get(self, sha256: str) -> bytes:
        """Return the bytes.

        Raises `BlobWithdrawn`, `BlobMissing`, or `BlobDamaged` when they do not hash to their name.
        """
        path = self.path_of(sha256)
        try:
            body = path.read_bytes()
        except FileNotFoundError:
            message = f"no blob {sha256} under {self.root}"
            raise BlobMissing(message) from None
        found = hashlib.sha256(body).hexdigest()
        if found != sha256:
            tombstone = read_tombstone(body)
            if tombstone is not None and tombstone.sha256 == sha256:
                raise BlobWithdrawn(tombstone)
            message = f"blob {path} is damaged: its {len(body)} bytes have SHA-256 {found}"
            raise BlobDamaged(message)
        return body

    def __contains__(self, sha256: str) -> bool:
        return self.path_of(sha256).is_file()


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
