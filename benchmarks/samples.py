"""The readers over real files that are not ours to commit: `make samples`.

    python -m benchmarks.samples --samples FOLDER     (default GONGKAI_SAMPLES, else ../shared/samples)

Prints a table of what is right, beside the goals that were once met. Exit 1 when one of them is missed;
0 where the samples are not there, and says so.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.sample_findings import NARRATIVE, mistakes
from parsers import convert
from parsers.document import Document, Table, UnreadableDocument
from parsers.forms.form import forms
from parsers.parse import parse, read_document
from parsers.report import Cell, Mark, ParseHints

PROJECT = Path(__file__).resolve().parent.parent
USUAL = PROJECT.parent / "shared" / "samples"
_WORD_95 = "word95err.doc"  # only LibreOffice reads it

# Decided by eye, in Word's own terms: here LibreOffice leaves out what Word prints, or writes anew what it holds.
_OURS_IS_RIGHT = {
    "AIOOB-Tap.doc": (2, "the bullets of a list are printed: “- MVI004”"),
    "Bug53380_1.doc": (1, "a tick of a symbol font is printed: √"),
    "TestSectionDictionary.doc": (
        1,
        "a field shows what Word stored; LibreOffice puts in the name of its own file",
    ),
}

Box = tuple[int, int, int, int, str]


@dataclass(frozen=True, slots=True)
class Sample:
    """One line of the table: ``goal`` is the share that was met once and must be met again."""

    name: str
    what: str
    right: int
    count: int
    goal: float
    wrong: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """The share that is right."""
        return self.right / self.count if self.count else 0.0

    @property
    def is_met(self) -> bool:
        """Whether the goal is met."""
        return self.share >= self.goal


def expected_cells(folder: Path, stem: str, suffix: str) -> Sample:
    """Compare a real report with its expected cells; a null is a blank box, never zero."""
    expected = json.loads((folder / f"{stem}.expected.json").read_text(encoding="utf-8"))
    report = parse((folder / f"{stem}.{suffix}").read_bytes())
    cells = {cell.key: cell for cell in report.cells}
    wrong = tuple(
        f"{key}: {value!r}, got {_shown(cells.get(key))}"
        for key, value in expected["cells"].items()
        if not _agrees(cells.get(key), value)
    )
    count = len(expected["cells"])
    return Sample(f"{stem}.{suffix}", "expected cells", count - len(wrong), count, 1.0, wrong)


def blank_form(folder: Path) -> Sample:
    """Count the boxes of a blank form that are found, each of them blank."""
    report = parse((folder / "20_blank_form_2021.docx").read_bytes())
    cells = {cell.key: cell for cell in report.cells}
    keys = [key for table in forms()["2021"].tables for key, _, _ in table.cells()]
    wrong = tuple(key for key in keys if key not in cells or cells[key].mark is not Mark.BLANK)
    return Sample(
        "20_blank_form_2021.docx", "boxes of the form", len(keys) - len(wrong), len(keys), 1.0, wrong
    )


def doc_tables(folder: Path) -> Sample:
    """Compare the tables of Word-written .doc files with what LibreOffice reads in them."""
    expected = json.loads((folder / "doc" / "tables_by_libreoffice.json").read_text(encoding="utf-8"))
    right = count = 0
    wrong: list[str] = []
    for name, tables in sorted(expected.items()):
        if name == _WORD_95:
            continue
        ours = [_boxes(table) for table in _tables(folder / "doc" / name)]
        of_file = missed = 0
        for table in tables:
            boxes = {_box(*box) for box in table}
            got = max(
                ours, key=lambda one: len(boxes & one), default=set()
            )  # a table more does not shift the rest
            of_file += len(boxes)
            missed += len(boxes - got)
        decided, why = _OURS_IS_RIGHT.get(name, (0, ""))
        right, count = right + of_file - max(missed - decided, 0), count + of_file
        if missed:
            wrong.append(
                f"{name}: {missed} of {of_file} cells" + (f", {decided} of them ours: {why}" * bool(decided))
            )
    return Sample("doc/*.doc", "cells as LibreOffice reads them", right, count, 0.99, tuple(wrong))


def word_95(folder: Path) -> Sample:
    """Compare the tables of a document of Word 95, converted, with what LibreOffice reads in them.

    Without LibreOffice the problem that names it is what is right. The expectation is LibreOffice's own: what
    is measured is that nothing is lost on the way through the conversion.
    """
    body = (folder / "doc" / _WORD_95).read_bytes()
    if not convert.is_here():
        told = [problem.message for problem in parse(body).problems]
        wrong = () if any(convert.EXTRA in message for message in told) else tuple(told)
        what = "told as not read: LibreOffice is NOT here, nothing was converted"
        return Sample(f"doc/{_WORD_95}", what, int(not wrong), 1, 1.0, wrong)
    expected = json.loads((folder / "doc" / "tables_by_libreoffice.json").read_text(encoding="utf-8"))
    document = read_document(body, hints=ParseHints(convert=True))
    ours = [_boxes(block) for block in document.blocks if isinstance(block, Table)]
    right = count = 0
    for table in expected[_WORD_95]:
        boxes = {_box(*box) for box in table}
        count += len(boxes)
        right += max((len(boxes & one) for one in ours), default=0)
    return Sample(f"doc/{_WORD_95}", f"cells, converted by {document.converter}", right, count, 0.99)


def ofd_files(folder: Path) -> Sample:
    """Count the real .ofd files that open."""
    wrong = tuple(_opened(sorted((folder / "ofd").glob("*.ofd"))))
    count = len(list((folder / "ofd").glob("*.ofd")))
    return Sample("ofd/*.ofd", "files opened", count - len(wrong), count, 1.0, wrong)


def findings(folder: Path) -> Sample:
    """Count the contradictions that are told as they were written down by hand."""
    count = sum(map(len, NARRATIVE.values()))
    wrong = tuple(mistakes(folder))
    return Sample("02, 06", "contradictions as expected", count - len(wrong), count, 1.0, wrong)


def _opened(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        try:
            read_document(path.read_bytes())
        except UnreadableDocument as error:
            yield f"{path.name}: {error}"


def _agrees(cell: Cell | None, expected: float | str | None) -> bool:
    if cell is None:
        return False
    if expected is None:
        return cell.mark is Mark.BLANK
    if isinstance(expected, str):
        return cell.text == expected
    return cell.mark is Mark.NUMBER and cell.value == Decimal(str(expected))


def _shown(cell: Cell | None) -> str:
    return "nothing" if cell is None else f"{cell.text!r} [{cell.mark}]"


def _tables(path: Path) -> list[Table]:
    try:
        document: Document = read_document(path.read_bytes())
    except UnreadableDocument:
        return []
    return [block for block in document.blocks if isinstance(block, Table)]


def _boxes(table: Table) -> set[Box]:
    return {_box(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells}


def _box(row: int, column: int, down: int, across: int, text: str) -> Box:
    return row, column, down, across, "".join(text.split())


_SAMPLES: tuple[Callable[[Path], Sample], ...] = (
    lambda folder: expected_cells(folder, "02_hongze_2024", "pdf"),
    lambda folder: expected_cells(folder, "06_shanghai_office_2019", "html"),
    findings,
    blank_form,
    doc_tables,
    word_95,
    ofd_files,
)


def main(arguments: list[str] | None = None) -> int:
    """Read the samples and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.samples", description="Real files, read")
    parser.add_argument(
        "--samples", type=Path, default=Path(os.environ.get("GONGKAI_SAMPLES") or USUAL), help="their folder"
    )
    parser.add_argument(
        "--wrong", type=int, default=5, help="how many wrong ones to show of each (default 5)"
    )
    asked: Any = parser.parse_args(arguments)
    if not asked.samples.is_dir():
        print(
            f"no samples in {asked.samples}: nothing was measured (--samples or GONGKAI_SAMPLES name another)"
        )
        return 0
    found = [read(asked.samples) for read in _SAMPLES]
    print("| sample | right | of | share | goal | |", "|---|---|---|---|---|---|", sep="\n")
    for one in found:
        verdict = "met" if one.is_met else "MISSED"
        print(
            f"| {one.name}: {one.what} | {one.right} | {one.count} | {one.share:.2%} | {one.goal:.0%} | {verdict} |"
        )
        for line in one.wrong[: asked.wrong]:
            print(f"    {line}")
    return int(not all(one.is_met for one in found))


if __name__ == "__main__":
    sys.exit(main())
