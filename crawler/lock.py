"""One portal is crawled by one process at a time: delays hold within a process, not across two.

The lock is the kernel's, on a file beside the archive: it ends with the process, however that ends,
so a killed crawl leaves nothing to clean up.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class PortalBusy(Exception):
    """Another process is crawling the portal."""


@contextmanager
def hold_portal(portal: str, data: Path | None = None) -> Iterator[None]:
    """Hold a portal while the block runs. Raises `PortalBusy` where another process holds it."""
    folder = (data or Path(os.environ.get("GONGKAI_DATA") or "data")) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{portal}.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f"another process is crawling {portal}; one portal is crawled by one process at a time"
            raise PortalBusy(message) from None
        yield
