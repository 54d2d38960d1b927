"""What is printed and how wide: aligned tables for people, plain lines for pipes, JSON for programs."""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Final, Literal

import typer
from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from query.plain import plain

# A pipe has no width: nothing is wrapped or cut for it.
PIPE_WIDTH: Final = 100_000
WORD_WIDTH: Final = 12  # columns: what is no wider is a number, a day or a word, and is not broken
GAP: Final = 3  # columns between two values
# What a document may hold to play with a terminal: escape sequences and other controls.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
SEVERITY_STYLES: Final = {"error": "bold red", "warning": "yellow", "info": "cyan", "doubtful": "magenta"}
VERDICT_STYLES: Final = {
    "complete": "green",
    "partial": "yellow",
    "blocked": "bold red",
    "changed": "bold red",
    "failed": "bold red",
}

Printable = str | Text | int | None


def write_json(value: object, *, is_one_line: bool = False) -> None:
    """Print an answer as JSON, Chinese as it is."""
    typer.echo(json_text(value, is_one_line=is_one_line))


def json_text(value: object, *, is_one_line: bool = False) -> str:
    """Write an answer as JSON."""
    said = json.dumps(plain(value), ensure_ascii=False, indent=None if is_one_line else 2)
    return CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", said)


def write(line: Printable = "", style: str = "") -> None:
    """Print one line."""
    _console().print(_text(line, style))


def write_table(heads: Sequence[str], rows: Iterable[Sequence[Printable]], *, numbers: str = "") -> None:
    """Print rows under their heads; heads named in ``numbers`` (a line of words) stand to the right.

    Short values stay on one line. On a terminal too narrow for the rest, each row is written below the other, a
    value a line.
    """
    console = _console()
    texts = [[_text(value) for value in row] for row in rows]
    widths = [
        max(cell_len(head), *(one.cell_len for one in column), 0) for head, column in _columns(heads, texts)
    ]
    if sum(min(width, WORD_WIDTH) + GAP for width in widths) > console.width:
        _write_records(console, heads, texts)
        return
    table = Table(box=box.SIMPLE_HEAD if console.is_terminal else None, pad_edge=False, show_edge=False)
    for head, width in zip(heads, widths, strict=True):
        justify: Literal["left", "right"] = "right" if head in numbers.split() else "left"
        table.add_column(head, justify=justify, overflow="fold", no_wrap=width <= WORD_WIDTH)
    for row in texts:
        table.add_row(*row)
    console.print(table)


def _columns(heads: Sequence[str], rows: Sequence[Sequence[Text]]) -> Iterator[tuple[str, Sequence[Text]]]:
    return ((head, [row[place] for row in rows]) for place, head in enumerate(heads))


def _write_records(console: Console, heads: Sequence[str], rows: Sequence[Sequence[Text]]) -> None:
    width = max(map(cell_len, heads))
    for row in rows:
        for head, value in zip(heads, row, strict=True):
            if value:
                console.print(Text.assemble((f"{head:{width}}  ", "dim"), value), soft_wrap=True)
        console.print()


def write_grid(title: str, heads: Sequence[str], rows: Iterable[Sequence[Printable]]) -> None:
    """Print a ruled table with a title, its first column to the left and figures to the right."""
    console = _console()
    ruled = box.SQUARE if console.is_terminal else box.ASCII
    table = Table(title=_text(title), title_justify="left", box=ruled)
    for place, head in enumerate(heads):
        table.add_column(_text(head), justify="right" if place else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_text(value) for value in row))
    console.print(table)


def write_error(message: str) -> None:
    """Tell what went wrong, on standard error."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(_text(f"gongkai: {message}"))


def styled(*parts: tuple[str, str] | str) -> Text:
    """Put a line together from texts and (text, style) pairs."""
    line = Text()
    for part in parts:
        text, style = (part, "") if isinstance(part, str) else part
        line.append(clean(text), style=style)
    return line


def clean(text: str) -> str:
    """Replace control characters: archived text must not steer the reader's terminal."""
    return CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\t", " "))


def counted(count: int, noun: str) -> str:
    """Write how many of something there are."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def minute(moment: datetime | None) -> str:
    """Write an instant in UTC, to the minute."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%MZ") if moment else "—"


def size(byte_count: int) -> str:
    """Write a number of bytes."""
    return f"{byte_count} B" if byte_count < 1024 else f"{byte_count / 1024:.1f} kB"


def speak_utf8() -> None:
    """Print UTF-8 into pipes and files whatever the locale: our data is Chinese."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # A lone surrogate becomes \\udXXX, which inside JSON is its proper spelling.
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


class _Console(Console):
    """A console that leaves a pipe which nobody reads to whoever ends the command."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def _console() -> Console:
    console = _Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = PIPE_WIDTH
    return console


def _text(value: Printable, style: str = "") -> Text:
    if isinstance(value, Text):
        return value
    return Text(clean("" if value is None else str(value)), style=style)
