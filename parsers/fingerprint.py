"""What decides a result besides the bytes: the code and the data files, as one short hash."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_DECIDING = frozenset({".py", ".toml", ".csv"})
_AFTER_READING = "crosswalk"  # compares what was read: a change of it is no reason to read again


@cache
def fingerprint(*folders: Path, tools: tuple[str, ...] = ()) -> str:
    """Return 12 hexadecimal digits that differ whenever a file that decides a result does.

    ``tools`` names with their versions what else decides it: OCR, where it is asked for.
    """
    digest = hashlib.sha256("".join(f"{tool}\n" for tool in tools).encode())
    for folder in folders:
        for path in _deciding(folder):
            digest.update(path.relative_to(folder.parent).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _deciding(folder: Path) -> Iterable[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in _DECIDING and _AFTER_READING not in path.relative_to(folder).parts
    )
