"""How fast docx reports are read, beside python-docx's own table API and one converter.

    python -m benchmarks.docx            prints the ratios
    python -m benchmarks.docx --write    and writes docs/performance.md

Every reader is a process of its own on one core and gets the documents as bytes. Rounds are
interleaved, so that a busy machine is busy for all. Compared are the medians of processor time.
The converter is installed into an environment of its own, never into that of the project.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.progress import track

from benchmarks.contender import Contender
from benchmarks.page import PAGE, write_part

REPOSITORY = Path(__file__).resolve().parent.parent
DOCUMENTS = REPOSITORY / "demo" / "documents"
PEER = "docling-rs==2.52.7"
OURS, PEER_NAME = "ours", "docling-rs"
READERS = {  # name: (module, what it gives)
    OURS: ("ours", "cells and outcomes"),
    "ours, without checks": ("ours_parse", "cells"),
    "ours, tables only": ("ours_document", "cells of tables, no form"),
    "python-docx, `row.cells`": ("python_docx", "texts of boxes"),
    PEER_NAME: ("docling_rs", "cells of tables, no form"),
}


def peer_python(folder: Path, *requirements: str) -> Path:
    """Return the Python of the peer's environment, made and filled where it is not there yet."""
    python = folder.resolve() / "bin" / "python"
    if not python.exists():
        say(f"making an environment for {' '.join(requirements)} ...")
        venv.create(folder, with_pip=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements]
    subprocess.run(pip, check=True, stdout=sys.stderr)
    return python


def measure(pythons: dict[str, Path], folder: Path, rounds: int) -> list[Contender]:
    """Run interleaved rounds, and show how far they are."""
    core = max(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else -1
    contenders: list[Contender] = []
    try:
        for name, python in pythons.items():
            module, gives = READERS[name]
            command = [str(python), "-m", f"benchmarks.readers.{module}", str(folder.resolve()), str(core)]
            contenders.append(Contender.start(name, gives, command, REPOSITORY))
        turns = [contender for _ in range(rounds) for contender in contenders]
        for contender in track(turns, description="rounds"):
            contender.run()
    finally:
        for contender in contenders:
            contender.stop()
    return contenders


def machine() -> str:
    """Name the processor, the system and the Python."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        lines = cpuinfo.read_text(encoding="utf-8").splitlines()
        model = next(
            (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model
        )
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def table(contenders: Sequence[Contender], count: int) -> Iterator[str]:
    """Render what was measured as a table."""
    base = next(one.middle for one in contenders if one.name == OURS)
    yield "| reader | version | gives | ms per document | documents per second | time, ours = 1 | spread |"
    yield "|---|---|---|---|---|---|---|"
    for one in contenders:
        yield (
            f"| {one.name} | {one.version} | {one.got} {one.gives} | {one.middle / count * 1000:.1f} "
            f"| {count / one.middle:.0f} | {one.middle / base:.2f} "
            f"| {min(one.cpu) / one.middle:.2f}-{max(one.cpu) / one.middle:.2f} |"
        )


def render(contenders: Sequence[Contender], files: Sequence[Path]) -> str:
    """Render the part of docs/performance.md."""
    size = sum(path.stat().st_size for path in files) / len(files) / 1000
    rows = "\n".join(table(contenders, len(files)))
    return f"""{len(files)} documents of `demo/documents`, {size:.0f} kB on average; bytes in memory, one core, {len(contenders[0].cpu)} interleaved rounds.
Compared are medians of processor time. *Spread* is the fastest and the slowest round over the median. *Gives* counts what the
reader got out of all documents together.

{rows}

Measured on {time.strftime("%Y-%m-%d", time.gmtime())}: {machine()}."""


def say(words: str) -> None:
    """Tell the person at the terminal."""
    print(words, file=sys.stderr, flush=True)


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.docx", description="Speed of reading docx, beside others"
    )
    parser.add_argument("--documents", type=Path, default=DOCUMENTS, help="folder of docx files")
    parser.add_argument("--rounds", type=int, default=15, help="interleaved rounds (default 15)")
    parser.add_argument(
        "--env", type=Path, help="folder of the peer's environment, kept (default: temporary)"
    )
    parser.add_argument("--peer", default=PEER, help=f"requirement of the peer (default {PEER})")
    parser.add_argument("--no-peer", action="store_true", help="leave the peer out: needs no network")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    asked = parser.parse_args()
    files = sorted(asked.documents.glob("*.docx"))
    if not files or asked.rounds < 1:
        parser.error(f"nothing to measure: {len(files)} docx in {asked.documents}, {asked.rounds} rounds")
    pythons = {name: Path(sys.executable) for name in READERS if name != PEER_NAME}
    with tempfile.TemporaryDirectory() as folder:
        if not asked.no_peer:
            pythons[PEER_NAME] = peer_python(asked.env or Path(folder) / "peer", asked.peer)
        contenders = measure(pythons, asked.documents, asked.rounds)
    print(machine(), *table(contenders, len(files)), sep="\n")
    if asked.write:
        write_part("docx", render(contenders, files))
        say(f"wrote {PAGE.relative_to(REPOSITORY)}")


if __name__ == "__main__":
    main()
