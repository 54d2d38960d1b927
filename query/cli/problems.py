"""`gongkai problems`: what we could not read, by kind, portal, format and layout."""

from pathlib import Path
from typing import Annotated

import typer

from parsers.report import ProblemKind
from query.cli.csv_lines import write_lines
from query.cli.failures import FAILED, tells_failures
from query.cli.options import ArchiveOption, CsvOption, JsonOption, one_format, open_archive
from query.cli.terminal import counted, styled, write, write_error, write_json, write_table
from query.file_reading import read_file
from query.problems import ProblemGroup, ProblemSearch, ReadDocument, count_problems
from query.refusals import refuse_unknown_format
from query.tables import table_of_problems
from storage.reader import house_reader

HEADS = ("kind", "portal", "format", "layout", "problems", "documents", "cells")

EXAMPLES = (
    "gongkai problems",
    "gongkai problems --kind row_unmatched --portal linan",
    "gongkai problems --json *.docx",
)


@tells_failures
def problems(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="Read these files instead of an archive.")
    ] = None,
    *,
    kind: Annotated[ProblemKind | None, typer.Option("--kind", help="Only problems of this kind.")] = None,
    portal: Annotated[str | None, typer.Option("--portal", help="Only of this portal: linan.")] = None,
    file_format: Annotated[
        str | None, typer.Option("--format", help="Only in this format: docx, html, pdf ...")
    ] = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Count what we could not read, with examples: the list to work through after a crawl.

    A layout is a short name for how a report prints its headings and tables: what is alike is mended by one change.
    """
    one_format(as_json=as_json, as_csv=as_csv)
    search = ProblemSearch(kind.value if kind else None, portal, file_format)
    if file_format is not None:
        refuse_unknown_format(file_format)
    if files:
        groups, is_missing = _of_files(files, search)
    else:
        is_missing = False
        with open_archive(context, archive) as opened:
            groups = opened.problems(search)
    if as_json:
        write_json({"problems": groups})
    elif as_csv:
        write_lines(table_of_problems(groups))
    else:
        _write_groups(groups)
    if is_missing:
        raise typer.Exit(FAILED)


def _of_files(files: list[Path], search: ProblemSearch) -> tuple[tuple[ProblemGroup, ...], bool]:
    reader = house_reader()
    is_missing = False
    documents = []
    for path in files:
        found = read_file(path, reader=reader)
        if found.document["sha256"] is None:
            write_error(f"{path}: {found.failure}")
            is_missing = True
        documents.append(ReadDocument(found.document, str(path)))
    return count_problems(documents, search), is_missing


def _write_groups(groups: tuple[ProblemGroup, ...]) -> None:
    if not groups:
        write("No problems.", "dim")
        return
    write_table(
        HEADS,
        (
            (
                one.kind,
                one.portal_id or "—",
                one.format,
                one.layout,
                one.problem_count,
                one.document_count,
                one.cell_count,
            )
            for one in groups
        ),
        numbers="problems documents cells",
    )
    for one in groups:
        write()
        write(styled((f"{one.kind} {one.format} {one.layout}", "bold")))
        for example in one.examples:
            place = " ".join(f"{name} {value}" for name, value in example.place.items() if name != "box")
            write(styled(f"  {example.where}  ", (place, "dim"), f"  {example.message}"))
    write(counted(len(groups), "group"), "dim")
