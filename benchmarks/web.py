"""How long the pages and the API take, over an archive of made-up reports: from a request to the last byte, in one process.

``python -m benchmarks.web [COUNT] [--keep FOLDER] [--write]``. By default 10,000 reports; a folder that is kept is not
filled again. Measured is the processor time of our own process, which does all the work, whoever else is busy: with
SQLite the database too. The network and the server around it are not counted.
"""

import os
import platform
import sys
import tempfile
import time
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
from query.web.app import create_app
from storage.archive import Archive as KeptArchive
from storage.models import report
from storage.unit_of_work import read

ROUNDS = 21
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


def measure(client: TestClient) -> dict[str, tuple[int, list[float]]]:
    """Return the status and the milliseconds of every turn, the first of them left out."""
    taken: dict[str, tuple[int, list[float]]] = {}
    for asked in ASKED:
        status, turns = 0, []
        for number in range(ROUNDS + 1):
            began = time.process_time()
            status = client.get(asked.address.format(n=number * 17 + 1)).status_code
            turns.append((time.process_time() - began) * 1000)
            if turns[-1] > GOAL * 40:  # hopeless: three turns tell it as well
                turns = turns * 3
                break
        taken[asked.name] = (status, turns[1:])
        print(f"  {asked.name}  {status}  {median(turns[1:]):.1f} ms")
    return taken


def render(count: int, taken: dict[str, tuple[int, list[float]]]) -> str:
    """Write the table for docs/performance.md."""
    lines = [f"| asked, over {count:,} reports | p50 | p95 | goal: p95 <= {GOAL} ms |", "|---|---|---|---|"]
    for name, (status, turns) in taken.items():
        slow = quantiles(turns, n=20)[-1]
        judged = "met" if slow <= GOAL else "missed"
        told = judged if status == 200 else f"answers {status}"
        lines.append(f"| {name} | {median(turns):.1f} ms | {slow:.1f} ms | {told} |")
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    at = f"{datetime.now(UTC):%Y-%m-%d}, with {os.getloadavg()[0]:.0f} processes at work on {machine}"
    lines += ["", f"{ROUNDS} rounds, warm, processor time of one process, SQLite. {at}."]
    return "\n".join(lines)


def main() -> None:
    """Measure what was asked for."""
    words = sys.argv[1:]
    count = next((int(word) for word in words if word.isdigit()), DEFAULT_COUNT)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(words[words.index("--keep") + 1]) if "--keep" in words else Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        place = folder / "archive.sqlite"
        with KeptArchive.open(place, folder) as kept:
            held = read(
                kept.engine, lambda connection: connection.scalar(select(func.count()).select_from(report))
            )
            if held != count:
                make_archive(kept.engine, count, print)
        with TestClient(create_app(place, folder), raise_server_exceptions=False) as client:
            written = render(count, measure(client))
    print(written)
    if "--write" in words:
        write_part(f"web {count}", written)


if __name__ == "__main__":
    main()
