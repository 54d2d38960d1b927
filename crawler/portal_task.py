"""One portal as a task of an executor: a crawl in a process of its own, wherever the executor has room for it.

A process, as a reactor runs once, as delays are kept within a process, and as a portal that hangs or crashes takes no
other with it. The crawl holds its portal by itself, see `crawler.lock`: an executor may give a task twice.
"""

import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from storage.executing import Executor
from storage.place import find_place

CRASHED = 1
KEPT_LINES = 30  # of what a crawl complains of: all of it is in its log
SETTINGS = "crawler.settings"


@dataclass(frozen=True, slots=True)
class PortalTask:
    """A portal to crawl, with the options of ``scrapy crawl``; ``environment`` may hold passwords."""

    portal: str
    options: tuple[str, ...]
    environment: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class PortalRun:
    """How a crawl ended: its exit code, its report, and the last of what it complained of."""

    code: int
    said: str
    complained: str


def crawl_portals(portals: Iterable[str], options: Sequence[str], executor: Executor) -> Iterator[PortalRun]:
    """Crawl portals on an executor, and yield how each ended, as they end."""
    environment = _environment()
    tasks = [PortalTask(portal, tuple(options), environment) for portal in portals]
    for done in executor.run(crawl_portal, tasks):
        yield done.result or PortalRun(CRASHED, "", f"{done.argument.portal}: {done.failure}\n")


def crawl_portal(task: PortalTask) -> PortalRun:
    """Crawl one portal, as ``scrapy crawl`` does. It ends with this process, however that ends."""
    command = [
        sys.executable,
        "-m",
        "scrapy",
        "crawl",
        task.portal,
        *task.options,
        "-sGONGKAI_IS_TETHERED=True",
    ]
    environment = {**os.environ, **task.environment, "SCRAPY_SETTINGS_MODULE": SETTINGS}
    with subprocess.Popen(  # noqa: S603  # our own command, checked arguments
        command,
        env=environment,
        stdin=subprocess.PIPE,  # the tether: closed by the kernel when we die
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as crawl:
        # Not `communicate`: it closes standard input at once.
        with ThreadPoolExecutor(1) as listener:
            complaints = listener.submit(lambda: deque(_lines(crawl.stderr), KEPT_LINES))
            said = "".join(_lines(crawl.stdout))
            complained = "".join(complaints.result())
        crawl.wait()
    code = crawl.returncode if crawl.returncode >= 0 else CRASHED  # killed by a signal: it crashed
    return PortalRun(code, said, complained)


def _lines(stream: IO[str] | None) -> IO[str]:
    assert stream is not None  # it was asked for
    return stream


def _environment() -> dict[str, str]:
    """Return our settings, with folders that mean the same to a process in another one."""
    settings = {name: value for name, value in os.environ.items() if name.startswith("GONGKAI_")}
    folders = settings.get("GONGKAI_PORTALS", "").split(os.pathsep)
    settings["GONGKAI_PORTALS"] = os.pathsep.join(str(Path(one).absolute()) for one in folders if one)
    return settings | find_place().absolute().as_environment()
