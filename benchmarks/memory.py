"""How the memory of every long command grows with the archive.

``python -m benchmarks.memory [--keep FOLDER] [--write] [WORD ...]``. Each command runs by itself over three archives, each four
times as large as the one before; with words, only the commands in whose names one stands. What was measured is kept
in the folder, and not measured again: so a run that was stopped goes on.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.docx import machine, say
from benchmarks.memory_commands import COMMANDS, Long
from benchmarks.memory_picture import draw
from benchmarks.memory_settings import Settings
from benchmarks.page import PAGE, write_part
from benchmarks.peaks import Peak, peak_of

PICTURE = PAGE.with_name("memory.svg")
BOUNDED = 0.6  # kB for each: SQLite's cache of 2 MB and the first full batch come to half of that
NOISE = 1.0  # MB: less than this between two sizes is no growth
Measured = dict[str, dict[int, Peak]]  # by command and size


def measure(commands: Sequence[Long], folder: Path) -> Measured:
    """Measure what was not measured yet; what is there is kept after each command."""
    kept = folder / "measured.json"
    measured: Measured = _read(kept) if kept.is_file() else {}
    with Settings(folder) as settings:
        for command in commands:
            for size in command.sizes:
                if size in measured.setdefault(command.name, {}):
                    continue
                say(f"{command.name} over {size:,} ...")
                at = settings.of(command, size)
                words = command.words(at)
                measured[command.name][size] = peak_of(words, at.environment, command.codes)
                _keep(kept, measured)
    return measured


def _keep(path: Path, measured: Measured) -> None:
    said = {name: {str(size): asdict(peak) for size, peak in by.items()} for name, by in measured.items()}
    path.write_text(json.dumps(said, indent=1), encoding="utf-8")


def _read(path: Path) -> Measured:
    said = json.loads(path.read_text(encoding="utf-8"))
    return {name: {int(size): Peak(**peak) for size, peak in by.items()} for name, by in said.items()}


def slope_of(peaks: dict[int, Peak]) -> float:
    """Return how many kB a report, or an address, the whole took more between the last two sizes."""
    *_, less, more = sorted(peaks)
    return grown(peaks) * 1024 / (more - less)


def grown(peaks: dict[int, Peak]) -> float:
    """Return how many MB the whole took more over the last size than over the one before."""
    *_, (_, before), (_, after) = sorted(peaks.items())
    return after.own - before.own + max(0.0, after.child - before.child)


def render(commands: Sequence[Long], measured: Measured) -> str:
    """Write the table for docs/performance.md."""
    lines = [
        "| command | over | MB at most | largest process of it, MB | 16 x over 1 x | kB more for each | grows |",
        "|---|---|---|---|---|---|---|",
        *(_line(one, measured[one.name]) for one in commands if len(measured.get(one.name, ())) > 1),
        "",
        f"Measured on {datetime.now(UTC):%Y-%m-%d}: {machine()}.",
    ]
    return "\n".join(lines)


def _line(command: Long, peaks: dict[int, Peak]) -> str:
    sizes = sorted(peaks)
    own = ", ".join(f"{peaks[size].own:.0f}" for size in sizes)
    child = ", ".join(f"{peaks[size].child:.0f}" for size in sizes) if peaks[sizes[-1]].child else ""
    ratio = peaks[sizes[-1]].own / peaks[sizes[0]].own
    slope = slope_of(peaks)
    grows = "no" if slope < BOUNDED or grown(peaks) < NOISE else f"yes: {command.why or 'to be mended'}"
    return (
        f"| {command.name} | {', '.join(f'{size:,}' for size in sizes)} | {own} | {child} "
        f"| {ratio:.2f} | {slope:.2f} | {grows} |"
    )


def _chosen(words: Sequence[str]) -> Iterator[Long]:
    return (one for one in COMMANDS if not words or any(word in one.name for word in words))


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("words", nargs="*", help="only the commands in whose names one of these stands")
    parser.add_argument("--keep", type=Path, help="a folder for the archives and what was measured")
    parser.add_argument("--write", action="store_true", help="into docs/performance.md and docs/memory.svg")
    asked = parser.parse_args()
    commands = list(_chosen(asked.words))
    with tempfile.TemporaryDirectory() as temporary:
        folder: Path = asked.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        measured = measure(commands, folder.absolute())
    written = render(commands, measured)
    print(written)
    if asked.write:
        write_part("memory", written)
        PICTURE.write_text(draw({one.name: measured[one.name] for one in commands}), encoding="utf-8")


if __name__ == "__main__":
    main()
