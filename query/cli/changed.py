"""`gongkai changed`: what happened to reports after they were published."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated

import typer

from query.changes import Change, ChangeKind, ChangeSearch, find_changes
from query.cli.diff import printed_sides
from query.cli.failures import tells_failures
from query.cli.long_answers import print_list
from query.cli.options import (
    AnyPublisherOption,
    ArchiveOption,
    CsvOption,
    JsonOption,
    YearsOption,
    moment_of,
    one_format,
    open_archive,
    single_year,
    year_range,
)
from query.cli.terminal import counted, minute, styled, write
from query.tables import table_of_changes

STYLES = {ChangeKind.WITHDRAWN: "bold red", ChangeKind.FIGURES: "yellow", ChangeKind.REPLACED: "bold red"}

EXAMPLES = (
    "gongkai changed --kind figures",
    "gongkai changed --kind withdrawn --kind reappeared --portal linan",
    "gongkai changed --since 2026-03-01 --csv",
)


@tells_failures
def changed(
    context: typer.Context,
    *,
    kinds: Annotated[
        list[ChangeKind] | None, typer.Option("--kind", help="Only changes of this kind; may be repeated.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Seen on this day or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Seen on this day or before.")
    ] = None,
    portal: Annotated[str | None, typer.Option("--portal", help="Only this portal: linan.")] = None,
    publisher: AnyPublisherOption = None,
    years: YearsOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """List reports that changed after publication: figures (old and new), words, withdrawn, reappeared, moved.

    A change is seen by the second of two visits; when it happened between them nobody knows.
    """
    one_format(as_json=as_json, as_csv=as_csv)
    asked_years = year_range(years)
    with open_archive(context, archive) as opened:
        chosen = opened.choose_publisher(publisher, single_year(asked_years)) if publisher else None
        search = ChangeSearch(
            kinds=frozenset(kinds or ChangeKind),
            since=moment_of(since, "--since"),
            until=moment_of(until, "--until"),
            portal_id=portal,
            publisher_id=chosen.publisher.id if chosen else None,
            years=asked_years,
        )
        opened.refuse_unknown(search)
        if as_json or as_csv:
            values = partial(find_changes, search=search)
            print_list(opened.engine, "changes", values, table_of_changes, as_json=as_json)
        else:
            _write_changes(opened.changes(search))


def _write_changes(found: Sequence[Change]) -> None:
    for change in found:
        _write_change(change)
    write(counted(len(found), "change"), "dim")


def _write_change(change: Change) -> None:
    versions = f"  v{change.old_version or '—'} → v{change.new_version or '—'}"
    write(
        styled(
            f"{minute(change.seen_at)}  ",
            (change.kind.value, STYLES.get(change.kind, "cyan")),
            (f"  {change.publisher.name} {change.year}", "bold"),
            (f"{versions}  {change.moved_to or change.url}", "dim"),
        )
    )
    for cell in change.cells:
        old, new = printed_sides(cell)
        write(styled(f"    {cell.label_zh}  ", (old, "red"), " → ", (new, "green"), (f"  {cell.key}", "dim")))
    if not change.is_same_parser:
        write("    read by different parsers: what differs may be the reading", "dim")
