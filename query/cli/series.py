"""`gongkai series`: a figure over the years and forms, with how well each year compares."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import typer

from query.cli.csv_lines import write_lines
from query.cli.failures import tells_failures
from query.cli.options import (
    AnyPublisherOption,
    ArchiveOption,
    AsOfOption,
    CsvOption,
    JsonOption,
    YearsOption,
    moment_of,
    one_format,
    open_archive,
    single_year,
    year_range,
)
from query.cli.terminal import write, write_json, write_table
from query.division_choice import choose_division
from query.edition import Edition
from query.indicators import By
from query.series import SeriesAnswer, SeriesSearch
from query.series_lines import HEADS, NUMBERS, lines_of
from query.tables import table_of_series

FigureArgument = Annotated[
    str,
    typer.Argument(
        metavar="FIGURE",
        help="A cell, or a sum or rate: requests.new@total, outcome.denied, rate.disclosure.",
    ),
]
GROUPS = (By.PROVINCE, By.CITY, By.COUNTY, By.PUBLISHER)
ByOption = Annotated[
    By | None,
    typer.Option("--by", metavar=f"[{'|'.join(GROUPS)}]", help="A series for each. Default: one for all."),
]
PlaceOption = Annotated[
    str | None,
    typer.Option("--division", metavar="CODE|NAME", help="Only this division and all below: 33, 临安区."),
]

EXAMPLES = (
    "gongkai series rate.disclosure --division 浙江省 --by city",
    "gongkai series outcome.denied --years 2019-2021 --csv",
    "gongkai series requests.new@total --publisher 昌化镇 --json",
)


@tells_failures
def series(
    context: typer.Context,
    figure: FigureArgument,
    *,
    by: ByOption = None,
    division: PlaceOption = None,
    publisher: AnyPublisherOption = None,
    years: YearsOption = None,
    as_of: AsOfOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Follow a figure over the years, through the forms of 2014, 2019 and 2021.

    Each year says how well it compares: exact, derived (a sum of cells), approximate (counted a little
    otherwise). A form that does not tell the figure is left out and named. A blank is not zero: the counts
    say on how many boxes a sum stands.
    """
    one_format(as_json=as_json, as_csv=as_csv)
    asked = asked_series(
        context,
        figure,
        by=by,
        division=division,
        publisher=publisher,
        years=years,
        as_of=as_of,
        archive=archive,
    )
    found = asked.answer
    if as_json:
        write_json(found)
    elif as_csv:
        write_lines(table_of_series(found))
    elif not found.series:
        write("no such figures")
    else:
        write(f"{found.zh} ({found.en})")
        write_table(HEADS, lines_of(found), numbers=" ".join(NUMBERS))
        for line in _reasons(found):
            write(line)


@dataclass(frozen=True, slots=True)
class AskedSeries:
    """A question, its answer, the name of the one publisher that it is about, and what it was asked of."""

    search: SeriesSearch
    answer: SeriesAnswer
    publisher: str | None
    edition: Edition


def asked_series(
    context: typer.Context,
    figure: str,
    *,
    by: By | None,
    division: str | None,
    publisher: str | None,
    years: str | None,
    as_of: str | None,
    archive: str | None,
) -> AskedSeries:
    """Put the question that these options say."""
    if by is not None and by not in GROUPS:
        message = f"a series goes over years and forms; --by is one of {', '.join(GROUPS)}"
        raise typer.BadParameter(message, param_hint="--by")
    asked_years = year_range(years)
    with open_archive(context, archive) as opened:
        chosen = opened.choose_publisher(publisher, single_year(asked_years)) if publisher else None
        search = SeriesSearch(
            figure=figure,
            by=by,
            division_code=choose_division(division).code if division else None,
            publisher_id=chosen.publisher.id if chosen else None,
            years=asked_years,
            as_of=moment_of(as_of),
        )
        return AskedSeries(
            search,
            opened.series(search),
            chosen.publisher.name if chosen else None,
            opened.edition(search.as_of),
        )


def _reasons(found: SeriesAnswer) -> Iterator[str]:
    for step in dict.fromkeys((*found.of, *found.among)):
        said = "；".join(zh for zh, _ in step.reasons)
        if said:
            yield f"{step.form}: {step.level.value} {said}"
