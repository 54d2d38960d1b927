"""`gongkai findings`: where reports contradict themselves."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated

import typer

from checks.outcome import Severity
from query.answers import FindingAnswer
from query.cli.failures import tells_failures
from query.cli.long_answers import print_list
from query.cli.options import (
    AnyPublisherOption,
    ArchiveOption,
    AsOfOption,
    CsvOption,
    JsonOption,
    Language,
    LanguageOption,
    YearsOption,
    moment_of,
    one_format,
    open_archive,
    single_year,
    year_range,
)
from query.cli.terminal import SEVERITY_STYLES, counted, styled, write
from query.findings import FindingSearch, find_findings
from query.tables import table_of_findings
from storage.review import ReviewState

EXAMPLES = (
    "gongkai findings --severity error",
    "gongkai findings --check R01 --years 2019-2021 --json",
    "gongkai findings --open --publisher 昌化镇",
)


@tells_failures
def findings(
    context: typer.Context,
    *,
    severity: Annotated[Severity | None, typer.Option("--severity", help="Only so grave.")] = None,
    check: Annotated[str | None, typer.Option("--check", metavar="ID", help="Only this check: R01.")] = None,
    publisher: AnyPublisherOption = None,
    years: YearsOption = None,
    only_open: Annotated[
        bool, typer.Option("--open", help="Only those that nobody has decided about, or that changed since.")
    ] = False,
    language: LanguageOption = Language.ZH,
    as_of: AsOfOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """List the checks that failed on the reports of the archive, alone and beside others, one line each."""
    one_format(as_json=as_json, as_csv=as_csv)
    asked_years = year_range(years)
    with open_archive(context, archive) as opened:
        chosen = opened.choose_publisher(publisher, single_year(asked_years)) if publisher else None
        search = FindingSearch(
            severity=severity.value if severity else None,
            check=check,
            publisher_id=chosen.publisher.id if chosen else None,
            years=asked_years,
            only_open=only_open,
            as_of=moment_of(as_of),
        )
        opened.refuse_unknown(search)
        if as_json or as_csv:
            values = partial(find_findings, search=search)
            print_list(opened.engine, "findings", values, table_of_findings, as_json=as_json)
        else:
            _write_findings(opened.findings(search), language)


def _write_findings(found: Sequence[FindingAnswer], language: Language) -> None:
    for finding in found:
        write_finding(finding, language, f"{finding.publisher.name} {finding.year}  ")
    write(counted(len(found), "finding"), "dim")


def write_finding(finding: FindingAnswer, language: Language, lead: str) -> None:
    """Print a finding in one line, with what people decided about it."""
    words = finding.message_zh or finding.message_en
    decided = "" if finding.review is ReviewState.OPEN else f"  [{finding.review}"
    note = f": {finding.note}" if finding.note else ""
    write(
        styled(
            lead,
            (f"{finding.check} {finding.severity}", SEVERITY_STYLES[finding.severity]),
            f"  {words}"
            + (f"  {finding.message_en}" if language is Language.EN and words != finding.message_en else ""),
            (f"{decided}{note}]" if decided else "", "dim"),
        )
    )
