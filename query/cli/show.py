"""`gongkai show`: one report in full."""

import typer

from checks.diagnosis import Story
from query.answers import PublicationAnswer, ReportAnswer
from query.cli.failures import tells_failures
from query.cli.findings import write_finding
from query.cli.form_tables import write_findings, write_form
from query.cli.options import (
    ArchiveOption,
    AsOfOption,
    JsonOption,
    Language,
    LanguageOption,
    PublisherOption,
    YearOption,
    moment_of,
    open_archive,
)
from query.cli.parse import write_problems
from query.cli.terminal import minute, styled, write, write_json, write_table
from query.reading import Reading, reading_of

HEADLINE = 40  # characters of a section that tell what it is about

EXAMPLES = (
    "gongkai show --publisher 昌化镇 --year 2020",
    "gongkai show -p 昌化镇 -y 2020 --json",
)


@tells_failures
def show(
    context: typer.Context,
    *,
    publisher: PublisherOption,
    year: YearOption,
    language: LanguageOption = Language.ZH,
    as_of: AsOfOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one report: where it is published, its sections, its tables with findings marked.

    A whole page is no list, so there is no --csv: `gongkai cells --csv` and `gongkai findings --csv` give its lines.
    """
    with open_archive(context, archive) as opened:
        found = opened.report(publisher, year, moment_of(as_of))
    if as_json:
        write_json(found)
        return
    _write_head(found)
    _write_publications(found.publications)
    if found.document is None:
        write()
        write("Nothing readable of this report is left to show.", "yellow")
        return
    reading = reading_of(found.document)
    _write_sections(reading)
    write_form(reading)
    write()
    write(f"Findings (the report contradicts itself): {len(reading.findings)}", "bold")
    write_findings(reading.findings, with_english=language is Language.EN)
    _write_stories(found.stories, language)
    if found.beside:
        write()
        write(f"Findings beside other reports and earlier visits: {len(found.beside)}", "bold")
    for finding in found.beside:
        write_finding(finding, language, "")
    write_problems(dict(found.document))


def _write_stories(stories: tuple[Story, ...], language: Language) -> None:
    for story in stories:
        members = dict.fromkeys(check for check, _ in story.explains)
        write()
        write(f"One story ({', '.join(members)})", "bold")
        write(f"  {story.zh}")
        if language is Language.EN:
            write(f"  {story.en}", "dim")


def _write_head(found: ReportAnswer) -> None:
    document = found.document or {}
    write(styled((f"{found.publisher.name} {found.year}", "bold")))
    printed = f"   printed {'、'.join(found.aliases)}" if found.aliases else ""
    write(f"  id    {found.publisher.id}{printed}")
    write(f"  title {' '.join((document.get('title') or '—').split())}")
    write(f"  form  {document.get('form') or '—'}")


def _write_publications(publications: tuple[PublicationAnswer, ...]) -> None:
    write()
    write("Published", "bold")
    write_table(
        ("nr", "kind", "portal", "published", "versions", "last visit", "url"),
        (
            (
                one.number,
                f"{one.kind} {one.edition or ''}".strip(),
                one.portal_id,
                str(one.published_on or "—"),
                " ".join(f"{version.name}{'*' if version.is_shown else ''}" for version in one.versions),
                f"{one.last_verdict} {minute(one.observations[-1].observed_at)}" if one.observations else "—",
                one.url,
            )
            for one in publications
        ),
        numbers="nr",
    )
    write("* the version shown here", "dim")
    for version in (version for one in publications for version in one.versions):
        for part in version.parts:
            if part.withdrawn is not None:
                write(f"{version.name}  bytes {part.sha256} {part.withdrawn}", "yellow")


def _write_sections(reading: Reading) -> None:
    write()
    write("Sections", "bold")
    for section in reading.sections:
        words = " ".join(section.text.split())
        headline = f"{words[:HEADLINE]}{'…' if len(words) > HEADLINE else ''}"
        write(
            styled(
                f"  {section.heading or '(before the first heading)'}  ",
                (f"{len(words)} characters  {headline}", "dim"),
            )
        )
