"""How long questions take that look at every report of a release, by DuckDB, beside polars and the database's own SQL.

``python -m benchmarks.analysis [RELEASE] [COUNT] [--database ARCHIVE] [--write]``. Without the folder of a release, the tables
of COUNT made-up reports (by default 1,100,000, for which there must be 400 MB) are written first. Every contender is a
process of its own and asked in turns. Whole answers of `gongkai` are measured, down to frozen values; polars gives its
frame. Cold is the first question of a process, its file not in the page cache. ``--database`` is an archive, which may have fewer
reports, whose SQL answers the same.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

import pyarrow.parquet as pq
from sqlalchemy import create_engine, text

from benchmarks.analysis_asked import QUESTIONS
from benchmarks.made_release import write_made_release
from benchmarks.page import write_part

COUNT, ROUNDS, GOAL = 1_100_000, 5, 200  # of the goal: milliseconds
FIGURES = "figures.parquet"


@dataclass(slots=True)
class Contender:
    """Who answers, with how many threads, and milliseconds by question: clock and processor, cold and warm."""

    name: str
    place: Path
    threads: int
    cold: dict[str, tuple[float, float]] = field(default_factory=dict)
    warm: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    peak: float = 0.0  # megabytes

    def start(self) -> "subprocess.Popen[str]":
        """Start a process that answers what it is asked."""
        words = [
            sys.executable,
            "-m",
            "benchmarks.analysis_asked",
            self.name,
            str(self.place),
            str(self.threads),
        ]
        return subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "POLARS_MAX_THREADS": str(self.threads)},
        )

    def told(self, question: str, *, is_cold: bool = False) -> str:
        """Write clock and processor time."""
        clock, worked = self.cold[question] if is_cold else self.middle(question)
        return f"{clock:.0f} ({worked:.0f})"

    def middle(self, question: str) -> tuple[float, float]:
        """Return the medians of clock and processor time."""
        clocks, worked = zip(*self.warm[question], strict=True)
        return median(clocks), median(worked)


def measure(contenders: Sequence[Contender]) -> None:
    """Ask everybody everything: once cold, then warm in turns."""
    for question in QUESTIONS:
        for one in contenders:
            _forget(one.place)
            with one.start() as process:
                one.cold[question], _ = _ask(process, question)
    with ExitStack() as stack:
        processes = [(one, stack.enter_context(one.start())) for one in contenders]
        for number in range(ROUNDS + 1):
            for question in QUESTIONS:
                for one, process in processes:
                    taken, one.peak = _ask(process, question)
                    if number:
                        one.warm.setdefault(question, []).append(taken)


def _ask(process: "subprocess.Popen[str]", question: str) -> tuple[tuple[float, float], float]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{question}\n")
    process.stdin.flush()
    clock, worked, peak = json.loads(process.stdout.readline())
    return (clock, worked), peak


def _forget(place: Path) -> None:
    """Drop a file from the page cache."""
    with place.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def render(
    count: int, contenders: Sequence[Contender], database: tuple[int, Mapping[str, float]] | None
) -> str:
    """Write the table for docs/performance.md."""
    heads = [f"{one.name}, {one.threads} thread{'s'[: one.threads > 1]}" for one in contenders]
    sql = [f"SQL over {database[0]:,}"] if database else []
    lines = [
        f"| question, over {count:,} reports | {' | '.join([*heads, 'cold', 'polars / ours', *sql])} | goal: <= {GOAL} ms |",
        f"|---|{'---|' * (len(heads) + 3 + len(sql))}",
        *(_row(question, contenders, database) for question in QUESTIONS),
        f"| peak of the process, MB | {' | '.join(f'{one.peak:.0f}' for one in contenders)} |{' |' * (3 + len(sql))}",
    ]
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    at = f"{datetime.now(UTC):%Y-%m-%d}, with {os.getloadavg()[0]:.0f} processes at work on {machine}"
    how = (
        f"Milliseconds by the clock, in brackets of processor time; medians of {ROUNDS} turns, warm. Cold: ours, one thread. The ratio and the goal "
        f"are of processor time with one thread. DuckDB {version('duckdb')}, polars {version('polars')}. {at}."
    )
    return "\n".join((*lines, "", how))


def _row(
    question: str, contenders: Sequence[Contender], database: tuple[int, Mapping[str, float]] | None
) -> str:
    ours, peer = (next(one for one in contenders if one.name == name) for name in ("duckdb", "polars"))
    worked = ours.middle(question)[1]
    told = [
        *(one.told(question) for one in contenders),
        ours.told(question, is_cold=True),
        f"{peer.middle(question)[1] / worked:.1f}",
        *([f"{database[1][question]:,.0f}"] if database else []),
        "met" if worked <= GOAL else "missed",
    ]
    return f"| {question} | {' | '.join(told)} |"


def ask_database(place: Path) -> tuple[int, Mapping[str, float]]:
    """Return the reports of an archive, and the processor time that its SQL takes for each question, warm."""
    engine = create_engine(f"sqlite:///{place}")
    with engine.connect() as connection:
        count = int(connection.execute(text("SELECT count(*) FROM report")).scalar_one())
    engine.dispose()
    database = Contender("database", place, 1)
    with database.start() as process:
        for question in QUESTIONS:
            turns = [_ask(process, question)[0][1] for _ in range(3)]
            print(f"  SQL: {question} {turns}")
            database.warm[question] = [(0, worked) for worked in turns[1:]]
    return count, {question: database.middle(question)[1] for question in QUESTIONS}


def contenders_of(release: Path) -> Iterator[Contender]:
    """Yield who answers: ours and the peer, with one thread and with two."""
    for threads in (1, 2):
        for name in ("duckdb", "polars"):
            yield Contender(name, release / FIGURES, threads)


def main() -> None:
    """Measure what was asked for."""
    words = sys.argv[1:]
    database = Path(words.pop(words.index("--database") + 1)) if "--database" in words else None
    count = next((int(word) for word in words if word.isdigit()), COUNT)
    given = next((Path(word) for word in words if (Path(word) / FIGURES).is_file()), None)
    with tempfile.TemporaryDirectory() as temporary:
        release = given or Path(temporary) / "release"
        if given is None:
            write_made_release(release, count)
        contenders = list(contenders_of(release))
        measure(contenders)
        asked = ask_database(database) if database else None
        written = render(pq.read_metadata(release / FIGURES).num_rows, contenders, asked)
    print(written)
    if "--write" in words:
        write_part("analysis", written)


if __name__ == "__main__":
    main()
