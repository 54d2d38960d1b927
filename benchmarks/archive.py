"""How long the questions asked most take, over an archive of made-up reports, on SQLite and on Postgres.

``python -m benchmarks.archive [COUNT] [URL of an empty Postgres database] [--keep FOLDER] [--write]``. By default 10,000
reports and SQLite only. Warm cache; a folder that is kept is not filled again. SQLite works in our own process: its
processor time is all that an answer costs, whoever else is at work. Postgres is another process: there the clock counts.
"""

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import Engine, func, select, text

from benchmarks.made_archive import make_archive
from benchmarks.made_rows import BEGAN, FREQUENT, RARE, key_of
from benchmarks.page import write_part
from query.archive import Archive
from query.changes import ChangeSearch
from query.findings import FindingSearch
from query.indicators import By, IndicatorSearch
from query.reports import ReportSearch
from query.search import SectionSearch
from query.shown import shown_results
from storage.archive import Archive as KeptArchive
from storage.models import report
from storage.unit_of_work import read

ROUNDS = 7
THEN = BEGAN + timedelta(days=12)  # when every report was gone
DEFAULT_COUNT = 10_000


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, the goal in milliseconds at 100,000 reports, and how."""

    name: str
    goal: float | None
    ask: Callable[[Archive, int], object]


def _as_of(archive: Archive, _round: int) -> int:
    shown = shown_results(THEN)
    query = select(shown.c.report_id, shown.c.result_id)
    return len(read(archive.engine, lambda connection: connection.execute(query).all()))


def _owner(number: int) -> str:
    return f"bench-{number * 17 + 1}"


QUESTIONS = (
    Question("one report's page", 5, lambda archive, n: archive.report(_owner(n), 2020)),
    Question("its cells", None, lambda archive, n: archive.cells(_owner(n), 2020)),
    Question(
        "an indicator by province and year",
        150,
        lambda archive, _: archive.indicator(IndicatorSearch((key_of(1),), (By.PROVINCE, By.YEAR))),
    ),
    Question(
        "the ten publishers with the largest sum",
        None,
        lambda archive, _: archive.indicator(IndicatorSearch((key_of(1),), (By.PUBLISHER,), top=10)),
    ),
    Question(
        f"search {FREQUENT}, first page", 150, lambda archive, _: archive.search(SectionSearch((FREQUENT,)))
    ),
    Question(f"search {RARE}, first page", 150, lambda archive, _: archive.search(SectionSearch((RARE,)))),
    Question(
        "search 行政复议, first page", 150, lambda archive, _: archive.search(SectionSearch(("行政复议",)))
    ),
    Question(
        f"search {FREQUENT} of one publisher",
        150,
        lambda archive, n: archive.search(SectionSearch((FREQUENT,), publisher_id=_owner(n))),
    ),
    Question(
        f"search {FREQUENT} in one county and year",
        150,
        lambda archive, _: archive.search(
            SectionSearch((FREQUENT,), division_code="330101", years=(2020, 2020))
        ),
    ),
    Question("the whole archive as of a day", 250, _as_of),
    Question("findings of one check and year", None, lambda archive, _: _findings(archive)),
    Question("what changed", None, lambda archive, n: archive.changes(ChangeSearch(publisher_id=_owner(n)))),
    Question("reports of one year, first twenty", None, lambda archive, _: _find(archive)),
)


def _findings(archive: Archive) -> object:
    return archive.findings(FindingSearch(check="R01", years=(2020, 2020)))


def _find(archive: Archive) -> object:
    return archive.find(ReportSearch(years=(2020, 2020), limit=20))


def measure(archive: Archive) -> dict[str, float]:
    """Return the milliseconds of each question: the median of rounds."""
    clock = time.process_time if archive.engine.dialect.name == "sqlite" else time.perf_counter
    taken: dict[str, list[float]] = {question.name: [] for question in QUESTIONS}
    for number in range(ROUNDS + 1):
        for question in QUESTIONS:
            archive.forget()  # what is remembered while nobody writes would be told in no time
            began = clock()
            question.ask(archive, number)
            taken[question.name].append((clock() - began) * 1000)
    return {name: median(each[1:]) for name, each in taken.items()}  # the first is the cold one


def run(place: str | Path, folder: Path, count: int) -> tuple[dict[str, float], float]:
    """Fill an archive unless it is full, and measure; return milliseconds and bytes a report."""
    with KeptArchive.open(place, folder) as kept:
        held = read(
            kept.engine, lambda connection: connection.scalar(select(func.count()).select_from(report))
        )
        if held != count:
            began = time.perf_counter()
            make_archive(
                kept.engine, count, lambda said: print(f"  {time.perf_counter() - began:6.0f} s  {said}")
            )
        size = _size(kept.engine, folder) / count
    with Archive.open(place, folder) as archive:
        return measure(archive), size


def _size(engine: Engine, folder: Path) -> int:
    if engine.dialect.name == "sqlite":
        return sum(path.stat().st_size for path in folder.glob("archive.sqlite*"))
    with engine.connect() as connection:
        return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)


def render(count: int, measured: dict[str, tuple[dict[str, float], float]]) -> str:
    """Write the table for docs/performance.md."""
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    at = f"{datetime.now(UTC):%Y-%m-%d}, with {os.getloadavg()[0]:.0f} processes at work on {machine}"
    how = f"Medians of {ROUNDS} rounds, warm; of SQLite processor time, of Postgres elapsed time. {at}."
    lines = [
        f"| question, over {count:,} reports | goal | {' | '.join(measured)} |",
        f"|---|---|{'---|' * len(measured)}",
        *_rows(measured),
        "",
        "Bytes a report, with indexes: "
        + ", ".join(f"{name} {size:,.0f}" for name, (_, size) in measured.items())
        + ".",
        how,
    ]
    return "\n".join(lines)


def _rows(measured: dict[str, tuple[dict[str, float], float]]) -> Iterator[str]:
    for question in QUESTIONS:
        goal = "" if question.goal is None else f"<= {question.goal:g} ms"
        told = (_told(taken[question.name], question.goal) for taken, _ in measured.values())
        yield f"| {question.name} | {goal} | {' | '.join(told)} |"


def _told(taken: float, goal: float | None) -> str:
    missed = " (missed)" if goal is not None and taken > goal else ""
    return f"{taken:.1f} ms{missed}"


def main() -> None:
    """Measure what was asked for."""
    words = sys.argv[1:]
    count = next((int(word) for word in words if word.isdigit()), DEFAULT_COUNT)
    url = next((word for word in words if "://" in word), None)
    kept = Path(words[words.index("--keep") + 1]) if "--keep" in words else None
    measured = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = kept or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        measured["SQLite"] = run(folder / "archive.sqlite", folder, count)
        if url:
            measured["Postgres"] = run(url, folder, count)
    written = render(count, measured)
    print(written)
    if "--write" in words:
        write_part(f"archive {count}", written)


if __name__ == "__main__":
    main()
