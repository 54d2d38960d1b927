"""Where an archive is, when nobody or only the environment says it."""

import os
from pathlib import Path
from typing import NamedTuple


class Place(NamedTuple):
    """The database, as a path or an SQLAlchemy URL, and the folder of the bytes."""

    database: str | Path
    data: Path


def find_place(database: str | Path | None = None, data: Path | None = None) -> Place:
    """Complete what is named with GONGKAI_ARCHIVE and GONGKAI_DATA, then with ``data``."""
    return Place(
        database or os.environ.get("GONGKAI_ARCHIVE") or Path("data/archive.sqlite"),
        data or Path(os.environ.get("GONGKAI_DATA") or "data"),
    )
