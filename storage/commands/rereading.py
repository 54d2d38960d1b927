"""`gongkai reingest`: read the archive again with these parsers, and accept what they read differently."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from tempfile import TemporaryFile
from typing import Annotated

import typer

from storage.archive import Archive
from storage.commands.checking import ArchiveOption, Manners, PortalOption
from storage.commands.terminal import JsonOption, below_help, failed, printable, progress_bar, wrong
from storage.executing import ExecutorUnusable, open_executor
from storage.proposals import Proposal
from storage.reread_scope import ReleaseUnknown, RereadScope
from storage.rereading import RereadTally

EXAMPLES = (
    "gongkai reingest --portal linan",
    "gongkai reingest --on local:4 --accept",
    "gongkai reingest --publisher 昌化镇 --json",
)
AT_ONCE = 1 << 16  # characters printed
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
            if portal is not None:
                manners.refuse_unknown_portal(opened.engine, portal)
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
            waiting = RereadScope(None, portal, chosen)
            texts = (json_texts if as_json else _texts)(
                tally, opened.proposals(waiting), is_accepted=is_accepting
            )
            with TemporaryFile("w+", encoding="utf-8", errors="surrogatepass", newline="") as told:
                # Before they are accepted, which whoever reads our output cannot hinder.
                told.writelines(texts)
                if is_accepting:
                    opened.accept(waiting)
                told.seek(0)
                while text := told.read(AT_ONCE):
                    typer.echo(text, nl=False)
        if tally.failures:
            raise failed(*tally.failures)


def json_texts(tally: RereadTally, found: Iterable[Proposal], *, is_accepted: bool) -> Iterator[str]:
    """Write what the command says as one JSON object, changes one by one as they are found."""
    counts = {outcome.value: count for outcome, count in tally.counts.items()}
    head = {"read": counts, "failures": tally.failures, "is_accepted": is_accepted, "changes": []}
    yield _json(head).removesuffix("]\n}")
    lead, end = "", ""
    for one in found:
        change = _json(asdict(one)).replace("\n", "\n    ")
        yield f"{lead}\n    {change}"
        lead, end = ",", "\n  "
    yield f"{end}]\n}}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _texts(tally: RereadTally, found: Iterable[Proposal], *, is_accepted: bool) -> Iterator[str]:
    return (f"{printable(line)}\n" for line in _lines(tally, found, is_accepted=is_accepted))


def _lines(tally: RereadTally, found: Iterable[Proposal], *, is_accepted: bool) -> Iterator[str]:
    counts = ", ".join(f"{count} {outcome}" for outcome, count in tally.counts.items() if count)
    yield f"{sum(tally.counts.values())} versions read{f': {counts}' if counts else ''}"
    count = 0
    for one in found:
        yield from _change_lines(one)
        count += 1
    if count and is_accepted:
        yield f"{count} changed readings accepted: the reports show them now"
    elif count:
        yield f"{count} changed readings wait: run again with --accept to show them"


def _change_lines(one: Proposal) -> Iterator[str]:
    whose = f"{one.publisher} {one.year}" if one.publisher else "(no report)"
    yield f"{whose}  v{one.version}  {one.url}"
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
            yield f"  {label}: {len(names)} ({', '.join(names[:NAMED])}{rest})"
