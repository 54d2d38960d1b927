"""Our readers beside peers, format by format, on the same files in one run.

    python -m benchmarks.formats                     prints the table
    python -m benchmarks.formats --write             and writes it into docs/performance.md; rows of other formats stay
    python -m benchmarks.formats --formats html,pdf --no-peers

Peers are installed into an environment of their own (--env FOLDER keeps it). Compared are medians of
processor time over interleaved rounds, and the boxes of tables that each reader gave right.
"""

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.contender import Contender
from benchmarks.docx import machine, peer_python, say
from benchmarks.office_batch import seconds_of_batch
from benchmarks.page import read_part, write_part
from benchmarks.pictures import draw_pages
from benchmarks.rows import right_boxes
from demo.corpus import Corpus, Report, render_all
from demo.corpus.office import OfficeMissing

REPOSITORY = Path(__file__).resolve().parent.parent
SEED = 4242
OURS = "ours"
PEERS = {  # name: (module, requirements, formats)
    "pandas": ("pandas_tables", ("pandas==3.0.3", "lxml", "openpyxl==3.1.5"), ("html", "xlsx")),
    "pdfplumber": ("pdfplumber_tables", ("pdfplumber==0.11.10",), ("pdf",)),
    "markitdown": (
        "markitdown_tables",
        ("markitdown[docx,pdf,xlsx]==0.1.8",),
        ("html", "docx", "pdf", "xlsx"),
    ),
    "docling-rs": ("docling_rs_tables", ("docling-rs==2.52.7",), ("html", "docx", "doc", "rtf", "odt")),
    "img2table": ("img2table_tables", ("img2table==2.0.0", "rapidocr==3.10.0", "onnxruntime"), ("png",)),
}
FORMATS = {  # suffix: look
    "html": "html-mso",
    "docx": "docx-word-imitated",
    "doc": "doc-libreoffice",
    "rtf": "rtf-libreoffice",
    "odt": "odt-libreoffice",
    "pdf": "pdf-libreoffice",
    "xlsx": "xlsx-one-sheet",
    "png": "pdf-libreoffice",  # drawn
}
_SLOW = frozenset({"png"})  # seconds for each: few files, few rounds
_HEADINGS = (
    "| format | reader | version | ms per document | ours / theirs | goal | boxes right | measured, rounds |",
    "|---|---|---|---|---|---|---|---|",
)
GOALS = {  # (format, peer): most time, ours over theirs (issue 3)
    ("html", "pandas"): 0.4,
    ("docx", "docling-rs"): 0.6,
    ("doc", "docling-rs"): 0.3,
    ("doc", "LibreOffice"): 0.05,
    ("pdf", "pdfplumber"): 0.12,
    ("png", "img2table"): 0.5,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One reader on one format: seconds for all files, and the boxes it gave right."""

    format: str
    reader: str
    version: str
    seconds: float
    right: int | None
    count: int
    ours: float  # seconds of ours

    @property
    def ratio(self) -> float:
        """Our time over theirs."""
        return self.ours / self.seconds

    def cells(self, files: int, run: str) -> str:
        """Write the line of the table; ``run`` says when it was measured, in how many rounds."""
        goal = GOALS.get((self.format, self.reader))
        verdict = "" if goal is None else f"<= {goal} ({'met' if self.ratio <= goal else 'missed'})"
        right = "—" if self.right is None else f"{self.right / self.count:.1%}"
        ratio = "1" if self.reader == OURS else f"{self.ratio:.2f}"
        return (
            f"| {self.format} | {self.reader} | {self.version} | {self.seconds / files * 1000:.1f} | {ratio} "
            f"| {verdict} | {right} | {run} |"
        )


def measure(name: str, reports: Sequence[Report], pythons: dict[str, Path], rounds: int) -> Iterator[Line]:
    """Make the files of a format, run every reader of it in interleaved rounds, and compare."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        bodies = render_all(list(reports), FORMATS[name])
        bodies = [draw_pages(body) for body in bodies] if name == "png" else bodies
        for report, body in zip(reports, bodies, strict=True):
            (folder / f"{report.name}.{name}").write_bytes(body)
        readers = [
            OURS,
            *(peer for peer, (_, _, known) in PEERS.items() if name in known and peer in pythons),
        ]
        contenders: list[Contender] = []
        try:
            contenders += [_start(reader, pythons[reader], folder, name) for reader in readers]
            for _ in range(rounds):
                for contender in contenders:
                    contender.run()
        finally:
            for contender in contenders:
                contender.stop()
        ours = contenders[0].middle
        for contender in contenders:
            right, count = _score(reports, folder / f"{contender.name}.rows")
            yield Line(name, contender.name, contender.version, contender.middle, right, count, ours)
        program = shutil.which("soffice")
        if name == "doc" and program:
            seconds = statistics.median(seconds_of_batch(program, folder, name) for _ in range(3))
            yield Line(name, "LibreOffice", "one batch", seconds, None, 0, ours)


def _start(reader: str, python: Path, folder: Path, name: str) -> Contender:
    module = "ours_tables" if reader == OURS else PEERS[reader][0]
    rows = str(folder / f"{reader}.rows")
    command = [str(python), "-m", f"benchmarks.readers.{module}", str(folder), "-1", name, rows]
    return Contender.start(reader, "boxes", command, REPOSITORY)


def _score(reports: Sequence[Report], found: Path) -> tuple[int, int]:
    """Add up the right boxes; the documents of a reader come in the order of their names."""
    documents = json.loads(found.read_text(encoding="utf-8"))
    pairs = zip(sorted(reports, key=lambda report: report.name), documents, strict=True)
    scores = [right_boxes(report, rows) for report, rows in pairs]
    return sum(right for right, _ in scores), sum(count for _, count in scores)


def rows_of(lines: Sequence[Line], files: int, rounds: int) -> Iterator[str]:
    """Render what was measured, one row a reader and format."""
    day = time.strftime("%Y-%m-%d", time.gmtime())
    for line in lines:
        yield line.cells(_files(line.format, files), f"{day}, {_rounds(line.format, rounds)}")


def table(rows: Sequence[str], written: str = "") -> str:
    """Put rows under their headings; of what is written those of formats that were not measured stay."""
    measured = {_format(row) for row in rows}
    kept = [row for row in written.splitlines() if _format(row) in FORMATS.keys() - measured]
    order = list(FORMATS)
    return "\n".join([*_HEADINGS, *sorted([*kept, *rows], key=lambda row: order.index(_format(row)))])


def _format(row: str) -> str:
    return row.split("|")[1].strip() if row.startswith("|") else ""


def _files(name: str, files: int) -> int:
    return min(files, 2) if name in _SLOW else files


def _rounds(name: str, rounds: int) -> int:
    return min(rounds, 3) if name in _SLOW else rounds


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.formats", description="Formats, beside peers")
    parser.add_argument("--formats", default=",".join(FORMATS), help="with commas between (default: all)")
    parser.add_argument("--reports", type=int, default=8, help="files of each format (default 8)")
    parser.add_argument("--rounds", type=int, default=9, help="interleaved rounds (default 9)")
    parser.add_argument(
        "--env", type=Path, help="folder of the peers' environment, kept (default: temporary)"
    )
    parser.add_argument("--no-peers", action="store_true", help="ours alone: needs no network")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    asked = parser.parse_args()
    reports = list(Corpus(SEED, faulty=0).reports(asked.reports))
    pythons = {OURS: Path(sys.executable)}
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as folder:
        if not asked.no_peers:
            for peer, (_, requirements, _) in PEERS.items():
                pythons[peer] = peer_python(asked.env or Path(folder) / "peers", *requirements)
        for name in asked.formats.split(","):
            say(f"{name} ...")
            some = reports[: _files(name, len(reports))]
            try:
                lines += measure(name, some, pythons, _rounds(name, asked.rounds))
            except OfficeMissing as missing:
                say(f"{name}: not measured, {missing}")
    rows = list(rows_of(lines, len(reports), asked.rounds))
    print(machine(), table(rows), sep="\n")
    if asked.write:
        whole = table(rows, read_part("formats"))
        write_part("formats", f"{whole}\n\nMedians of processor time, the last run on: {machine()}.")


if __name__ == "__main__":
    main()
