"""`gongkai reingest`: read the archive again with these parsers, and accept what they read differently."""

import json
import os
from dataclasses import asdict
from typing import Annotated

import typer

from storage.archive import Archive
from storage.commands.checking import ArchiveOption, Manners, PortalOption
from storage.commands.terminal import JsonOption, below_help, failed, progress_bar, say, wrong
from storage.executing import ExecutorUnusable, open_executor
from storage.proposals import Proposal
from storage.reread_scope import ReleaseUnknown, RereadScope
from storage.rereading import RereadTally

EXAMPLES = (
    "gongkai reingest --portal linan",
    "gongkai reingest --on local:4 --accept",
    "gongkai reingest --publisher 昌化镇 --json",
)
NAMED = 5  # cells or findings that a line names; the rest are counted

OnOption = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="WHERE",
        help="local:N, so many processes here, or dask://host:port, a cluster; default local, one process a core.",
    ),
]
PublisherOption = Annotated[
    str | None,
    typer.Option("--publisher", "-p", metavar="NAME", help="Only reports of this publisher, by any name."),
]


def add_reingest(app: typer.Typer, manners: Manners) -> None:
    """Add the command to the program."""

    @app.command(epilog=below_help(*EXAMPLES))
    @manners.guard
    def reingest(
        context: typer.Context,
        *,
        since_release: Annotated[
            str | None,
            typer.Option(
                "--since-release",
                metavar="RELEASE",
                help="Only what a parser of this release, or a later one, read last.",
            ),
        ] = None,
        portal: PortalOption = None,
        publisher: PublisherOption = None,
        on: OnOption = None,
        jobs: Annotated[
            int | None, typer.Option("--jobs", "-j", min=1, metavar="N", help="Short for --on local:N.")
        ] = None,
        is_accepting: Annotated[
            bool, typer.Option("--accept", help="Let reports show what is read differently.")
        ] = False,
        archive: ArchiveOption = None,
        as_json: JsonOption = False,
    ) -> None:
        """Read versions again from their bytes, with the parsers of this release. Needs no network.

        What reads the same adds nothing. What reads differently is told, and shown only after --accept.
        Killed, it goes on where it was when it is run again. What a process was at when it died, another reads.
        """
        if on and jobs:
            raise wrong("--on and --jobs say the same: give one of them")
        with Archive.open(archive or context.obj, must_exist=True) as opened:
            chosen = manners.choose(opened, publisher, None) if publisher else None
            scope = RereadScope(since_release, portal, chosen)
            try:
                with (
                    open_executor(on or f"local:{jobs or len(os.sched_getaffinity(0))}") as executor,
                    progress_bar("reading") as progress,
                ):
                    tally = opened.reingest(scope, executor, progress)
            except (ReleaseUnknown, ExecutorUnusable) as failure:
                raise wrong(str(failure)) from failure
            # What an earlier run found and nobody accepted is told again, whatever it was read since.
            found = list(opened.proposals(RereadScope(None, portal, chosen)))
            if is_accepting:
                opened.accept(RereadScope(None, portal, chosen))
        if as_json:
            _say_json(tally, found, is_accepted=is_accepting)
        else:
            _say(tally, found, is_accepted=is_accepting)
        if tally.failures:
            raise failed(*tally.failures)


def _say_json(tally: RereadTally, found: list[Proposal], *, is_accepted: bool) -> None:
    counts = {outcome.value: count for outcome, count in tally.counts.items()}
    said = {
        "read": counts,
        "failures": tally.failures,
        "is_accepted": is_accepted,
        "changes": [asdict(one) for one in found],
    }
    typer.echo(json.dumps(said, ensure_ascii=False, indent=2))


def _say(tally: RereadTally, found: list[Proposal], *, is_accepted: bool) -> None:
    counts = ", ".join(f"{count} {outcome}" for outcome, count in tally.counts.items() if count)
    say(f"{sum(tally.counts.values())} versions read{f': {counts}' if counts else ''}")
    for one in found:
        _say_change(one)
    if found and is_accepted:
        say(f"{len(found)} changed readings accepted: the reports show them now")
    elif found:
        say(f"{len(found)} changed readings wait: run again with --accept to show them")


def _say_change(one: Proposal) -> None:
    whose = f"{one.publisher} {one.year}" if one.publisher else "(no report)"
    say(f"{whose}  v{one.version}  {one.url}")
    change = one.change
    for label, names in (
        ("cells gained", change.cells_gained),
        ("cells lost", change.cells_lost),
        (
            "cells changed",
            tuple(f"{cell.key} {cell.old_text!r} -> {cell.new_text!r}" for cell in change.cells_changed),
        ),
        ("findings gained", change.findings_gained),
        ("findings lost", change.findings_lost),
        ("also different", change.other),
    ):
        if names:
            rest = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
            say(f"  {label}: {len(names)} ({', '.join(names[:NAMED])}{rest})")
