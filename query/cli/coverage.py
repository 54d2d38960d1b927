"""`gongkai coverage`: publisher x year, what a portal has and what is missing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated

import typer
from rich.text import Text

from query.cli.csv_lines import write_lines
from query.cli.failures import tells_failures
from query.cli.options import (
    ArchiveOption,
    CsvOption,
    JsonOption,
    YearsOption,
    one_format,
    open_archive,
    year_range,
)
from query.cli.terminal import counted, styled, write, write_grid, write_json
from query.coverage import CoverageAnswer, CoverageCell, CoverageLine, State
from query.tables import table_of_coverage

STYLES = {
    State.PRESENT: "green",
    State.UNREAD: "yellow",
    State.WITHDRAWN: "magenta",
    State.UNRESOLVED: "yellow",
    State.MISSING: "bold red",
}
BLANK = {State.NOT_EXPECTED: "", State.NOT_DUE: "not due", State.UNKNOWN: "?", State.MISSING: "missing"}

EXAMPLES = (
    "gongkai coverage --portal linan",
    "gongkai coverage --portal linan --years 2019-2021 --csv",
)


@tells_failures
def coverage(
    context: typer.Context,
    *,
    portal: Annotated[str, typer.Option("--portal", help="The portal: linan.")],
    years: YearsOption = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="As visits had found it until this day, and due then."),
    ] = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Tell for every publisher of a portal and every year whether its report is there.

    The numbers are versions (v) and findings (f). A report is missing where a complete crawl after the legal
    day did not find it (towns, to whom the law names no day: 31 March); ? means due, but not searched since.
    """
    one_format(as_json=as_json, as_csv=as_csv)
    with open_archive(context, archive) as opened:
        found = opened.coverage(portal, year_range(years), _day(as_of))
    if as_json:
        write_json(found)
    elif as_csv:
        write_lines(table_of_coverage(found))
    else:
        _write_matrix(found)


def _day(asked: str | None) -> date | None:
    if asked is None:
        return None
    try:
        return date.fromisoformat(asked)
    except ValueError as failure:
        message = f"{asked!r} is no day: 2026-04-01"
        raise typer.BadParameter(message, param_hint="--as-of") from failure


def _write_matrix(found: CoverageAnswer) -> None:
    title = f"{found.portal_id}  {found.portal_title}  as of {found.as_of}"
    write_grid(title, ("publisher", *map(str, found.years)), _rows(found.lines))
    for year in found.years:
        counts = found.counts[year]
        said = ", ".join(
            f"{counts[state.value]} {state.value.replace('_', ' ')}"
            for state in State
            if state is not State.NOT_EXPECTED and counts.get(state.value)
        )
        write(f"{year}  {said or 'nobody is expected'}")
    if found.unattached_publication_count:
        open_ = counted(found.unattached_publication_count, "publication")
        write(f"{open_} more, of whom or of which year is not known", "yellow")


def _rows(lines: Sequence[CoverageLine]) -> Iterator[tuple[str | Text, ...]]:
    """Give a row for each publisher; those of one name (拱墅区 before and after 2021) with their ids."""
    names = Counter(line.publisher.name for line in lines)
    for line in lines:
        one = line.publisher
        name = one.name if names[one.name] == 1 else f"{one.name}  {one.id}"
        yield (name, *(_shown(cell) for cell in line.cells))


def _shown(cell: CoverageCell) -> Text:
    said = BLANK.get(cell.state)
    if said is None:
        word = "" if cell.state is State.PRESENT else f"{cell.state.value} "
        said = f"{word}{cell.version_count}v {cell.finding_count}f"
    return styled((said, STYLES.get(cell.state, "dim")))
