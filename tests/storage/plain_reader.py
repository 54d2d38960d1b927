"""A reader of a tiny made-up format, so that these tests stand on no parser.

A line ``key=12`` is a cell, ``section 一、总体情况: text`` a section, ``publisher``, ``year`` and
``kind`` are said by lines of these names, a line with ``#`` is page furniture. A body that begins
with ``%`` cannot be read; ``!`` makes the parser break. A cell below zero fails check R01.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from checks.outcome import Outcome, Severity, Verdict
from parsers.document import Document, Paragraph, Place, UnreadableDocument
from parsers.report import (
    Cell,
    Kind,
    Mark,
    Mention,
    ParsedReport,
    ParseHints,
    PrintedPublisher,
    Problem,
    ProblemKind,
    Section,
)
from storage.archive import Archive
from storage.capture import Capture, CaptureRole, CaptureVerdict, PublicationFacts
from storage.crawl import Crawl, CrawlVerdict, PortalFacts
from storage.reader import Reader

PORTAL = PortalFacts("linan", "杭州市临安区人民政府", "https://www.linan.gov.cn", "330112")
URL = "https://www.linan.gov.cn/art/2021/1/20/art_1.html"
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def report_body(new: int = 3, *, publisher: str = "昌化镇", year: int = 2020, furniture: str = "") -> bytes:
    """Write a report of one cell that counts, one blank and one absent."""
    return (
        f"publisher={publisher}\nyear={year}\nkind=report\nrequests.new@total={new}\n"
        f"requests.carried@total=\nsection 一、总体情况: 新收{new}件\n# {furniture}\n"
    ).encode()


def read_document(body: bytes, media_type: str | None, hints: ParseHints) -> Document:
    if body.startswith(b"%"):
        raise UnreadableDocument("a scan")
    lines = [line for line in body.decode().splitlines() if not line.startswith("#")]
    return Document(tuple(Paragraph(line, Place(block=block)) for block, line in enumerate(lines)))


def parse(body: bytes, media_type: str | None, hints: ParseHints) -> ParsedReport:
    if body.startswith(b"!"):
        raise RuntimeError("a fault of ours")
    said = {} if body.startswith(b"%") else dict(_lines(body))
    problems = [Problem(ProblemKind.UNREADABLE_DOCUMENT, "a scan")] if body.startswith(b"%") else []
    cells = tuple(_cell(key, text, n) for n, (key, text) in enumerate(said.items()) if "@" in key)
    if cells:
        cells += (Cell("requests.other@total", None, None, None, None, Mark.ABSENT, Place()),)
        problems.append(Problem(ProblemKind.CELLS_ABSENT, "no box", ("requests.other@total",)))
    name = said.get("publisher") or hints.unit
    is_resolved = name in {"昌化镇", "锦北街道"}
    publisher = PrintedPublisher(
        name, *((f"{name}人民政府", "town_government", f"linan-{name}") if is_resolved else ())
    )
    return ParsedReport(
        media_type=media_type or "text/plain",
        title=None,
        title_lines=(),
        publisher=publisher if name else None,
        year=int(said["year"]) if "year" in said else None,
        kind=Kind(said.get("kind", "other")),
        edition=None,
        form="2019" if cells else None,
        cells=cells,
        sections=tuple(
            Section("overview", *text.split(": "), Place()) for key, text in said.items() if key == "section"
        ),
        mentions=(Mention("requests.new", "3", "新收3件", Place()),) if cells else (),
        tables=(),
        headers=(),
        problems=tuple(problems),
    )


def run_checks(report: ParsedReport) -> tuple[Outcome, ...]:
    def judge(cell: Cell) -> Outcome:
        verdict = Verdict.FAILED if (cell.value or 0) < 0 else Verdict.PASSED
        return Outcome("R01", verdict, Severity.ERROR, cell.key, cell.value, Decimal(0), cells=(cell.key,))

    return tuple(judge(cell) for cell in report.cells if cell.mark is Mark.NUMBER)


PLAIN = Reader(parse, read_document, run_checks, release="1.0", fingerprint="plain")


def _lines(body: bytes) -> Iterator[tuple[str, str]]:
    for line in body.decode().splitlines():
        if line.startswith("section "):
            yield "section", line.removeprefix("section ")
        elif not line.startswith("#"):
            key, _, text = line.partition("=")
            yield key, text


def _cell(key: str, text: str, row: int) -> Cell:
    value = Decimal(text) if text else None
    return Cell(
        key, text, f" {text}", value, None, Mark.BLANK if value is None else Mark.NUMBER, Place(row=row)
    )


class Clock:
    """A clock that goes one second on whenever somebody looks at it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def fetched(body: bytes, *, day: int = 1, url: str = URL, **rest) -> Capture:
    rest.setdefault("headers", (("Content-Type", "text/html; charset=utf-8"), ("ETag", '"e1"')))
    return visit(CaptureVerdict.FETCHED, body=body, status=200, day=day, url=url, **rest)


def visit(
    verdict: CaptureVerdict, *, day: int = 1, url: str = URL, role=CaptureRole.PUBLICATION, **rest
) -> Capture:
    rest.setdefault("publication", PublicationFacts(title="2020年报告", unit="昌化镇", year=2020))
    return Capture(url=url, role=role, verdict=verdict, captured_at=NOON + timedelta(days=day), **rest)


def next_crawl(archive: Archive, arguments: dict[str, str] | None = None) -> Crawl:
    """Begin a crawl; arguments of its own keep it apart from other unfinished ones."""
    return archive.begin_crawl(PORTAL, "incremental", arguments or {}, "0.1.0")


def crawl_once(archive, *captures):
    """Record captures in a crawl of their own."""
    crawl = next_crawl(archive)
    recorded = [archive.record(crawl, capture) for capture in captures]
    archive.finish_crawl(crawl, CrawlVerdict.COMPLETE)
    return recorded
