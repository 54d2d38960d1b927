"""A contender: a process that reads the documents once for every line it is asked, and says how long."""

import gc
import importlib.metadata
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

Rows = list[list[str]]  # the texts of the boxes of all tables, row by row


def serve(read: Callable[[bytes], int], distribution: str) -> None:
    """Be the process. Needs nothing but the standard library: it also runs in a peer's environment."""
    bodies = _bodies("docx")
    got = sum(read(body) for body in bodies)  # also warms up
    _answer({"version": importlib.metadata.version(distribution), "got": got})
    _run_rounds(read, bodies)


def serve_rows(read: Callable[[bytes, str], Rows], distribution: str) -> None:
    """Be the process of a reader of tables; what it read in the first pass goes to the file named last."""
    suffix, found = sys.argv[3], Path(sys.argv[4])
    bodies = _bodies(suffix)
    rows = [_read_or_nothing(read, body, suffix) for body in bodies]
    found.write_text(json.dumps(rows), encoding="utf-8")
    got = sum(len(row) for document in rows for row in document)
    _answer({"version": importlib.metadata.version(distribution), "got": got})
    _run_rounds(lambda body: _read_or_nothing(read, body, suffix), bodies)


def _read_or_nothing(read: Callable[[bytes, str], Rows], body: bytes, suffix: str) -> Rows:
    try:
        return read(body, suffix)
    except Exception as error:  # noqa: BLE001 - a peer that breaks over a file has read nothing, and says so
        sys.stderr.write(f"{read.__module__} broke: {error!r}\n")
        return []


def _bodies(suffix: str) -> list[bytes]:
    folder, core = Path(sys.argv[1]), int(sys.argv[2])
    if core >= 0:
        os.sched_setaffinity(0, {core})
    return [path.read_bytes() for path in sorted(folder.glob(f"*.{suffix}"))]


def _run_rounds(read: Callable[[bytes], object], bodies: list[bytes]) -> None:
    for _ in sys.stdin:
        gc.collect()
        wall, cpu = time.perf_counter(), time.process_time()
        for body in bodies:
            read(body)
        _answer({"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall})


def _answer(facts: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


@dataclass(slots=True)
class Contender:
    """The process seen from outside, and its seconds for one pass over all documents, round by round."""

    name: str
    gives: str
    process: subprocess.Popen[str]
    version: str = ""
    got: int = 0
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    @classmethod
    def start(cls, name: str, gives: str, command: list[str], folder: Path) -> Self:
        """Start the process and wait until it has read every document once."""
        one_thread = {"RAYON_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **one_thread},
            cwd=folder,
        )
        contender = cls(name, gives, process)
        facts = contender._listen()
        contender.version, contender.got = facts["version"], facts["got"]
        return contender

    def run(self) -> None:
        """Measure one round."""
        if self.process.stdin is not None:
            self.process.stdin.write("go\n")
            self.process.stdin.flush()
        times = self._listen()
        self.cpu.append(times["cpu"])
        self.wall.append(times["wall"])

    @property
    def middle(self) -> float:
        """Median processor time of one pass over all documents."""
        return statistics.median(self.cpu)

    def stop(self) -> None:
        """Let the process end by itself."""
        self.process.communicate()

    def _listen(self) -> dict[str, Any]:
        line = self.process.stdout.readline() if self.process.stdout is not None else ""
        if not line:
            message = f"{self.name} ended with code {self.process.wait()}: see its message above"
            raise SystemExit(message)
        facts: dict[str, Any] = json.loads(line)
        return facts
