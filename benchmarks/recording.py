"""How many captures a second are recorded, parsed and checked, on SQLite and on Postgres.

``python -m benchmarks.recording [URL of an empty Postgres database] [COUNT]``; without a URL only SQLite.
Every capture is a report of its own: one of the golden ones, with another publisher and another figure.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ParamSpec, TypeVar

from parsers.report import Kind
from storage.archive import Archive
from storage.capture import Capture, CaptureRole, CaptureVerdict, PublicationFacts
from storage.crawl import PortalFacts
from storage.reader import Reader, house_reader

GOLDEN = Path(__file__).parent.parent / "tests" / "golden" / "000_changhua_2020" / "report.txt"
P = ParamSpec("P")
R = TypeVar("R")
PORTAL = PortalFacts("bench", "bench", "https://www.example.org")
BEGAN = datetime(2026, 11, 1, tzinfo=UTC)


def captures(count: int) -> Iterator[Capture]:
    """Make reports that all differ."""
    text = GOLDEN.read_text(encoding="utf-8")
    for number in range(count):
        yield Capture(
            url=f"https://www.example.org/{number}.html",
            role=CaptureRole.PUBLICATION,
            verdict=CaptureVerdict.FETCHED,
            captured_at=BEGAN + timedelta(seconds=number),
            status=200,
            headers=(("Content-Type", "text/plain; charset=utf-8"),),
            body=text.replace("昌化镇", f"昌化镇第{number}村").encode(),
            publication=PublicationFacts(title=f"昌化镇第{number}村2020年报告", kind=Kind.REPORT, year=2020),
        )


@dataclass(slots=True)
class Stopwatch:
    """A reader that knows how long it read."""

    reader: Reader
    seconds: float = 0.0

    def timed(self) -> Reader:
        """Return the reader to record with."""
        return replace(
            self.reader,
            parse=self._time(self.reader.parse),
            read_document=self._time(self.reader.read_document),
            run_checks=self._time(self.reader.run_checks),
        )

    def _time(self, work: Callable[P, R]) -> Callable[P, R]:
        def timed(*args: P.args, **rest: P.kwargs) -> R:
            began = time.perf_counter()
            try:
                return work(*args, **rest)
            finally:
                self.seconds += time.perf_counter() - began

        return timed


def measure(name: str, place: str | Path, count: int) -> None:
    """Record, and tell how many a second, with and without reading."""
    watch = Stopwatch(house_reader())
    with (
        tempfile.TemporaryDirectory() as folder,
        Archive.open(place, Path(folder), reader=watch.timed()) as archive,
    ):
        crawl = archive.begin_crawl(PORTAL, "bench", {"at": str(time.time())}, "0")
        all_of_them = list(captures(count))
        began = time.perf_counter()
        for capture in all_of_them:
            archive.record(crawl, capture)
        whole = time.perf_counter() - began
    writing = count / (whole - watch.seconds)
    print(
        f"{name}: {count / whole:.0f} captures a second from bytes to rows, {writing:.0f} without reading them"
    )


def main() -> None:
    """Measure what was asked for."""
    url = next((word for word in sys.argv[1:] if "://" in word), None)
    count = next((int(word) for word in sys.argv[1:] if word.isdigit()), 200)
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", Path(folder) / "archive.sqlite", count)
    if url:
        measure("Postgres", url, count)


if __name__ == "__main__":
    main()
