"""The commands that keep an archive in order, each in a module of its own."""

import typer

from storage.commands.backing_up import add_backup, add_restore
from storage.commands.checking import Manners
from storage.commands.choosing import add_read_with
from storage.commands.inspecting import add_fsck, add_withdraw_content
from storage.commands.reindexing import add_reindex
from storage.commands.releasing import add_release, add_verify_release
from storage.commands.rereading import add_reingest


def upkeep(manners: Manners) -> typer.Typer:
    """Return the commands, to be mounted without a name of their own."""
    app = typer.Typer()
    add_reingest(app, manners)
    add_read_with(app, manners)
    add_reindex(app, manners)
    add_fsck(app, manners)
    add_withdraw_content(app, manners)
    add_backup(app, manners)
    add_restore(app, manners)
    add_release(app, manners)
    add_verify_release(app, manners)
    return app
