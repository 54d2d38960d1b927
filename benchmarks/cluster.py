"""Reading again on one process and on two: documents a second by format, what two processes gain, and memory.

    python -m benchmarks.cluster [--reports 60] [--rounds 3] [--on dask://host:8786] [--write]

An archive on a Postgres server of its own (extra ``postgres`` of tests), made-up reports in each format, read again by
the same parsers under another name: each version is read in a reader apart and found to say the same. *Parsing alone* is the
same documents without an archive: what the executor itself gains, beside a loop that only counts, which is the most that
the machine gives. Rounds are interleaved; the best of each is compared, as a busy machine only ever takes time away.
``--on`` adds a cluster, whose workers must see the same folders.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from sqlalchemy import update

from benchmarks.cluster_memory import watched
from benchmarks.cluster_tables import COUNTING, PARSING, Measured, Spent, formats_table, scaling_table
from benchmarks.cluster_tasks import count_up, parse_chunk
from benchmarks.docx import machine, say
from benchmarks.ingest import BEGAN, postgres
from benchmarks.page import write_part
from demo.corpus import LOOKS, Corpus, render_all
from demo.corpus.office import is_present
from parsers.parse import RELEASE
from storage.archive import Archive
from storage.capture import Capture, CaptureRole, CaptureVerdict, PublicationFacts
from storage.crawl import PortalFacts
from storage.executing import open_executor
from storage.models import parser
from storage.reread_scope import RereadScope
from storage.rereading import Reread

A = TypeVar("A")

SEED = 20261121
MADE = {"html": "html-mso", "docx": "docx-word-imitated", "xlsx": "xlsx-one-sheet", "ofd": "ofd-ruled"}
BY_OFFICE = {"pdf": "pdf-libreoffice", "doc": "doc-libreoffice"}
CHUNK = 10  # documents of a task, where they are parsed alone
TURNS = 8  # how often each is parsed, so that starting processes counts for little
STEPS = 10_000_000  # of a task that counts
COUNTS = 24  # such tasks


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


def reread(archive: Archive, suffix: str, where: str, spent: Spent) -> None:
    """Read all of one format again."""
    with archive.engine.begin() as connection:
        older = update(parser).where(parser.c.release == RELEASE)
        connection.execute(older.values(release=f"{RELEASE} of {time.monotonic_ns()}"))
    began = time.perf_counter()
    with watched() as peak, open_executor(where) as executor:
        tally = archive.reingest(RereadScope(portal_id=suffix), executor)
    spent.clock.append(time.perf_counter() - began)
    spent.megabytes = max(spent.megabytes, peak.megabytes)
    if tally.failures or tally.counts[Reread.CHANGED] or not tally.counts[Reread.SAME]:
        raise RuntimeError(f"not the same: {tally}")


def run_alone(task: Callable[[A], float], arguments: Sequence[A], where: str, spent: Spent) -> None:
    """Run tasks that tell their processor time."""
    began, processor = time.perf_counter(), 0.0
    with open_executor(where) as executor:
        for done in executor.run(task, arguments):
            if not done.result:
                raise RuntimeError(done.failure)
            processor += done.result
    spent.clock.append(time.perf_counter() - began)
    spent.processor.append(processor)


def scale(bodies: Sequence[bytes], places: Sequence[str], rounds: int, measured: Measured) -> None:
    """Measure what needs no archive, on every place in turn."""
    several = [*bodies] * TURNS
    chunks = [tuple(several[start : start + CHUNK]) for start in range(0, len(several), CHUNK)]
    for number in range(rounds):
        for where in places:
            say(f"round {number + 1}, {where}, alone ...")
            run_alone(parse_chunk, chunks, where, measured[PARSING, where])
            run_alone(count_up, [STEPS] * COUNTS, where, measured[COUNTING, where])


def measure(count: int, rounds: int, more: Sequence[str]) -> str:
    """Measure everything; return the tables."""
    reports = list(Corpus(SEED, faulty=0).reports(count))
    looks = MADE | (BY_OFFICE if is_present() else {})
    say("making documents ...")
    bodies = {suffix: render_all(reports, look) for suffix, look in looks.items() if look in LOOKS}
    places = ["local:1", "local:2", *more]
    measured: Measured = defaultdict(Spent)
    scale([*bodies["html"], *bodies["docx"]], places, rounds, measured)
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres(None) as new,
        Archive.open(new(), Path(folder)) as archive,
    ):
        say("filling the archive ...")
        fill(archive, bodies)
        for number in range(rounds):
            for where in places:
                say(f"round {number + 1}, {where} ...")
                for suffix in bodies:
                    reread(archive, suffix, where, measured[suffix, where])
    amounts = {PARSING: 2 * count * TURNS, COUNTING: COUNTS}
    return f"{formats_table(measured, bodies, count, places)}\n\n{scaling_table(measured, amounts, places)}"


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
    load = os.getloadavg()[0]
    written = measure(options.reports, options.rounds, options.on)
    told = (
        f"{options.reports} reports of each format, best of {options.rounds} rounds,"
        f" {time.strftime('%Y-%m-%d', time.gmtime())}, load {load:.0f} before"
    )
    page = f"{written}\n\n{told}: {machine()}."
    sys.stdout.write(f"{page}\n")
    if options.write:
        write_part("cluster", page)


if __name__ == "__main__":
    main()
