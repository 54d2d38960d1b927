"""Stop asking where going on would do harm: no room left for what comes, or the portal is another's now.

What is held back is asked for by the next run, as outside the window of a portal.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.lock import Hold
from crawler.refusals import Halted
from storage.place import find_place

MEGABYTE = 1_000_000
FreeBytes = Callable[[Path], int]


def free_bytes(folder: Path) -> int:
    """Return how much can still be written below a folder, which need not be there yet."""
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.is_dir())
    return shutil.disk_usage(there).free


class Guard:
    """Downloader middleware that looks before every request whether the run may go on."""

    def __init__(self, floor: int, folder: Path, hold: Hold | None, free: FreeBytes = free_bytes) -> None:
        self._floor = floor
        self._folder = folder
        self._hold = hold
        self._free = free
        self.reason: str | None = None  # why the run was stopped; it stays stopped
        self.held_back = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Guard the folder of the bytes, and the portal that the command holds."""
        floor = crawler.settings.getint("GONGKAI_FREE_SPACE_MB") * MEGABYTE
        return cls(floor, find_place().data, crawler.settings.get("GONGKAI_HOLD"))

    def process_request(self, request: Request) -> None:
        """Raise `Halted` once the run may not go on."""
        del request
        self.reason = self.reason or self._look()
        if self.reason is not None:
            self.held_back += 1
            raise Halted(self.reason)

    def _look(self) -> str | None:
        if self._hold is not None and self._hold.is_lost:
            return "another process may have taken the portal over"
        if self._floor and (free := self._free(self._folder)) < self._floor:
            floor = self._floor / MEGABYTE
            return (
                f"{free / MEGABYTE:.0f} MB free in the folder of the archive, of {floor:.0f} to be left free"
            )
        return None
