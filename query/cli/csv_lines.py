"""CSV on standard output, of plain lines."""

import csv
import io
from collections.abc import Iterable, Sequence

import typer


def write_csv(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a line of heads and one for each row; nothing is an empty field."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    typer.echo(lines.getvalue(), nl=False)
