"""`gongkai publishers`: who reports, and of whom that is not known."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated

import typer

from query.cli.failures import tells_failures
from query.cli.long_answers import print_list
from query.cli.options import ArchiveOption, CsvOption, JsonOption, one_format, open_archive
from query.cli.terminal import counted, write, write_table
from query.publisher_list import PublisherLine, each_publisher
from query.tables import table_of_publishers

HEADS = ("publisher", "type", "division", "years", "portal", "printed", "id")

EXAMPLES = (
    "gongkai publishers",
    "gongkai publishers --unresolved --json",
)


@tells_failures
def publishers(
    context: typer.Context,
    *,
    unresolved: Annotated[
        bool, typer.Option("--unresolved", help="Only those of whom nobody knows yet who they are.")
    ] = False,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """List publishers, with the years of their reports and the names under which they were printed."""
    one_format(as_json=as_json, as_csv=as_csv)
    with open_archive(context, archive) as opened:
        if as_json or as_csv:
            values = partial(each_publisher, only_unresolved=unresolved)
            print_list(opened.engine, "publishers", values, table_of_publishers, as_json=as_json)
        else:
            _write_publishers(opened.publishers(only_unresolved=unresolved), unresolved=unresolved)


def _write_publishers(found: Sequence[PublisherLine], *, unresolved: bool) -> None:
    if found:
        write_table(HEADS, (_row(line) for line in found))
    for line in found if unresolved else ():
        _write_clues(line)
    write(counted(len(found), "unresolved publisher" if unresolved else "publisher"), "dim")


def _row(line: PublisherLine) -> tuple[str, ...]:
    return (
        line.publisher.name,
        line.publisher.type or "—",
        line.publisher.division_code or "—",
        years_in_words(line.years),
        ", ".join(line.portals) or "—",
        "、".join(line.aliases) or "—",
        line.publisher.id,
    )


def _write_clues(line: PublisherLine) -> None:
    for url in line.urls:
        write(f"  {line.publisher.name}  {url}", "dim")
    if line.namesakes:
        write(f"  {line.publisher.name} may be {'、'.join(line.namesakes)}")


def years_in_words(years: tuple[int, ...]) -> str:
    """Write years as runs: 2016, 2019–2021."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs) or "none"
