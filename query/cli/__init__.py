"""The `gongkai` program: how answers look in a terminal, in a pipe and as JSON. No questions are answered here."""

from query.cli.program import main

__all__ = ["main"]
