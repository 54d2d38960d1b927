"""`gongkai distribution`: how a figure is spread over publishers."""

from typing import Annotated

import typer

from query.cli.csv_lines import write_lines
from query.cli.failures import tells_failures
from query.cli.options import (
    ArchiveOption,
    AsOfOption,
    CsvOption,
    JsonOption,
    YearsOption,
    moment_of,
    one_format,
    open_archive,
    year_range,
)
from query.cli.series import FigureArgument, PlaceOption
from query.cli.terminal import write, write_json, write_table
from query.distributions import PLACES, DistributionSearch
from query.division_choice import choose_division
from query.indicators import By
from query.spread_lines import HEADS, NUMBERS, lines_of_spreads
from query.tables import table_of_distribution

SpreadByOption = Annotated[
    By | None,
    typer.Option(
        "--by", metavar=f"[{'|'.join(PLACES)}]", help="A distribution for each. Default: one a year."
    ),
]

EXAMPLES = (
    "gongkai distribution requests.new@total",
    "gongkai distribution rate.disclosure --by province --years 2021-2023 --csv",
    "gongkai distribution outcome.denied --division 杭州市 --json",
)


@tells_failures
def distribution(
    context: typer.Context,
    figure: FigureArgument,
    *,
    by: SpreadByOption = None,
    division: PlaceOption = None,
    years: YearsOption = None,
    as_of: AsOfOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Tell how a figure is spread over publishers, year by year: quantiles, the mean, and how many say nothing.

    p50 is the smallest value that half of the reports do not exceed: a value that some report has. A report without a
    number has no value and is counted (no_number); so is a rate without a denominator above zero. partial counts
    values of which some box had no number.
    """
    one_format(as_json=as_json, as_csv=as_csv)
    if by is not None and by not in PLACES:
        message = f"publishers are told apart by division; --by is one of {', '.join(PLACES)}"
        raise typer.BadParameter(message, param_hint="--by")
    search = DistributionSearch(
        figure=figure,
        by=by,
        division_code=choose_division(division).code if division else None,
        years=year_range(years),
        as_of=moment_of(as_of),
    )
    with open_archive(context, archive) as opened:
        found = opened.distribution(search)
    if as_json:
        write_json(found)
    elif as_csv:
        write_lines(table_of_distribution(found))
    elif not found.spreads:
        write("no such figures")
    else:
        write(f"{found.zh} ({found.en})")
        write_table(HEADS, lines_of_spreads(found), numbers=" ".join(NUMBERS))
