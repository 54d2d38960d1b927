"""`gongkai read-with`: what the documents of an archive are read with beside the core."""

from typing import Annotated

import typer

from parsers import convert, ocr
from storage.archive import Archive
from storage.commands.checking import ArchiveOption, Manners
from storage.commands.terminal import below_help, say
from storage.reader import Extras

EXAMPLES = ("gongkai read-with", "gongkai read-with --ocr --no-convert")


def add_read_with(app: typer.Typer, manners: Manners) -> None:
    """Add the command to the program."""

    @app.command("read-with", epilog=below_help(*EXAMPLES))
    @manners.guard
    def read_with(
        context: typer.Context,
        *,
        with_ocr: Annotated[
            bool | None, typer.Option("--ocr/--no-ocr", help="Read tables that are pictures.")
        ] = None,
        with_convert: Annotated[
            bool | None,
            typer.Option("--convert/--no-convert", help="Let LibreOffice convert what only it reads."),
        ] = None,
        archive: ArchiveOption = None,
    ) -> None:
        """Choose, or without an option show, what documents of the archive are read with.

        It holds for every crawl and every `gongkai reingest` from now on. What is in the archive is read
        again by `gongkai reingest`, which needs no network.
        """
        with Archive.open(archive or context.obj, must_exist=True) as opened:
            old = opened.extras
            extras = Extras(
                ocr=old.ocr if with_ocr is None else with_ocr,
                convert=old.convert if with_convert is None else with_convert,
            )
            opened.choose_extras(extras)
        _say_one("OCR", is_chosen=extras.ocr, missing="" if ocr.is_here() else ocr.MISSING)
        _say_one(
            "LibreOffice", is_chosen=extras.convert, missing="" if convert.is_here() else convert.MISSING
        )


def _say_one(name: str, *, is_chosen: bool, missing: str) -> None:
    say(f"{name}: {'on' if is_chosen else 'off'}{f', but {missing}' if is_chosen and missing else ''}")
