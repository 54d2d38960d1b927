"""How long the pages and the API take, over an archive of made-up reports: from a request to the last byte, in one process.

``python -m benchmarks.web [COUNT] [URL] [--keep FOLDER] [--write]``. By default 10,000 reports; a folder that is kept, or a
database at the URL, is not filled again. Measured on SQLite is the processor time of our own process, which does all the work,
whoever else is busy; on Postgres, with a URL, the clock. The network and the server around it are not counted.

*Warm* is while nothing is written: answers that take long are remembered then. *After a change* nothing is remembered, as
when a crawl has just written.
"""

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote

from fastapi.testclient import TestClient
from sqlalchemy import func, select

from benchmarks.made_archive import make_archive
from benchmarks.made_rows import FREQUENT, RARE, key_of
from benchmarks.page import write_part
from query.archive import Archive
from query.charts import svg_of
from query.web.app import create_app
from storage.archive import Archive as KeptArchive
from storage.models import report
from storage.unit_of_work import read

ROUNDS, AFTER_A_CHANGE = 21, 5
GOAL = 50  # milliseconds, 95 of 100, at 100,000 reports
DEFAULT_COUNT = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, with ``{n}`` in its address for another publisher at every turn."""

    name: str
    address: str


KEY = quote(key_of(1), safe="@")
ASKED = (
    Asked("page: reports", "/"),
    Asked("page: reports of a year", "/?year=2020"),
    Asked("page: a report", "/r/bench-{n}/2020"),
    Asked("page: a version", "/r/bench-{n}/2020/1v1"),
    Asked("page: a cell", f"/r/bench-{{n}}/2020/cell/{KEY}"),
    Asked("page: full text, frequent", f"/search?q={quote(FREQUENT)}"),
    Asked("page: full text, rare", f"/search?q={quote(RARE)}"),
    Asked("page: a figure over the years", f"/explore?figure={KEY}"),
    Asked("its chart", f"/explore.svg?figure={KEY}"),
    Asked("page: a figure by province", f"/explore?figure={KEY}&by=province"),
    Asked("its chart, twelve lines", f"/explore.svg?figure={KEY}&by=province"),
    Asked("page: findings", "/findings"),
    Asked("page: findings of a check", "/findings?check=R01"),
    Asked("page: publishers", "/publishers"),
    Asked("page: a publisher", "/publishers/bench-{n}"),
    Asked("page: portals", "/portals"),
    Asked("page: a portal", "/portals/bench"),
    Asked("page: coverage", "/coverage"),
    Asked("page: coverage of a portal", "/coverage/bench"),
    Asked("page: changes", "/changes"),
    Asked("page: codebook", "/codebook"),
    Asked("API: reports", "/api/v1/reports"),
    Asked("API: reports after a cursor", "/api/v1/reports?cursor=WyJiZW5jaC01MDAiLDIwMThd"),
    Asked("API: reports of a year", "/api/v1/reports?first_year=2020&last_year=2020"),
    Asked("API: reports with a finding", "/api/v1/reports?finding=R01"),
    Asked("API: a report", "/api/v1/reports/bench-{n}/2020"),
    Asked("API: its cells", "/api/v1/reports/bench-{n}/2020/cells"),
    Asked("API: a report by a printed name", "/api/v1/reports/第{n}镇人民政府/2020/versions"),
    Asked("API: findings", "/api/v1/findings"),
    Asked("API: findings of a check", "/api/v1/findings?check=R01"),
    Asked("API: changes", "/api/v1/changes"),
    Asked("API: publishers", "/api/v1/publishers"),
    Asked("API: full text", f"/api/v1/search?q={quote(FREQUENT)}"),
    Asked("API: an indicator by year", f"/api/v1/indicator?key={KEY}"),
    Asked("API: a series", f"/api/v1/series?figure={KEY}"),
    Asked("API: coverage", "/api/v1/coverage?portal=bench"),
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was answered, and the milliseconds of every turn: ``first`` with nothing remembered."""

    status: int
    turns: list[float]
    first: list[float]


def measure(client: TestClient, clock: Callable[[], float]) -> dict[str, Taken]:
    """Ask everything in turn."""
    archive: Archive = client.app.state.archive  # type: ignore[attr-defined]

    def ask(asked: Asked, number: int) -> tuple[int, float]:
        began = clock()
        status = client.get(asked.address.format(n=number * 17 + 1)).status_code
        return status, (clock() - began) * 1000

    taken: dict[str, Taken] = {}
    for asked in ASKED:
        ask(asked, 0)
        first = []
        for number in range(AFTER_A_CHANGE):
            archive.forget()
            svg_of.cache_clear()
            first.append(ask(asked, number + 1)[1])
        told = [ask(asked, number) for number in range(ROUNDS)]
        taken[asked.name] = Taken(told[0][0], [milliseconds for _, milliseconds in told], first)
        print(f"  {asked.name}  {median(taken[asked.name].turns):.1f} ms, {median(first):.1f} ms")
    return taken


def render(count: int, measured: dict[str, dict[str, Taken]]) -> str:
    """Write the table for docs/performance.md."""
    heads = [f"{name}: p50, p95 | after a change" for name in measured]
    lines = [
        f"| asked, over {count:,} reports | {' | '.join(heads)} |",
        f"|---|{'---|---|' * len(measured)}",
    ]
    for asked in ASKED:
        told = " | ".join(_told(taken[asked.name]) for taken in measured.values())
        lines.append(f"| {asked.name} | {told} |")
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    at = f"{datetime.now(UTC):%Y-%m-%d}, with {os.getloadavg()[0]:.0f} processes at work on {machine}"
    how = f"Milliseconds of {ROUNDS} rounds, warm, and the median of {AFTER_A_CHANGE} after a change; goal: p95 <= {GOAL}."
    clocks = "Of SQLite processor time of one process, of Postgres elapsed time."
    return "\n".join([*lines, "", f"{how} {clocks} {at}."])


def _told(taken: Taken) -> str:
    slow = quantiles(taken.turns, n=20)[-1]
    judged = f"answers {taken.status}" if taken.status != 200 else "met" if slow <= GOAL else "missed"
    return f"{median(taken.turns):.1f}, {slow:.1f} ({judged}) | {median(taken.first):.1f}"


def run(place: str | Path, folder: Path, count: int) -> dict[str, Taken]:
    """Fill an archive unless it is full, and measure."""
    with KeptArchive.open(place, folder) as kept:
        held = read(
            kept.engine, lambda connection: connection.scalar(select(func.count()).select_from(report))
        )
        if held != count:
            make_archive(kept.engine, count, print)
        clock = time.process_time if kept.engine.dialect.name == "sqlite" else time.perf_counter
    with TestClient(create_app(place, folder), raise_server_exceptions=False) as client:
        return measure(client, clock)


def main() -> None:
    """Measure what was asked for."""
    words = sys.argv[1:]
    count = next((int(word) for word in words if word.isdigit()), DEFAULT_COUNT)
    url = next((word for word in words if "://" in word), None)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(words[words.index("--keep") + 1]) if "--keep" in words else Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        measured = {"SQLite": run(folder / "archive.sqlite", folder, count)}
        if url:
            measured["Postgres"] = run(url, folder, count)
    written = render(count, measured)
    print(written)
    if "--write" in words:
        write_part(f"web {count}", written)


if __name__ == "__main__":
    main()
