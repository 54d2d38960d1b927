"""Answers of any length on standard output: memory does not grow with them.

An answer is read in one transaction, into a file first. Printed from within it, whoever is slow to read our output
would keep the writers of an SQLite archive waiting; and what the database wants asked again is asked again.
"""

from collections.abc import Callable, Iterable, Iterator
from tempfile import TemporaryFile
from typing import Final, TypeVar

import typer
from sqlalchemy import Connection, Engine

from query.cli.terminal import json_text
from query.tables import Table
from storage.unit_of_work import read

T = TypeVar("T")

AT_ONCE: Final = 1 << 16  # characters

Facts = Iterable[tuple[str, object]]


def print_long(engine: Engine, texts: Callable[[Connection], Iterable[str]]) -> None:
    """Print the texts that are made from an archive as they are asked for."""
    with TemporaryFile("w+", encoding="utf-8", errors="surrogatepass", newline="") as file:

        def keep(connection: Connection) -> None:
            file.seek(0)
            file.truncate()
            file.writelines(texts(connection))

        read(engine, keep)
        file.seek(0)
        while text := file.read(AT_ONCE):
            typer.echo(text, nl=False)


def print_list(
    engine: Engine,
    name: str,
    values: Callable[[Connection], Iterator[T]],
    table: Callable[[Iterator[T]], Table],
    *,
    as_json: bool,
) -> None:
    """Print values as the list ``name`` of a JSON object, else as the CSV of their table."""

    def texts(connection: Connection) -> Iterator[str]:
        found = values(connection)
        return json_texts([(name, found)]) if as_json else table(found).csv_lines()

    print_long(engine, texts)


def json_texts(facts: Facts) -> Iterator[str]:
    """Write one JSON object as `query.cli.terminal.write_json` does, the values of an iterator one by one."""
    lead = "{"
    for name, value in facts:
        yield f"{lead}\n  {json_text(name)}: "
        if isinstance(value, Iterator):
            yield from _list(value)
        else:
            yield _indented(value, 2)
        lead = ","
    yield "\n}\n"


def _list(values: Iterator[object]) -> Iterator[str]:
    lead = "["
    for value in values:
        yield f"{lead}\n    {_indented(value, 4)}"
        lead = ","
    yield "[]" if lead == "[" else "\n  ]"


def _indented(value: object, depth: int) -> str:
    return json_text(value).replace("\n", "\n" + " " * depth)  # a text in JSON has none
