"""`gongkai versions`: what was seen of a report, and when."""

import typer

from query.answers import PublicationAnswer
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
from query.cli.terminal import minute, size, styled, write, write_json, write_table
from query.tables import table_of_versions

HEADS = ("version", "first seen", "last seen", "seen", "size", "cells", "findings", "digest", "type")

EXAMPLES = ("gongkai versions --publisher 昌化镇 --year 2020",)


@tells_failures
def versions(
    context: typer.Context,
    *,
    publisher: PublisherOption,
    year: YearOption,
    as_of: AsOfOption = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """List every version of every publication of a report, and each time it was observed."""
    one_format(as_json=as_json, as_csv=as_csv)
    with open_archive(context, archive) as opened:
        found = opened.versions(publisher, year, moment_of(as_of))
    if as_json:
        write_json(found)
        return
    if as_csv:
        write_lines(table_of_versions(found))
        return
    write(styled((f"{found.publisher.name} {found.year}", "bold"), f"  {found.publisher.id}"))
    for publication in found.publications:
        _write_publication(publication)


def _write_publication(publication: PublicationAnswer) -> None:
    write()
    edition = f" {publication.edition}" if publication.edition else ""
    write(styled((f"{publication.number}  {publication.kind}{edition}  {publication.url}", "bold")))
    if publication.parent_url:
        write(f"   linked by {publication.parent_url}", "dim")
    if publication.versions:
        write_table(
            HEADS,
            (
                (
                    f"{version.name}{'*' if version.is_shown else ''}",
                    minute(version.first_seen_at),
                    minute(version.last_seen_at),
                    f"{version.observation_count}x",
                    size(version.byte_count),
                    version.readable_cell_count,
                    version.finding_count,
                    version.digest[:12],
                    version.media_type,
                )
                for version in publication.versions
            ),
            numbers="seen size cells findings",
        )
    for seen in publication.observations:
        shown = f"{publication.number}v{seen.version}" if seen.version else "—"
        detail = f"  {seen.detail}" if seen.detail else ""
        status = f" {seen.status}" if seen.status else ""
        write(
            f"   {minute(seen.observed_at)}  {seen.verdict}{status}  {shown}  crawl {seen.crawl_id}{detail}"
        )
