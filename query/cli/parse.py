"""`gongkai parse`: read files without an archive."""

from pathlib import Path
from typing import Annotated, Any

import typer

from parsers import convert, ocr
from query.cli.failures import FAILED, tells_failures
from query.cli.form_tables import write_findings, write_form
from query.cli.options import JsonOption
from query.cli.terminal import styled, write, write_error, write_json
from query.file_reading import read_file
from query.reading import reading_of
from storage.reader import Extras

EXAMPLES = (
    "gongkai parse 昌化镇2020.docx",
    "gongkai parse 昌化镇2020.docx --json",
    "gongkai parse *.docx --jsonl > reports.jsonl",
)


@tells_failures
def parse(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Reports: docx, HTML, PDF, text ...")
    ],
    *,
    as_json: JsonOption = False,
    as_jsonl: Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a line.")] = False,
    with_ocr: Annotated[
        bool, typer.Option("--ocr", help="Read tables that are pictures (needs an extra).")
    ] = False,
    with_convert: Annotated[
        bool, typer.Option("--convert", help="Let LibreOffice convert what only it reads, such as Word 95.")
    ] = False,
) -> None:
    """Read reports from files: cells, sections, problems of ours, and what the checks say.

    Needs neither archive nor network. A file that cannot be read makes the exit code 1.
    """
    if as_json and as_jsonl:
        message = "--json and --jsonl exclude each other"
        raise typer.BadParameter(message)
    if as_json and len(files) > 1:
        message = "--json takes one file; use --jsonl for several"
        raise typer.BadParameter(message)
    if with_ocr and not ocr.is_here():
        write_error(ocr.MISSING)
    if with_convert and not convert.is_here():
        write_error(convert.MISSING)
    is_failed = False
    for file in files:
        found = read_file(file, extras=Extras(ocr=with_ocr, convert=with_convert))
        if as_json or as_jsonl:
            write_json(found.document, is_one_line=as_jsonl)
        elif not found.failure:
            write_summary(found.document)
        if found.failure:
            write_error(f"{file}: {found.failure}")
            is_failed = True
    if is_failed:
        raise typer.Exit(FAILED)


def write_summary(document: dict[str, Any]) -> None:
    """Print what a person wants to know of one file."""
    reading = reading_of(document)
    write(styled((document["file"], "bold")))
    write(f"  title      {' '.join((reading.title or '—').split())}")
    write(f"  publisher  {_publisher(document)}")
    write(f"  year       {reading.year or '—'}   kind {reading.kind.value}   form {reading.form or '—'}")
    write(
        f"  read       {reading.readable_cell_count} of {len(reading.cells)} cells, "
        f"{len(reading.sections)} sections, {len(reading.mentions)} mentions, "
        f"{len(reading.findings)} findings, {len(reading.problems)} problems"
    )
    write_form(reading)
    if reading.findings:
        write()
        write("Findings (the report contradicts itself)", "bold")
        write_findings(reading.findings)
    write_problems(document)


def write_problems(document: dict[str, Any]) -> None:
    """Print what we could not read."""
    if not document["problems"]:
        return
    write()
    write("Problems (what we could not read)", "bold")
    for problem in document["problems"]:
        keys = f"  ({len(problem['keys'])} cells in doubt)" if problem["keys"] else ""
        write(styled("  ", (problem["kind"], "yellow"), f"  {problem['message']}{keys}"))


def _publisher(document: dict[str, Any]) -> str:
    publisher = document["publisher"]
    if not publisher:
        return "—"
    canonical = publisher["canonical"] or "not resolved"
    return f"{publisher['printed']} ({canonical})"
