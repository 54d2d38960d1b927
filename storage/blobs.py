"""Blobs: bytes named by their SHA-256, wherever they are kept."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterator

from storage.tombstone import MAX_BYTES, Tombstone, read_tombstone

HEXADECIMAL = frozenset("0123456789abcdef")


class BlobMissing(LookupError):
    """The archive has no bytes of this digest."""


class BlobWithdrawn(BlobMissing):
    """The bytes of this digest were withdrawn; a tombstone stands in their place."""

    def __init__(self, tombstone: Tombstone) -> None:
        super().__init__(f"blob {tombstone.sha256} was {tombstone}")
        self.tombstone = tombstone


class BlobDamaged(Exception):
    """The bytes in the store are not those that were kept."""


class BlobStore(ABC):
    """A tree of blobs, ``ab/cd/<sha256>``. Writing is idempotent and survives a crash at any moment.

    This class knows what a blob is; a subclass knows where things are, by their names in the tree.
    """

    @abstractmethod
    def where(self, name: str) -> str:
        """Return where a name of the tree is, as a path or a URL that people can go to."""

    @abstractmethod
    def size_of(self, name: str) -> int | None:
        """Return how many bytes stand under a name, None where nothing does."""

    @abstractmethod
    def read(self, name: str) -> bytes:
        """Return the bytes under a name. Raises FileNotFoundError, or OSError where they cannot be read."""

    @abstractmethod
    def write(self, name: str, body: bytes) -> None:
        """Put bytes under a name, in the place of others, whole or not at all, so that a power cut spares them."""

    @abstractmethod
    def names(self) -> Iterator[str]:
        """Yield every name in the tree, those of strangers and of unfinished writes among them."""

    def put(self, body: bytes) -> str:
        """Keep bytes and return their SHA-256.

        A blob of the wrong size (a disk that filled up under another program) is written anew. What
        was withdrawn stays withdrawn.
        """
        sha256 = hashlib.sha256(body).hexdigest()
        size = self.size_of(name_of(sha256))
        if size != len(body) and not (size is not None and self.tombstone_of(sha256)):
            self.write(name_of(sha256), body)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return the bytes.

        Raises `BlobWithdrawn`, `BlobMissing`, or `BlobDamaged` when they do not hash to their name.
        """
        name = name_of(sha256)
        try:
            body = self.read(name)
        except FileNotFoundError:
            message = f"no blob at {self.where(name)}"
            raise BlobMissing(message) from None
        found = hashlib.sha256(body).hexdigest()
        if found != sha256:
            tombstone = read_tombstone(body)
            if tombstone is not None and tombstone.sha256 == sha256:
                raise BlobWithdrawn(tombstone)
            message = f"blob {self.where(name)} is damaged: its {len(body)} bytes have SHA-256 {found}"
            raise BlobDamaged(message)
        return body

    def bury(self, tombstone: Tombstone) -> None:
        """Put a tombstone in the place of bytes, or of none."""
        self.write(name_of(tombstone.sha256), tombstone.to_bytes())

    def tombstone_of(self, sha256: str) -> Tombstone | None:
        """Return what stands in the place of withdrawn bytes, None where they were not withdrawn."""
        name = name_of(sha256)
        size = self.size_of(name)
        if size is None or size > MAX_BYTES:
            return None
        found = read_tombstone(self.read(name))
        return found if found is not None and found.sha256 == sha256 else None

    def __contains__(self, sha256: str) -> bool:
        return self.size_of(name_of(sha256)) is not None


def name_of(sha256: str) -> str:
    """Return the name of a blob in the tree. Raises ValueError for what is no digest."""
    if len(sha256) != 64 or not set(sha256) <= HEXADECIMAL:
        message = f"not a SHA-256 in lower-case hexadecimal: {sha256!r}"
        raise ValueError(message)
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
