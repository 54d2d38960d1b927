"""`gongkai search`: full text."""

from typing import Annotated

import typer
from rich.text import Text
from sqlalchemy import Connection

from query.cli.failures import tells_failures
from query.cli.long_answers import Facts, json_texts, print_long
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
from query.cli.terminal import counted, styled, write
from query.search import PAGE, SectionHit, SectionHits, SectionList, SectionSearch
from query.tables import table_of_hits
from storage.bigrams import NothingToSearch

EXAMPLES = (
    "gongkai search 行政复议",
    "gongkai search 公开 申请 --division 330112 --years 2019-2021",
    "gongkai search 2020年 --section overview --csv --limit 1000",
)


@tells_failures
def search(
    context: typer.Context,
    phrases: Annotated[
        list[str], typer.Argument(metavar="WORDS", help="Each stands in the same section, as a phrase.")
    ],
    *,
    publisher: AnyPublisherOption = None,
    division: DivisionOption = None,
    years: YearsOption = None,
    section: Annotated[
        str | None,
        typer.Option("--section", metavar="KEY", help="Only this part: overview, problems, other."),
    ] = None,
    finding: Annotated[
        str | None,
        typer.Option("--finding", metavar="ID", help="Only where this check failed: R01."),
    ] = None,
    all_versions: Annotated[
        bool, typer.Option("--all-versions", help="Also what reports said before, or elsewhere.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many sections.")] = PAGE,
    after: Annotated[
        int, typer.Option("--after", min=0, help="The next page: what the page before told.")
    ] = 0,
    as_of: AsOfOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Find the sections of the narrative in which words stand, in the order in which they were read.

    Letters are alike in any case and width, white space counts for nothing, and other signs are all alike.
    A word of letters or digits is found whole: 2020, not 20.
    """
    one_format(as_json=as_json, as_csv=as_csv)
    asked_years = year_range(years)
    with open_archive(context, archive) as opened:
        chosen = opened.choose_publisher(publisher, single_year(asked_years)) if publisher else None
        asked = SectionSearch(
            phrases=tuple(phrases),
            publisher_id=chosen.publisher.id if chosen else None,
            division_code=division_code(division),
            years=asked_years,
            section=section,
            finding=finding,
            all_versions=all_versions,
            limit=limit,
            after=after,
            as_of=moment_of(as_of),
        )
        opened.refuse_unknown(asked)
        try:
            if as_json:
                print_long(opened.engine, lambda connection: json_texts(_facts(connection, asked)))
            elif as_csv:
                print_long(
                    opened.engine,
                    lambda connection: table_of_hits(SectionHits(connection, asked)).csv_lines(),
                )
            else:
                _write_hits(opened.search(asked))
        except NothingToSearch as failure:
            raise typer.BadParameter(str(failure), param_hint="WORDS") from failure


def _facts(connection: Connection, search: SectionSearch) -> Facts:
    """Yield what a `SectionList` has."""
    hits = SectionHits(connection, search)
    yield "hits", iter(hits)
    yield "after", hits.after


def _write_hits(found: SectionList) -> None:
    for hit in found.hits:
        _write_hit(hit)
    write(counted(len(found.hits), "section"), "dim")
    if found.after is not None:
        write(f"more: --after {found.after}", "dim")


def _write_hit(hit: SectionHit) -> None:
    write(styled((f"{hit.publisher.name} {hit.year}", "bold"), (f"  {hit.heading}  {hit.url}", "dim")))
    line, place = Text("  "), 0
    for start, end in hit.highlights:
        line.append(styled(hit.snippet[place:start]))
        line.append(styled((hit.snippet[start:end], "bold yellow")))
        place = end
    line.append(styled(hit.snippet[place:]))
    write(line)
