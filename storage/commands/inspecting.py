"""`gongkai fsck` and `gongkai withdraw-content`: what is missing or damaged, and what is to go."""

import json
from typing import Annotated

import typer

from storage.archive import Archive, utc_now
from storage.commands.checking import ArchiveOption, Manners
from storage.commands.terminal import JsonOption, below_help, failed, progress_bar, say, wrong
from storage.fsck import fsck
from storage.place import find_place
from storage.soundness import Inspected
from storage.withdrawal import ContentUnknown, withdraw_content

EXAMPLES_OF_FSCK = ("gongkai fsck", "gongkai fsck --json")
EXAMPLES_OF_WITHDRAWAL = ("gongkai withdraw-content SHA256 --reason '某法院某号判决'",)


def add_fsck(app: typer.Typer, manners: Manners) -> None:
    """Add the command to the program."""

    @app.command("fsck", epilog=below_help(*EXAMPLES_OF_FSCK))
    @manners.guard
    def inspect(
        context: typer.Context, *, archive: ArchiveOption = None, as_json: JsonOption = False
    ) -> None:
        """Hash all bytes again and look whether every row names what exists. Changes nothing.

        Each capture's record in the WARC files is read, too. A file that is not there (cold storage) is told.
        Exit code 1 when something is missing or damaged; each is named.
        """
        with (
            Archive.open(archive or context.obj, is_read_only=True) as opened,
            progress_bar("hashing") as progress,
        ):
            warc = find_place(archive or context.obj).data / "warc"
            found = list(fsck(opened.engine, opened.blobs, progress, warc))
        damage = [one for one in found if one.is_damage]
        if as_json:
            said = {
                "damage": list(map(_plain, damage)),
                "notes": [_plain(one) for one in found if not one.is_damage],
            }
            typer.echo(json.dumps(said, ensure_ascii=False, indent=2))
        else:
            for one in found:
                say(f"{one.trouble}  {one.name}  {one.detail}")
        if damage:
            raise failed(f"{len(damage)} things are missing or damaged")
        if not as_json:
            say("nothing is missing or damaged")


def add_withdraw_content(app: typer.Typer, manners: Manners) -> None:
    """Add the command to the program."""

    @app.command("withdraw-content", epilog=below_help(*EXAMPLES_OF_WITHDRAWAL))
    @manners.guard
    def withdraw(
        context: typer.Context,
        sha256: Annotated[str, typer.Argument(metavar="SHA256", help="The digest of the bytes.")],
        *,
        reason: Annotated[str, typer.Option("--reason", help="A court order, personal data; kept for ever.")],
        archive: ArchiveOption = None,
    ) -> None:
        """Replace bytes by a tombstone that says when and why. It cannot be undone.

        What was read of the bytes stays, and so do WARC files and backups: they are yours to look after.
        """
        with Archive.open(archive or context.obj, must_exist=True) as opened:
            try:
                tombstone = withdraw_content(opened.engine, opened.blobs, sha256, reason, now=utc_now())
            except ValueError as failure:
                raise wrong(str(failure)) from failure
            except ContentUnknown as failure:
                raise failed(str(failure)) from failure
        say(f"{tombstone.sha256} {tombstone}")


def _plain(one: Inspected) -> dict[str, str]:
    return {"trouble": one.trouble.value, "name": one.name, "detail": one.detail}
