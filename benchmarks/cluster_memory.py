"""Watches what the processes of a worker take."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psutil  # Dask has it

EVERY = 0.2  # seconds
MARK = "multiprocessing.forkserver"  # in the command line of the server, which those it forks keep


class Peak:
    """The most that all together took, in MB, where a page that several share counts once."""

    megabytes = 0


@contextmanager
def watched() -> Iterator[Peak]:
    """Watch the processes that were forked for this program while the block runs."""
    peak, done = Peak(), threading.Event()

    def watch() -> None:
        while not done.wait(EVERY):
            taken = sum(map(_proportional, psutil.Process().children(recursive=True)))
            peak.megabytes = max(peak.megabytes, taken // 2**20)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()


def _proportional(process: psutil.Process) -> int:
    """Return the bytes of a process, its part of those that it shares; none of one of another kind."""
    try:
        is_ours = any(MARK in word for word in process.cmdline())
        taken: int = process.memory_full_info().pss if is_ours else 0
    except psutil.Error:
        return 0  # it ended meanwhile
    return taken
