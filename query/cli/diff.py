"""`gongkai diff`: what changed between two versions of a report."""

from typing import Annotated

import typer
from rich.text import Text

from query.answers import VersionAnswer
from query.cli.failures import tells_failures
from query.cli.options import ArchiveOption, JsonOption, PublisherOption, YearOption, open_archive
from query.cli.terminal import minute, styled, write, write_json, write_table
from query.diff import CellChange, ClauseChange, ReportDiff
from query.other_changes import Rows

EXAMPLES = (
    "gongkai diff --publisher 昌化镇 --year 2020",
    "gongkai diff --publisher 昌化镇 --year 2020 --old 1v1 --new 2v1",
)


@tells_failures
def diff(
    context: typer.Context,
    *,
    publisher: PublisherOption,
    year: YearOption,
    old: Annotated[str | None, typer.Option("--old", metavar="VERSION", help="1v1: see versions.")] = None,
    new: Annotated[str | None, typer.Option("--new", metavar="VERSION", help="1v2: see versions.")] = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compare two versions of a report: cells, sections, other tables, findings, files. By default the last two.

    Differences of such kinds are no one list, so there is no --csv: `gongkai changed --csv` gives changed figures.
    """
    with open_archive(context, archive) as opened:
        before, after, found = opened.diff(publisher, year, old, new)
    if as_json:
        write_json({"old": before, "new": after, "diff": found})
        return
    write(styled((f"{_version(before)}  →  {_version(after)}", "bold")))
    if found.is_empty:
        write("Nothing changed that we read.")
        return
    _write_changes(found)


def _write_changes(found: ReportDiff) -> None:
    if found.old_title != found.new_title:
        write(f"title {found.old_title or '—'}  →  {found.new_title or '—'}")
    if found.old_form != found.new_form:
        write(f"form {found.old_form or '—'}  →  {found.new_form or '—'}")
    if found.cells:
        write()
        write(f"Cells: {len(found.cells)}", "bold")
        write_table(
            ("key", "old", "new", "label"),
            (
                (
                    cell.key,
                    styled((old, "red")),
                    styled((new, "green")),
                    cell.label_zh,
                )
                for cell in found.cells
                for old, new in [printed_sides(cell)]
            ),
            numbers="old new",
        )
    for section in found.sections:
        write()
        heading = section.new_heading or section.old_heading or ""
        was = f"  (was {section.old_heading})" if section.old_heading not in {heading, None} else ""
        write(f"{heading}{was}", "bold")
        for change in section.changes:
            _write_clauses(change)
    _write_other_changes(found)
    if found.findings:
        write()
        write(f"Findings: {len(found.findings)}", "bold")
    for finding in found.findings:
        gone, come = finding.old is not None, finding.new is not None
        sign, style = ("~", "yellow") if gone and come else ("+", "red") if come else ("-", "green")
        write(styled((f"{sign} {finding.check}", style), f"  {finding.message_zh}"))
    for file in found.files:
        write()
        old, new = ((digest or "—")[:12] for digest in (file.old_sha256, file.new_sha256))
        write(f"{file.role}  {file.url}  {old}  →  {new}")


def _write_other_changes(found: ReportDiff) -> None:
    if found.rows:
        write()
        write("Other tables", "bold")
    for rows in found.rows:
        _write_rows("- ", rows.old, "red")
        _write_rows("+ ", rows.new, "green")
    if found.mentions:
        write()
        write(f"Numbers in the text: {len(found.mentions)}", "bold")
    for one in found.mentions:
        sign, style = ("- ", "red") if one.new is None else ("+ ", "green")
        write(
            styled((sign, style), f"{one.key}  {one.old or one.new}  ", (one.quote.replace("\n", " "), "dim"))
        )


def _write_rows(sign: str, rows: Rows, style: str) -> None:
    for row in rows:
        write(styled((f"{sign}{' | '.join(row)}".replace("\n", " "), style)))


def _write_clauses(change: ClauseChange) -> None:
    """Print a changed clause as it was and as it is; where both stand, the changed characters stand out."""
    old, new = styled(("- ", "red")), styled(("+ ", "green"))
    if change.characters:
        for operation, gone, come in change.characters:
            is_same = operation == "equal"
            old.append(_line(gone, "red" if is_same else "bold red reverse"))
            new.append(_line(come, "green" if is_same else "bold green reverse"))
    else:
        old.append(_line(change.old, "red"))
        new.append(_line(change.new, "green"))
    for text, line in ((change.old, old), (change.new, new)):
        if text:
            write(line)


def _line(text: str, style: str) -> Text:
    return styled((text.replace("\n", " "), style))


def printed_sides(cell: CellChange) -> tuple[str, str]:
    """Write both sides of a cell as printed; with their units, where these are not the same."""
    return (
        _printed(cell, cell.old_text, cell.old_mark, cell.old_unit),
        _printed(cell, cell.new_text, cell.new_mark, cell.new_unit),
    )


def _printed(cell: CellChange, text: str | None, mark: str | None, unit: str | None) -> str:
    if mark is None:
        return "—"
    said = text or f"({mark})"
    return f"{said} {unit or '(no unit)'}" if cell.is_other_unit else said


def _version(version: VersionAnswer) -> str:
    return f"{version.name} (first seen {minute(version.first_seen_at)})"
