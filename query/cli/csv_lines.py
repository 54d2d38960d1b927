"""CSV on standard output."""

from collections.abc import Iterable, Sequence

import typer

from query.tables import Table


def write_csv(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a line of heads and one for each row; nothing is an empty field."""
    write_lines(Table(heads, rows))


def write_lines(table: Table) -> None:
    """Print a table of `query.tables`, the same as the API gives."""
    typer.echo(table.as_csv(), nl=False)
