"""`gongkai cells`: the cells of one report."""

from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Annotated

import typer

from query.cli.csv_lines import write_lines
from query.cli.failures import tells_failures
from query.cli.options import (
    ArchiveOption,
    AsOfOption,
    CsvOption,
    JsonOption,
    PublisherOption,
    YearOption,
    moment_of,
    one_format,
    open_archive,
)
from query.cli.terminal import write, write_json, write_table
from query.form_view import label_zh
from query.tables import table_of_cells

EXAMPLES = (
    "gongkai cells --publisher 昌化镇 --year 2020",
    "gongkai cells --publisher 昌化镇 --year 2020 --json",
    "gongkai cells --publisher 昌化镇 --year 2020 --key '*@total'",
)


@tells_failures
def cells(
    context: typer.Context,
    *,
    publisher: PublisherOption,
    year: YearOption,
    key: Annotated[
        str | None, typer.Option("--key", metavar="PATTERN", help="Only these keys: 'requests.new@*'.")
    ] = None,
    as_of: AsOfOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Print the cells of one report, the same objects as `gongkai parse` prints."""
    one_format(as_json=as_json, as_csv=as_csv)
    with open_archive(context, archive) as opened:
        found = opened.cells(publisher, year, moment_of(as_of))
    if key is not None:
        found = replace(found, cells=tuple(cell for cell in found.cells if fnmatchcase(cell["key"], key)))
    if as_json:
        write_json(found)
        return
    if as_csv:
        write_lines(table_of_cells(found))
        return
    if not found.cells:
        write("no cells")
        return
    write_table(
        ("key", "text", "value", "unit", "yuan", "mark", "certainty", "label"),
        (
            (
                cell["key"],
                cell["text"],
                cell["value"],
                cell["unit"],
                cell["amount_yuan"],
                cell["mark"],
                cell["certainty"],
                label_zh(cell["key"], found.form),
            )
            for cell in found.cells
        ),
        numbers="text value yuan",
    )
