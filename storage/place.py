"""Where an archive is, when nobody or only the environment says it."""

import os
from pathlib import Path
from typing import NamedTuple

from storage.blob_bucket import open_bucket
from storage.blob_folder import BlobFolder
from storage.blobs import BlobStore


class Place(NamedTuple):
    """The database, as a path or an SQLAlchemy URL; the folder of data; and where the bytes are.

    ``blobs`` is a folder or the URL of a bucket; None is ``blobs`` in the folder of data.
    """

    database: str | Path
    data: Path
    blobs: str | Path | None = None


def find_place(database: str | Path | None = None, data: Path | None = None) -> Place:
    """Complete what is named with GONGKAI_ARCHIVE, GONGKAI_DATA and GONGKAI_BLOBS, then with ``data``.

    A folder of data that is named has its bytes in it, whatever the environment says.
    """
    return Place(
        database or os.environ.get("GONGKAI_ARCHIVE") or Path("data/archive.sqlite"),
        data or Path(os.environ.get("GONGKAI_DATA") or "data"),
        None if data else os.environ.get("GONGKAI_BLOBS") or None,
    )


def open_blobs(place: Place) -> BlobStore:
    """Open the bytes of an archive. Raises `BucketUnusable` for a bucket that cannot be used."""
    if isinstance(place.blobs, str) and "://" in place.blobs:
        return open_bucket(place.blobs)
    return BlobFolder(Path(place.blobs) if place.blobs else place.data / "blobs")
