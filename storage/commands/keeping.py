"""The commands that keep an archive in order, each in a module of its own."""

import typer

from storage.commands.checking import Manners
from storage.commands.rereading import add_reingest


def upkeep(manners: Manners) -> typer.Typer:
    """Return the commands, to be mounted without a name of their own."""
    app = typer.Typer()
    add_reingest(app, manners)
    return app
