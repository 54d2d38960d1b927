"""How the commands that write speak: lines, errors with their exit codes, a bar only for people."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

EXIT_CODES = "Exit codes: 0 done, 1 failed, 2 wrong usage."
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def say(line: str) -> None:
    """Print one line."""
    typer.echo(printable(line))


def printable(line: str) -> str:
    """Replace controls: what came from a portal must not steer the terminal."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in line)


def failed(*lines: str) -> typer.Exit:
    """Tell on standard error what failed, and return the end of the command: exit code 1."""
    return _end(lines, 1)


def wrong(*lines: str) -> typer.Exit:
    """Tell on standard error what was asked wrongly, and return the end of the command: exit code 2."""
    return _end(lines, 2)


def below_help(*examples: str) -> str:
    """Write what stands below the help of a command: examples, each on its line, and the exit codes."""
    lines = "\n".join(f"  {example}" for example in examples)
    return f"\b\nExamples:\n{lines}\n\n{EXIT_CODES}"


@contextmanager
def progress_bar(doing: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far the work is on a terminal; say nothing in a pipe."""
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _end(lines: tuple[str, ...], code: int) -> typer.Exit:
    for line in lines:
        typer.echo(f"gongkai: {line}", err=True)
    return typer.Exit(code)
