"""SHA256SUMS: the digest of every file of a release, as ``sha256sum -c`` reads it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from storage.backup import file_digest

SUMS = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def files_of(folder: Path) -> Iterator[str]:
    """Yield the paths of all files below a folder in order, but for the sums themselves."""
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    return iter(sorted(path for path in paths if path != SUMS))


def write_sums(folder: Path) -> None:
    """Write the digests of all files."""
    lines = [f"{file_digest(folder / path)}  {path}\n" for path in files_of(folder)]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def read_sums(folder: Path) -> Mapping[str, str]:
    """Return the digest of each path. Raises ValueError for a line that is none."""
    sums = {}
    for line in (folder / SUMS).read_text(encoding="utf-8").splitlines():
        found = _LINE.fullmatch(line)
        if found is None:
            message = f"{SUMS} has a line that is no digest and path: {line!r}"
            raise ValueError(message)
        sums[found[2]] = found[1]
    return sums
