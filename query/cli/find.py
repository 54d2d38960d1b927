"""`gongkai find`: which reports the archive has."""

from typing import Annotated

import typer
from sqlalchemy import Connection

from query.answers import ReportLine, ReportList
from query.cli.failures import tells_failures
from query.cli.long_answers import Facts, json_texts, print_long
from query.cli.options import (
    AnyPublisherOption,
    ArchiveOption,
    AsOfOption,
    CsvOption,
    JsonOption,
    PublishedOption,
    YearsOption,
    day_range,
    moment_of,
    one_format,
    open_archive,
    single_year,
    year_range,
)
from query.cli.terminal import counted, write, write_table
from query.reports import ReportSearch, count_reports, each_report
from query.tables import table_of_reports
from storage.report_name import report_name

HEADS = (
    "publisher", "year", "form", "cells", "findings", "problems", "versions", "published", "portal", "report",
)  # fmt: skip
NUMBERS = "year cells findings problems versions"

EXAMPLES = (
    "gongkai find",
    "gongkai find 行政复议 --years 2019-2021",
    "gongkai find --has-finding R01 --json",
    "gongkai find --published 2021-04-01.. --csv",
)


@tells_failures
def find(
    context: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORDS", help="All of them stand in name, title or text.")
    ] = None,
    *,
    publisher: AnyPublisherOption = None,
    years: YearsOption = None,
    portal: Annotated[str | None, typer.Option("--portal", help="Only this portal: linan.")] = None,
    has_finding: Annotated[
        str | None,
        typer.Option("--has-finding", metavar="ID", help="Only where this check failed: R01."),
    ] = None,
    published: PublishedOption = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="At most so many reports.")] = None,
    as_of: AsOfOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """List reports, by words, publisher, years, portal, finding or day of publication.

    That is the day that a portal tells, else (~) the day on which it was first seen; of several
    publications the earliest. The last column names the report as `gongkai review` takes it.
    """
    one_format(as_json=as_json, as_csv=as_csv)
    asked_years = year_range(years)
    with open_archive(context, archive) as opened:
        chosen = opened.choose_publisher(publisher, single_year(asked_years)) if publisher else None
        search = ReportSearch(
            words=tuple(words or ()),
            publisher_id=chosen.publisher.id if chosen else None,
            years=asked_years,
            portal_id=portal,
            has_finding=has_finding,
            limit=limit,
            published=day_range(published),
            as_of=moment_of(as_of),
        )
        opened.refuse_unknown(search)
        if as_json:
            print_long(opened.engine, lambda connection: json_texts(_facts(connection, search)))
        elif as_csv:
            print_long(
                opened.engine,
                lambda connection: table_of_reports(each_report(connection, search)).csv_lines(),
            )
        else:
            _write_reports(opened.find(search), has_words=bool(words))


def _facts(connection: Connection, search: ReportSearch) -> Facts:
    """Yield what a `ReportList` has."""
    yield "total", count_reports(connection, search)
    yield "reports", each_report(connection, search)


def _write_reports(found: ReportList, *, has_words: bool) -> None:
    if not found.reports:
        write("no reports")
        return
    with_words = ("where",) if has_words else ()
    write_table(
        (*HEADS, *with_words),
        (
            (
                line.publisher.name,
                line.year,
                line.form or "—",
                f"{line.readable_cell_count}/{line.cell_count}",
                line.finding_count,
                line.problem_count,
                line.version_count,
                _published(line),
                ", ".join(line.portals),
                report_name(line.publisher.id, line.year),
                *((line.snippet or "",) if has_words else ()),
            )
            for line in found.reports
        ),
        numbers=NUMBERS,
    )
    beyond = found.total - len(found.reports)
    write(counted(found.total, "report") + (f", {beyond} of them beyond --limit" if beyond else ""), "dim")


def _published(line: ReportLine) -> str:
    if line.published_on is None:
        return "—"
    return f"{'' if line.is_published_on_told else '~'}{line.published_on}"
