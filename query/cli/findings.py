"""`gongkai findings`: where reports contradict themselves."""

from typing import Annotated

import typer

from checks.outcome import Severity
from query.answers import FindingAnswer
from query.cli.failures import tells_failures
from query.cli.options import (
    AnyPublisherOption,
    ArchiveOption,
    JsonOption,
    Language,
    LanguageOption,
    YearsOption,
    open_archive,
    single_year,
    year_range,
)
from query.cli.terminal import SEVERITY_STYLES, counted, styled, write, write_json
from query.findings import FindingSearch

EXAMPLES = (
    "gongkai findings --severity error",
    "gongkai findings --check R01 --years 2019-2021 --json",
)


@tells_failures
def findings(
    context: typer.Context,
    *,
    severity: Annotated[Severity | None, typer.Option("--severity", help="Only so grave.")] = None,
    check: Annotated[str | None, typer.Option("--check", metavar="ID", help="Only this check: R01.")] = None,
    publisher: AnyPublisherOption = None,
    years: YearsOption = None,
    language: LanguageOption = Language.ZH,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the checks that failed on the reports of the archive, one line each."""
    asked_years = year_range(years)
    with open_archive(context, archive) as opened:
        chosen = opened.choose_publisher(publisher, single_year(asked_years)) if publisher else None
        found = opened.findings(
            FindingSearch(
                severity=severity.value if severity else None,
                check=check,
                publisher_id=chosen.publisher.id if chosen else None,
                years=asked_years,
            )
        )
    if as_json:
        write_json({"findings": found})
        return
    for finding in found:
        _write_finding(finding, language)
    write(counted(len(found), "finding"), "dim")


def _write_finding(finding: FindingAnswer, language: Language) -> None:
    words = finding.message_zh or finding.message_en
    write(
        styled(
            f"{finding.publisher.name} {finding.year}  ",
            (f"{finding.check} {finding.severity}", SEVERITY_STYLES[finding.severity]),
            f"  {words}"
            + (f"  {finding.message_en}" if language is Language.EN and words != finding.message_en else ""),
        )
    )
