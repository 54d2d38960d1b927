"""One portal is crawled by one process at a time: delays hold within a process, not across two.

On one machine the lock is the kernel's, on a file beside the archive: it ends with the process, however
that ends. Across machines it is a lease in the archive, renewed by a thread while the process lives; a
process that was killed is followed after the lease has run out, or at once where its machine knows it dead.
"""

import fcntl
import logging
import os
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

from storage.archive import Archive
from storage.leases import LASTS, ArchiveBusy, Holder, LeaseHeld
from storage.place import find_place

logger = logging.getLogger(__name__)
ASKED_EVERY = 2.0  # seconds
RENEWED_EVERY = LASTS.total_seconds() / 6


class PortalBusy(Exception):
    """Another process is crawling the portal."""


class Hold:
    """That this process holds a portal. ``is_lost`` once another may have taken it.

    ``unleased`` says why the archive gave no lease: then others may hold the portal on other machines.
    """

    def __init__(self) -> None:
        self.is_lost = False
        self.unleased: str | None = None


@contextmanager
def hold_portal(
    portal: str,
    database: str | Path | None = None,
    data: Path | None = None,
    *,
    must_exist: bool = False,
    patience: timedelta = timedelta(0),
) -> Iterator[Hold]:
    """Hold a portal while the block runs. Raises `PortalBusy` where another process holds it, after some patience.

    Where the archive cannot be opened (or ``must_exist``, and is not there), only this machine is held, and the
    hold says so: `ArchivePipeline` then opens no archive either, and a crawl without one asks for nothing.
    """
    place = find_place(database, data)
    with ExitStack() as stack:
        waiting = Retrying(
            retry=retry_if_exception_type(PortalBusy),
            wait=wait_fixed(ASKED_EVERY),
            stop=stop_after_delay(patience),
            reraise=True,
        )
        waiting(lambda: stack.enter_context(_on_this_machine(portal, place.data / "locks")))
        hold = Hold()
        try:
            archive = stack.enter_context(Archive.open(place.database, place.data, must_exist=must_exist))
        except Exception as error:
            logger.info("no lease on %s: the archive cannot be opened", portal, exc_info=error)
            hold.unleased = f"{type(error).__name__}: {error}"
        else:
            waiting(lambda: stack.enter_context(_in_the_archive(portal, archive, hold)))
        yield hold


def this_machine() -> str:
    """Name what a process id means something on: the host, since it was started, and its space of ids."""
    boot, space = Path("/proc/sys/kernel/random/boot_id"), Path("/proc/self/ns/pid")
    since = boot.read_text(encoding="ascii").strip() if boot.is_file() else ""
    return " ".join(filter(None, (socket.gethostname(), since, str(space.readlink()) if since else "")))


def is_dead(holder: Holder) -> bool:
    """Whether a holder surely lives no more; one on another machine may live."""
    if holder.machine != this_machine():
        return False
    try:
        os.kill(holder.pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False  # it lives, as somebody else
    return False


@contextmanager
def _on_this_machine(portal: str, folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{portal}.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f"another process is crawling {portal}; one portal is crawled by one process at a time"
            raise PortalBusy(message) from None
        yield


@contextmanager
def _in_the_archive(portal: str, archive: Archive, hold: Hold) -> Iterator[None]:
    me = Holder(uuid.uuid4().hex, this_machine(), os.getpid())
    try:
        archive.leases.take(portal, me, is_dead)
    except LeaseHeld as held:
        machine = held.holder.machine.partition(" ")[0]
        message = (
            f"another process is crawling {portal}: process {held.holder.pid} on {machine}; "
            f"if it was killed, the portal is free after {held.expires_at:%H:%M:%S} UTC"
        )
        raise PortalBusy(message) from None
    done = threading.Event()
    heart = threading.Thread(target=_beat, args=(portal, me.owner, archive, hold, done), daemon=True)
    heart.start()
    try:
        yield
    finally:
        done.set()
        heart.join()
        archive.leases.release(portal, me.owner)


def _beat(portal: str, owner: str, archive: Archive, hold: Hold, done: threading.Event) -> None:
    """Renew the lease until done. A process that slept for too long finds that it holds nothing any more."""
    renewed_at = time.monotonic()
    while not done.wait(RENEWED_EVERY):
        begun = time.monotonic()
        try:
            is_mine = archive.leases.renew(portal, owner)
        except ArchiveBusy as busy:  # it lasts for several beats: the next one comes in time
            logger.warning("the lease on %s is not renewed yet, others write: %s", portal, busy)
            is_mine = begun - renewed_at < LASTS.total_seconds()
        except Exception:
            logger.exception("the lease on %s could not be renewed", portal)
            is_mine = begun - renewed_at < LASTS.total_seconds()
        else:
            renewed_at = begun
        if not is_mine:
            hold.is_lost = True
            logger.error("another process may have taken %s over: no more requests", portal)
            return
