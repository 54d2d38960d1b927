"""`gongkai diff`: what changed between two versions of a report."""

from typing import Annotated

import typer
from rich.text import Text

from query.answers import VersionAnswer
from query.cli.failures import tells_failures
from query.cli.options import ArchiveOption, JsonOption, PublisherOption, YearOption, open_archive
from query.cli.terminal import minute, styled, write, write_json, write_table
from query.diff import ClauseChange, ReportDiff

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
    """Compare two versions of a report: cells, sections, findings, files. By default the last two.

    Differences of four kinds are no one list, so there is no --csv: `gongkai changed --csv` gives changed figures.
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
                    styled((_printed(cell.old_text, cell.old_mark), "red")),
                    styled((_printed(cell.new_text, cell.new_mark), "green")),
                    cell.label_zh,
                )
                for cell in found.cells
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


def _printed(text: str | None, mark: str | None) -> str:
    if mark is None:
        return "—"
    return text or f"({mark})"


def _version(version: VersionAnswer) -> str:
    return f"{version.name} (first seen {minute(version.first_seen_at)})"
