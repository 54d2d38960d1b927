"""What decides a result besides the bytes: the code and the data files, as one short hash."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_DECIDING = frozenset({".py", ".toml", ".csv"})


@cache
def fingerprint(*folders: Path) -> str:
    """Return 12 hexadecimal digits that differ whenever a file that decides a result does."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in _deciding(folder):
            digest.update(path.relative_to(folder.parent).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _deciding(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in _DECIDING)
