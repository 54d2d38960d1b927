"""How much memory a command takes at most: itself, and the largest of the processes that it starts."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil  # Dask has it

EVERY = 0.03  # seconds; the system keeps the peak of a process for us, only its last moment may be missed
ROOT = Path(__file__).resolve().parent.parent
FAILED_WORDS = 600  # of what a failed command said


@dataclass(frozen=True, slots=True)
class Peak:
    """Peaks of resident memory in MB, as the system counted them. Without processes ``child`` is 0."""

    own: float
    child: float


def peak_of(command: Sequence[str], environment: Mapping[str, str], codes: Sequence[int] = (0,)) -> Peak:
    """Run a command to its end, its output thrown away. Raises RuntimeError where it ends with another code."""
    with subprocess.Popen(
        command,
        cwd=ROOT,  # where Scrapy finds its project
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        watched = psutil.Process(process.pid)
        own, children = 0.0, {0: 0.0}
        while process.poll() is None:
            own = max(own, _high_water(process.pid))
            for pid in _children(watched):
                children[pid] = max(children.get(pid, 0.0), _high_water(pid))
            time.sleep(EVERY)
        said = process.stderr.read() if process.stderr else ""
    if process.returncode not in codes:
        message = f"{' '.join(command)} ended with {process.returncode}: {said[-FAILED_WORDS:]}"
        raise RuntimeError(message)
    return Peak(own, max(children.values()))


def _children(process: psutil.Process) -> list[int]:
    try:
        return [child.pid for child in process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _high_water(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return 0.0  # it ended meanwhile
    found = (int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))
    return next(found, 0) / 1024  # a process that was reaped has none
