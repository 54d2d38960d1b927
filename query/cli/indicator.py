"""`gongkai indicator`: figures of many reports added up."""

from typing import Annotated

import typer

from query.cli.csv_lines import write_lines
from query.cli.failures import tells_failures
from query.cli.options import (
    AnyPublisherOption,
    ArchiveOption,
    AsOfOption,
    CsvOption,
    DivisionOption,
    JsonOption,
    YearsOption,
    division_code,
    moment_of,
    one_format,
    open_archive,
    single_year,
    year_range,
)
from query.cli.terminal import write, write_json, write_table
from query.form_view import label_zh
from query.indicators import By, IndicatorLine, IndicatorSearch
from query.tables import names_of, table_of_indicator

COUNTS = ("total", "number_count", "no_number_count", "report_count")

EXAMPLES = (
    "gongkai indicator requests.new@total --by county --by year",
    "gongkai indicator 'outcome.denied.*@total' --by key --by year",
    "gongkai indicator litigation.direct.total litigation.after_review.total --by publisher --top 10",
)


@tells_failures
def indicator(
    context: typer.Context,
    keys: Annotated[
        list[str],
        typer.Argument(metavar="KEYS", help="Cells, or patterns of them: 'outcome.denied.*@total'."),
    ],
    *,
    by: Annotated[list[By] | None, typer.Option("--by", help="May be repeated. Default: year.")] = None,
    division: DivisionOption = None,
    publisher: AnyPublisherOption = None,
    years: YearsOption = None,
    top: Annotated[int | None, typer.Option("--top", min=1, help="Only so many, the largest first.")] = None,
    as_of: AsOfOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Add up the figures of all reports, with how many boxes had a number and how many had none.

    A blank is not zero: look at the counts before comparing sums. Money is added up in yuan.
    """
    one_format(as_json=as_json, as_csv=as_csv)
    asked_years = year_range(years)
    with open_archive(context, archive) as opened:
        chosen = opened.choose_publisher(publisher, single_year(asked_years)) if publisher else None
        search = IndicatorSearch(
            keys=tuple(keys),
            by=tuple(dict.fromkeys(by or (By.YEAR,))),
            division_code=division_code(division),
            publisher_id=chosen.publisher.id if chosen else None,
            years=asked_years,
            as_of=moment_of(as_of),
            top=top,
        )
        found = opened.indicator(search)
    if as_json:
        write_json({"lines": found})
    elif as_csv:
        write_lines(table_of_indicator(found, search.by))
    elif not found:
        write("no such figures")
    else:
        rows = ([*map(str, names_of(line, search.by)), *map(_shown, _counts(line))] for line in found)
        labels = ((label_zh(line.key),) if line.key else () for line in found)
        heads = (*search.by, *COUNTS, *(("label",) if By.KEY in search.by else ()))
        write_table(
            heads, ((*row, *label) for row, label in zip(rows, labels, strict=True)), numbers=" ".join(COUNTS)
        )


def _counts(line: IndicatorLine) -> tuple[object, ...]:
    total = None if line.total is None else format(line.total, "f")
    return total, line.number_count, line.no_number_count, line.report_count


def _shown(value: object) -> str:
    return "—" if value is None else str(value)
