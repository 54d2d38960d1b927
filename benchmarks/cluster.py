"""Reading again on one process and on two: documents a second by format, what two gain, and memory at its peak.

    python -m benchmarks.cluster [--reports 60] [--on dask://host:8786] [--write]

An archive on a Postgres server of its own (extra ``postgres`` of tests), made-up reports in each format, read again by
the same parsers under another name: each version is read in a reader apart and found to say the same. *Parsing alone* is the
same documents without an archive: what the executor itself gains. Rounds are interleaved; the best of each is compared, as
a busy machine only ever takes time away. ``--on`` adds a cluster, whose workers must see the same folders.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import update

from benchmarks.docx import machine, say
from benchmarks.ingest import BEGAN, postgres
from benchmarks.page import write_part
from demo.corpus import LOOKS, Corpus, render_all
from demo.corpus.office import is_present
from parsers.parse import RELEASE, parse
from parsers.report import ParseHints
from storage.archive import Archive
from storage.capture import Capture, CaptureRole, CaptureVerdict, PublicationFacts
from storage.crawl import PortalFacts
from storage.executing import open_executor
from storage.models import parser
from storage.reread_scope import RereadScope
from storage.rereading import Reread

SEED = 20261121
MADE = {"html": "html-mso", "docx": "docx-word-imitated", "xlsx": "xlsx-one-sheet", "ofd": "ofd-ruled"}
BY_OFFICE = {"pdf": "pdf-libreoffice", "doc": "doc-libreoffice"}
PARSING = "parsing alone, html and docx"
GOAL = 1.6
CHUNK = 10  # documents of a task, where they are parsed alone


def parse_chunk(bodies: Sequence[bytes]) -> int:
    """Parse documents; return how many cells they have."""
    return sum(len(parse(body, None, ParseHints()).cells) for body in bodies)


def fill(archive: Archive, bodies: dict[str, list[bytes]]) -> None:
    """Keep the documents, those of each format on a portal of its own."""
    for suffix, these in bodies.items():
        facts = PortalFacts(suffix, suffix, "https://www.example.org", "330112")
        crawl = archive.begin_crawl(facts, "bench", {}, "0")
        for number, body in enumerate(these):
            archive.record(
                crawl,
                Capture(
                    url=f"https://www.example.org/{number}.{suffix}",
                    captured_at=BEGAN,
                    verdict=CaptureVerdict.FETCHED,
                    role=CaptureRole.PUBLICATION,
                    status=200,
                    body=body,
                    publication=PublicationFacts(title="报告"),
                ),
            )


def reread(archive: Archive, suffix: str, where: str) -> float:
    """Read all of one format again; return the seconds."""
    with archive.engine.begin() as connection:
        older = update(parser).where(parser.c.release == RELEASE)
        connection.execute(older.values(release=f"{RELEASE} of {time.monotonic_ns()}"))
    began = time.perf_counter()
    with open_executor(where) as executor:
        tally = archive.reingest(RereadScope(portal_id=suffix), executor)
    if tally.failures or tally.counts[Reread.CHANGED] or not tally.counts[Reread.SAME]:
        raise RuntimeError(f"not the same: {tally}")
    return time.perf_counter() - began


def parse_alone(bodies: Sequence[bytes], where: str) -> float:
    """Parse documents on an executor whose processes have begun; return the seconds."""
    chunks = [tuple(bodies[start : start + CHUNK]) for start in range(0, len(bodies), CHUNK)]
    began = time.perf_counter()
    with open_executor(where) as executor:
        for done in executor.run(parse_chunk, chunks):
            if not done.result:
                raise RuntimeError(done.failure)
    return time.perf_counter() - began


@contextmanager
def peaks() -> Iterator[dict[str, int]]:
    """Watch the processes of our group: the most that any of each kind took, in MB."""
    found: dict[str, int] = defaultdict(int)
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.2):
            for folder in Path("/proc").glob("[0-9]*"):
                _look(folder, found)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield found
    finally:
        done.set()
        thread.join()


def _look(folder: Path, found: dict[str, int]) -> None:
    try:
        pid = int(folder.name)
        if os.getpgid(pid) != os.getpgrp():
            return
        status = (folder / "status").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return  # it ended meanwhile
    facts = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    if "VmHWM" in facts:
        kind = "the program" if pid == os.getpid() else "largest of its processes"
        found[kind] = max(found[kind], int(facts["VmHWM"].split()[0]) // 1024)


def measure(count: int, rounds: int, more: Sequence[str]) -> str:
    """Measure everything; return the tables."""
    reports = list(Corpus(SEED, faulty=0).reports(count))
    looks = MADE | (BY_OFFICE if is_present() else {})
    say("making documents ...")
    bodies = {suffix: render_all(reports, look) for suffix, look in looks.items() if look in LOOKS}
    places = ["local:1", "local:2", *more]
    seconds: dict[tuple[str, str], list[float]] = defaultdict(list)
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres(None) as new,
        Archive.open(new(), Path(folder)) as archive,
        peaks() as memory,
    ):
        say("filling the archive ...")
        fill(archive, bodies)
        for number in range(rounds):
            for where in places:
                say(f"round {number + 1}, {where} ...")
                for suffix in bodies:
                    seconds[suffix, where].append(reread(archive, suffix, where))
                both = [*bodies["html"], *bodies["docx"]]
                seconds[PARSING, where].append(parse_alone(both, where))
    counts = dict.fromkeys(bodies, count) | {PARSING: 2 * count}
    return f"{table(seconds, counts, places)}\n\nMemory at its peak: {', '.join(f'{kind} {size} MB' for kind, size in sorted(memory.items()))}."


def table(seconds: dict[tuple[str, str], list[float]], counts: dict[str, int], places: Sequence[str]) -> str:
    """Render documents a second, and what two processes gain."""
    head = f"| documents a second | {' | '.join(places)} | gain of two |\n|---|{'---|' * (len(places) + 1)}"
    rows = [head]
    for what, count in counts.items():
        rates = [count / min(seconds[what, where]) for where in places]
        gain = f"{rates[1] / rates[0]:.2f}"
        if what == PARSING:
            gain += f" (goal >= {GOAL}, {'met' if rates[1] >= GOAL * rates[0] else 'missed'})"
        rows.append(f"| {what} | {' | '.join(f'{rate:.0f}' for rate in rates)} | {gain} |")
    return "\n".join(rows)


def main() -> None:
    """Read the arguments and run."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description="Reading again")
    asked.add_argument("--reports", type=int, default=60, help="documents of each format (default 60)")
    asked.add_argument("--rounds", type=int, default=3, help="interleaved rounds (default 3)")
    asked.add_argument(
        "--on", action="append", default=[], metavar="WHERE", help="a cluster, beside local ones"
    )
    asked.add_argument("--write", action="store_true", help="write docs/performance.md")
    options = asked.parse_args()
    if os.getpid() != os.getpgrp():
        os.setpgid(0, 0)  # so that our processes are told from those of others
    written = measure(options.reports, options.rounds, options.on)
    sys.stdout.write(f"{machine()}\n{written}\n")
    if options.write:
        day, load = time.strftime("%Y-%m-%d", time.gmtime()), os.getloadavg()[0]
        told = f"{options.reports} reports of each format, best of {options.rounds} rounds, {day}, load {load:.0f}"
        write_part("cluster", f"{written}\n\n{told}: {machine()}.")


if __name__ == "__main__":
    main()
