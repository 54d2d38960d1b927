"""Runs `gongkai` on the archive of a test, as a person would in a pipe."""

from typer.testing import CliRunner

from query.cli.program import app


def gongkai(archive, *words):
    return CliRunner().invoke(app, [*map(str, words), "--archive", str(archive)])
