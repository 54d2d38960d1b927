"""`gongkai crawl-status`: how the crawls went."""

import json
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from query.answers import CrawlAnswer
from query.cli.csv_lines import write_lines
from query.cli.failures import tells_failures
from query.cli.options import ArchiveOption, CsvOption, JsonOption, one_format, open_archive
from query.cli.terminal import VERDICT_STYLES, minute, styled, write, write_json
from query.tables import table_of_crawls

EXAMPLES = (
    "gongkai crawl-status",
    "gongkai crawl-status --portal linan --limit 1 --json",
)


@tells_failures
def crawl_status(
    context: typer.Context,
    *,
    portal: Annotated[str | None, typer.Option("--portal", help="Only this portal: linan.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many crawls of a portal.")] = 5,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
) -> None:
    """Tell how the crawls of each portal went: verdict, reasons, alarms, counts, columns."""
    one_format(as_json=as_json, as_csv=as_csv)
    with open_archive(context, archive) as opened:
        found = opened.crawls(portal, limit)
    if as_json:
        write_json({"crawls": found})
        return
    if as_csv:
        write_lines(table_of_crawls(found))
        return
    if not found:
        write("no crawls")
    seen = None
    for crawl in found:
        if crawl.portal_id != seen:
            if seen is not None:
                write()
            write(f"{crawl.portal_id}  {crawl.portal_title}", "bold")
            seen = crawl.portal_id
        _write_crawl(crawl)


def _write_crawl(crawl: CrawlAnswer) -> None:
    verdict = crawl.verdict or "unfinished (running, or killed)"
    arguments = " ".join(f"{name}={value}" for name, value in crawl.arguments.items())
    write(
        styled(
            f"  {crawl.id}  {minute(crawl.started_at)} – {minute(crawl.finished_at)}  ",
            (verdict, VERDICT_STYLES.get(verdict, "yellow")),
            f"  {crawl.mode} {arguments}".rstrip(),
        )
    )
    for reason in crawl.reasons:
        write(f"       {reason}", "yellow")
    for alarm in crawl.alarms:
        if not any(alarm["message"] in reason for reason in crawl.reasons):
            write(f"       {alarm['kind']}: {alarm['message']}", "yellow")
    counts = crawl.counts or crawl.capture_counts
    if counts:
        write(f"       {_counted(counts)}")
    for column, said in crawl.columns.items():
        write(f"       {column}  {_column(said) if isinstance(said, Mapping) else _word(said)}", "dim")


def _column(said: Mapping[str, Any]) -> str:
    """Write what became of one column: verdict and reason, then every number it came with."""
    words = [_word(said[name]) for name in ("verdict", "reason") if said.get(name)]
    numbers = {name: count for name, count in said.items() if isinstance(count, int)}
    return "  ".join((*words, _counted(numbers)))


def _counted(counts: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {_word(count)}" for name, count in counts.items())


def _word(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
