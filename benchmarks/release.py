"""How long a release takes, how large it is, and how much memory it needs, over archives of made-up reports.

``python -m benchmarks.release [COUNT ...] [--write]``. By default 2,000 and 10,000 reports: what matters is how little the
memory grows between them. Each release is made and verified by a process of its own, whose peak is measured.
"""

import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.made_archive import make_archive
from benchmarks.page import write_part
from storage.archive import Archive
from storage.release.making import make_release
from storage.release.verification import verify_release

COUNTS = (2_000, 10_000)
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """What one release of some reports cost: processor seconds, and the peak of memory in bytes."""

    count: int
    made_seconds: float
    made_peak: int
    verified_seconds: float
    verified_peak: int
    byte_count: int


def measure(count: int, folder: Path) -> Measured:
    """Make an archive of so many reports, and a release of it."""
    with Archive.open(folder / "archive.sqlite", folder) as archive:
        began = time.perf_counter()
        make_archive(
            archive.engine, count, lambda said: print(f"  {time.perf_counter() - began:6.0f} s  {said}")
        )
    made = _apart("make", folder)
    (release,) = (folder / "releases").iterdir()
    size = sum(path.stat().st_size for path in release.rglob("*") if path.is_file())
    return Measured(count, *made, *_apart("verify", folder), size)


def _apart(what: str, folder: Path) -> tuple[float, int]:
    """Do it in a process of its own; return its processor seconds and the peak of its memory."""
    command = [sys.executable, "-m", "benchmarks.release", what, str(folder)]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    return float(said[0]), int(said[1])


def _work(what: str, folder: Path) -> None:
    if what == "make":
        with Archive.open(folder / "archive.sqlite", folder, is_read_only=True) as archive:
            make_release(archive.engine, archive.blobs, folder / "releases")
    else:
        (release,) = (folder / "releases").iterdir()
        wrong = list(verify_release(release))
        if wrong:
            raise SystemExit("\n".join(wrong))
    used = resource.getrusage(resource.RUSAGE_SELF)
    peak = used.ru_maxrss * (1 if platform.system() == "Darwin" else 1024)
    print(used.ru_utime + used.ru_stime, peak)


def render(measured: Iterable[Measured]) -> str:
    """Write the table for docs/performance.md."""
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    lines = [
        "| reports | made in | memory | verified in | memory | bytes a report |",
        "|---|---|---|---|---|---|",
        *(
            f"| {one.count:,} | {one.made_seconds:.0f} s, {one.made_seconds / one.count * 1000:.1f} ms a report "
            f"| {one.made_peak / MEGABYTE:.0f} MB | {one.verified_seconds:.0f} s | {one.verified_peak / MEGABYTE:.0f} MB "
            f"| {one.byte_count / one.count:,.0f} |"
            for one in measured
        ),
        "",
        f"Processor seconds on {machine}, {datetime.now(UTC):%Y-%m-%d}.",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure what was asked for."""
    words = sys.argv[1:]
    if words and words[0] in {"make", "verify"}:
        _work(words[0], Path(words[1]))
        return
    counts = [int(word) for word in words if word.isdigit()] or COUNTS
    measured = []
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            measured.append(measure(count, Path(folder)))
    written = render(measured)
    print(written)
    if "--write" in words:
        write_part("release", written)


if __name__ == "__main__":
    main()
