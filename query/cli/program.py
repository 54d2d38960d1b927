"""Puts the commands together into the `gongkai` program."""

from importlib.metadata import version
from typing import Annotated

import typer

from query.cli import (
    cells,
    changed,
    chart,
    coverage,
    crawl_status,
    diff,
    distribution,
    find,
    findings,
    indicator,
    parse,
    problems,
    publishers,
    search,
    series,
    serve,
    show,
    versions,
)
from query.cli.failures import tells_failures
from query.cli.options import ArchiveOption, year_range
from query.cli.terminal import speak_utf8
from query.publisher_choice import publisher_id
from query.refusals import refuse_unknown_portal
from storage.commands.checking import Manners, commands
from storage.commands.copying import copying
from storage.commands.keeping import upkeep
from storage.commands.terminal import below_help

EXAMPLES = (
    "gongkai parse 昌化镇2020.docx",
    "gongkai find --years 2019-2021",
    "gongkai show --publisher 昌化镇 --year 2020",
    "gongkai cells --publisher 昌化镇 --year 2020 --json",
)


app = typer.Typer(
    name="gongkai",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=below_help(*EXAMPLES),
)
app.command(epilog=below_help(*find.EXAMPLES))(find.find)
app.command(epilog=below_help(*search.EXAMPLES))(search.search)
app.command(epilog=below_help(*show.EXAMPLES))(show.show)
app.command(epilog=below_help(*cells.EXAMPLES))(cells.cells)
app.command(epilog=below_help(*versions.EXAMPLES))(versions.versions)
app.command(epilog=below_help(*diff.EXAMPLES))(diff.diff)
app.command(epilog=below_help(*changed.EXAMPLES))(changed.changed)
app.command(epilog=below_help(*indicator.EXAMPLES))(indicator.indicator)
app.command(epilog=below_help(*series.EXAMPLES))(series.series)
app.command(epilog=below_help(*chart.EXAMPLES))(chart.chart)
app.command(epilog=below_help(*distribution.EXAMPLES))(distribution.distribution)
app.command(epilog=below_help(*findings.EXAMPLES))(findings.findings)
app.command(epilog=below_help(*publishers.EXAMPLES))(publishers.publishers)
app.command(epilog=below_help(*coverage.EXAMPLES))(coverage.coverage)
app.command(epilog=below_help(*parse.EXAMPLES))(parse.parse)
app.command(epilog=below_help(*problems.EXAMPLES))(problems.problems)
app.command(epilog=below_help(*crawl_status.EXAMPLES))(crawl_status.crawl_status)
app.command(epilog=below_help(*serve.EXAMPLES))(serve.serve)
app.add_typer(copying(tells_failures))
_manners = Manners(publisher_id, refuse_unknown_portal, year_range, tells_failures)
app.add_typer(commands(_manners))
app.add_typer(upkeep(_manners))


def _write_version(*, is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"gongkai {version('gongkai')}")
        raise typer.Exit


@app.callback()
def gongkai(
    context: typer.Context,
    *,
    archive: ArchiveOption = None,
    version_only: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=lambda is_asked: _write_version(is_asked=is_asked),
            is_eager=True,
            help="Print the release.",
        ),
    ] = False,
) -> None:
    """Read China's government information disclosure annual reports (政府信息公开工作年度报告), cell by cell."""
    context.obj = archive


def main() -> None:
    """Run the program."""
    speak_utf8()
    app()
