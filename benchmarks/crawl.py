"""What a crawl costs with all that it promises: beside bare Scrapy, beside aiohttp and parsel, and when nothing changed.

    python -m benchmarks.crawl [--articles 150] [--env FOLDER | --no-peer] [--write]

One portal of a calm province (`demo.province`), served from one core and crawled on the other. *Pages* are all
answers: lists, articles, files. Seconds count from the first request to the end of the process. *Kept* is a crawl as
users run it: WARC, blobs synced, ``synchronous=FULL``, one transaction a publication, documents read and checked.
"""

import argparse
import ctypes
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.docx import machine, peer_python, say
from benchmarks.page import write_part
from demo.province import HOSTS, Asked, Province

REPOSITORY = Path(__file__).resolve().parent.parent
PORTAL = "trs"
FILE = """title = "bench"
division_code = "{division}"
hosts = ["{host}"]
file_hosts = ["store.province.invalid"]
[[columns]]
url = "{column}"
"""
AIOHTTP, PARSEL = "aiohttp==3.14.5", "parsel==1.12.1"
SET_CHILD_SUBREAPER = 36  # prctl(2): processes whose parent ended become children of ours
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Run:
    """One crawl: what it asked for, how long it took by the clock, and of processor time."""

    name: str
    asked: tuple[Asked, ...]
    seconds: float
    processor: float

    @property
    def rate(self) -> float:
        """Pages a second."""
        return len(self.asked) / self.seconds

    def cells(self, bare: "Run") -> str:
        """Return its row of the table."""
        each = self.processor / len(self.asked)
        return (
            f"| {self.name} | {len(self.asked)} | {self.rate:.0f} | {self.rate / bare.rate:.2f} "
            f"| {1000 * each:.1f} | {1 / each:.0f} |"
        )


def run(
    name: str,
    province: Province,
    command: Sequence[str],
    environment: dict[str, str],
    core: int,
    *,
    python: str | Path = sys.executable,
) -> Run:
    """Run one crawl on one core and watch it from outside, its readers too; what it takes before its first request is left out."""
    province.forget_requests()
    process = subprocess.Popen(
        [str(python), "-m", *command],
        cwd=REPOSITORY,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),  # noqa: PLW1509  # the server's threads do not fork
    )
    while not province.requests and process.poll() is None:
        time.sleep(0.001)
    began, before = time.perf_counter(), _ticks(process.pid)
    told = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    processor = used.ru_utime + used.ru_stime - before + _time_of_orphans()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{name} ended with {process.returncode}: {told}")
    return Run(name, tuple(province.log), seconds, processor)


def _time_of_orphans() -> float:
    """Return the processor time of what the crawl had started and left to us: the server that readers are forked from."""
    total = 0.0
    while True:
        try:
            _, _, used = os.wait4(-1, 0)
        except ChildProcessError:
            return total
        total += used.ru_utime + used.ru_stime


def _ticks(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def measure(articles: int, peer: Path | None) -> tuple[list[Run], list[Run]]:
    """Crawl everything once in each way, and a second time when nothing has changed; ``peer`` is the Python of aiohttp."""
    if ctypes.CDLL(None, use_errno=True).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")
    server, client = sorted(os.sched_getaffinity(0))[:2]
    os.sched_setaffinity(0, {server})
    with tempfile.TemporaryDirectory() as folder, Province(articles=articles, is_calm=True) as province:
        portals = Path(folder) / "portals"
        portals.mkdir()
        text = FILE.format(
            host=HOSTS[PORTAL], column=province.column(PORTAL), division=province.division_code(PORTAL)
        )
        (portals / "bench.toml").write_text(text, encoding="utf-8")

        def ours(name: str, data: str, *options: str) -> Run:
            say(f"{name} ...")
            environment = {
                "GONGKAI_DATA": f"{folder}/{data}",
                "GONGKAI_ARCHIVE": f"{folder}/{data}/archive.sqlite",
            }
            command = ["scrapy", "crawl", "bench", "-a", f"origin={province.origin}"]
            return run(
                name, province, [*command, *options], {**environment, "GONGKAI_PORTALS": str(portals)}, client
            )

        kept = ours("kept, documents read in a worker", "apart")
        together = ours("kept, all in one process", "together", "-s", "GONGKAI_READS_APART=False")
        addresses = Path(folder) / "addresses"
        addresses.write_text("\n".join(f"{one.host} {one.target}" for one in kept.asked), encoding="utf-8")
        say("bare Scrapy ...")
        fetching = [str(addresses), province.origin]
        bare = run("bare Scrapy", province, ["benchmarks.bare_scrapy", *fetching], {}, client)
        others = []
        if peer is not None:
            name = f"{AIOHTTP} and {PARSEL}".replace("==", " ")
            say(f"{name} ...")
            others = [run(name, province, ["benchmarks.aiohttp_parsel", *fetching], {}, client, python=peer)]
        again = ours("again, nothing has changed", "together", "-s", "GONGKAI_READS_APART=False")
    return [bare, *others, kept, together, again], [together, again]


def table(runs: Sequence[Run]) -> str:
    """Render speed."""
    head = (
        "| crawl | pages | pages per second | ratio to bare | ms of processor time a page | portals of one core "
        "at 1 request/s |\n|---|---|---|---|---|---|"
    )
    return "\n".join([head, *(one.cells(runs[0]) for one in runs)])


def traffic(runs: Sequence[Run]) -> str:
    """Render what was asked for and sent."""
    head = "| crawl | requests | conditional | answered 304 | bytes of bodies |\n|---|---|---|---|---|"
    rows = [
        f"| {one.name} | {len(one.asked)} | {sum(each.is_conditional for each in one.asked)} "
        f"| {sum(each.status == 304 for each in one.asked)} | {sum(each.size for each in one.asked):,} |"
        for one in runs
    ]
    return "\n".join([head, *rows])


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crawl", description="What a crawl costs")
    parser.add_argument("--articles", type=int, default=150, help="rows of the list (default 150)")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    parser.add_argument(
        "--env", type=Path, help="folder of the peer's environment, kept (default: temporary)"
    )
    parser.add_argument("--no-peer", action="store_true", help="leave aiohttp out: needs no network")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        peer = None if asked.no_peer else peer_python(asked.env or Path(folder) / "peer", AIOHTTP, PARSEL)
        runs, twice = measure(asked.articles, peer)
    written = f"{table(runs)}\n\n{traffic(twice)}"
    sys.stdout.write(f"{machine()}\n{written}\n")
    if asked.write:
        day = time.strftime("%Y-%m-%d", time.gmtime())
        write_part(
            "crawl",
            f"{written}\n\nOne portal of {asked.articles} rows, {day}, load {os.getloadavg()[0]:.0f}: {machine()}.",
        )


if __name__ == "__main__":
    main()
