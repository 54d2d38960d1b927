"""Blobs in a bucket of S3, or of what speaks its language: for crawls on many machines (extra ``s3``)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from storage.blobs import BlobStore

if TYPE_CHECKING:
    from obstore.store import ObjectStore

LISTED_AT_ONCE = 1000


class BucketUnusable(Exception):
    """The bucket cannot be used: the extra is missing, or the address is none."""


class BlobBucket(BlobStore):
    """Blobs as objects. An object appears whole or not at all, and many writers may put the same one."""

    def __init__(self, store: "ObjectStore", url: str) -> None:
        self._store = store
        self.url = url.rstrip("/")

    def where(self, name: str) -> str:
        """Return the URL of the object."""
        return f"{self.url}/{name}"

    def size_of(self, name: str) -> int | None:
        """Return the size of the object."""
        try:
            with _failing_as_files_do(self.where(name)):
                return int(self._store.head(name)["size"])
        except FileNotFoundError:
            return None

    def read(self, name: str) -> bytes:
        """Return the bytes of the object."""
        with _failing_as_files_do(self.where(name)):
            return bytes(self._store.get(name).bytes())

    def write(self, name: str, body: bytes) -> None:
        """Create the object if nothing is there, else put it in the place of what is."""
        from obstore.exceptions import AlreadyExistsError  # noqa: PLC0415  # an extra

        with _failing_as_files_do(self.where(name)):
            try:
                self._store.put(name, body, mode="create", use_multipart=False)
            except AlreadyExistsError:
                if self.read(name) != body:  # damaged, or withdrawn: the only reasons to write over a blob
                    self._store.put(name, body, use_multipart=False)

    def names(self) -> Iterator[str]:
        """Yield the objects under the address, also those that are no blobs."""
        with _failing_as_files_do(self.url):
            for page in self._store.list(chunk_size=LISTED_AT_ONCE):
                yield from (str(found["path"]) for found in page)


@contextmanager
def _failing_as_files_do(place: str) -> Iterator[None]:
    """Raise what a server of a bucket refuses or cannot do as OSError, which every user of blobs expects."""
    from obstore.exceptions import BaseError  # noqa: PLC0415  # an extra

    try:
        yield
    except BaseError as failure:
        message = f"{place}: {failure}"
        raise OSError(message) from failure


def open_bucket(url: str) -> BlobBucket:
    """Open ``s3://bucket/prefix``. Keys, region and endpoint come from the environment (AWS_...).

    Raises `BucketUnusable` without the extra ``s3``, or for an address that is none.
    """
    try:
        from obstore.exceptions import BaseError  # noqa: PLC0415  # an extra
        from obstore.store import from_url  # noqa: PLC0415
    except ImportError:
        message = f"blobs at {url} need the extra s3: pip install 'gongkai[s3]'"
        raise BucketUnusable(message) from None
    try:
        return BlobBucket(from_url(url), url)
    except BaseError as failure:
        message = f"blobs cannot be kept at {url}: {failure}"
        raise BucketUnusable(message) from failure
