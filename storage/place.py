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

    def absolute(self) -> "Place":
        """Return the same place, wherever one stands: for processes in other folders, of other machines."""
        blobs = self.blobs if self.blobs is None else _absolute(self.blobs)
        return Place(_absolute(self.database), self.data.absolute(), blobs)

    def as_environment(self) -> dict[str, str]:
        """Return the settings that name this place to another process, see `find_place`."""
        named = {"GONGKAI_ARCHIVE": self.database, "GONGKAI_DATA": self.data, "GONGKAI_BLOBS": self.blobs}
        return {name: str(value or "") for name, value in named.items()}


def find_place(database: str | Path | None = None, data: Path | None = None) -> Place:
    """Complete what is named with GONGKAI_ARCHIVE, GONGKAI_DATA and GONGKAI_BLOBS, then with ``data``.

    A folder of data that is named has its bytes in it, whatever the environment says. A folder of a
    release is an archive, with those bytes that it has.
    """
    database = database or os.environ.get("GONGKAI_ARCHIVE") or Path("data/archive.sqlite")
    if (Path(database) / "datapackage.json").is_file():
        folder = Path(database)
        return Place(folder / "archive.sqlite", folder, folder / "originals")
    return Place(
        database,
        data or Path(os.environ.get("GONGKAI_DATA") or "data"),
        None if data else os.environ.get("GONGKAI_BLOBS") or None,
    )


def open_blobs(place: Place) -> BlobStore:
    """Open the bytes of an archive. Raises `BucketUnusable` for a bucket that cannot be used."""
    if isinstance(place.blobs, str) and "://" in place.blobs:
        return open_bucket(place.blobs)
    return BlobFolder(Path(place.blobs) if place.blobs else place.data / "blobs")


def _absolute(place: str | Path) -> str | Path:
    return place if isinstance(place, str) and "://" in place else Path(place).absolute()
