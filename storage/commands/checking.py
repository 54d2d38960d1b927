"""`gongkai recheck` and `gongkai review`: compare reports anew, and decide what a finding is worth."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from sqlalchemy import Connection, Engine

from storage.archive import Archive
from storage.commands.terminal import below_help
from storage.recheck import Scope, Tally
from storage.report_name import NoReportName, read_report_name, report_name
from storage.review import Decision, FindingAmbiguous, FindingUnknown
from storage.unit_of_work import read

EXAMPLES_OF_RECHECK = ("gongkai recheck", "gongkai recheck --portal linan --years 2020-2021")
EXAMPLES_OF_REVIEW = (
    "gongkai review 渌渚镇/2021 R01 --confirm --note 总计栏未填",
    "gongkai review R03 -p 渌渚镇 -y 2021 --member natural_person --dismiss --note 机关已说明",
)
ArchiveOption = Annotated[
    str | None,
    typer.Option("--archive", metavar="PATH|URL", help="The archive; default as for every command."),
]
PublisherOption = Annotated[
    str | None,
    typer.Option("--publisher", "-p", metavar="NAME", help="Only this publisher, by any of its names."),
]
YearsOption = Annotated[
    str | None, typer.Option("--year", "--years", "-y", metavar="YEARS", help="Only 2020, or 2019-2021.")
]
PortalOption = Annotated[
    str | None, typer.Option("--portal", metavar="ID", help="Only reports of this portal.")
]


@dataclass(frozen=True, slots=True)
class Manners:
    """What the program that mounts these commands gives them: `storage` may not import `query`.

    ``publisher_id`` finds whom a name means, ``refuse_unknown_portal`` raises for a portal that nobody knows,
    ``years`` reads a range of years, ``guard`` turns failures into messages and exit codes.
    """

    publisher_id: Callable[[Connection, str, int | None], str]
    refuse_unknown_portal: Callable[[Engine, str], None]
    years: Callable[[str | None], tuple[int, int] | None]
    guard: Callable[[Callable[..., None]], Callable[..., None]]

    def choose(self, archive: Archive, name: str, year: int | None) -> str:
        """Return the id of the publisher that a name means."""
        return read(archive.engine, lambda connection: self.publisher_id(connection, name, year))


def commands(manners: Manners) -> typer.Typer:
    """Return the commands, to be mounted without a name of their own."""
    app = typer.Typer()

    @app.command(epilog=below_help(*EXAMPLES_OF_RECHECK))
    @manners.guard
    def recheck(
        context: typer.Context,
        *,
        publisher: PublisherOption = None,
        years: YearsOption = None,
        portal: PortalOption = None,
        archive: ArchiveOption = None,
    ) -> None:
        """Compare reports anew with other years, other publishers and what they said before.

        A crawl does it for what it touched. Run it after a new release of the checks; running it again
        changes nothing.
        """
        asked = manners.years(years)
        one_year = asked[0] if asked and asked[0] == asked[1] else None
        with Archive.open(archive or context.obj, must_exist=True) as opened:
            if portal is not None:
                manners.refuse_unknown_portal(opened.engine, portal)
            chosen = manners.choose(opened, publisher, one_year) if publisher else None
            tally = _with_progress(opened, Scope(chosen, asked, portal))
        typer.echo(f"{tally.compared} reports compared, {tally.renewed} of them say something else now")
        if tally.broken:
            typer.echo(f"gongkai: the checks broke on {tally.broken} reports; see the log", err=True)
            raise typer.Exit(1)

    @app.command(epilog=below_help(*EXAMPLES_OF_REVIEW))
    @manners.guard
    def review(
        context: typer.Context,
        words: Annotated[
            list[str],
            typer.Argument(
                metavar="[REPORT] CHECK",
                help="The report, as find lists it: 杭州-临安区-昌化镇/2020. The check that failed: R01.",
            ),
        ],
        *,
        publisher: Annotated[
            str | None,
            typer.Option("--publisher", "-p", metavar="NAME", help="Instead of REPORT, with --year."),
        ] = None,
        year: Annotated[
            int | None, typer.Option("--year", "-y", metavar="YEAR", help="The year reported on.")
        ] = None,
        is_confirmed: Annotated[
            bool, typer.Option("--confirm/--dismiss", help="Is it a contradiction, or is it none?")
        ],
        note: Annotated[str, typer.Option("--note", help="Why; kept with the decision.")],
        member: Annotated[
            str | None,
            typer.Option("--member", metavar="KEY", help="Which part, where the check has several."),
        ] = None,
        archive: ArchiveOption = None,
    ) -> None:
        """Decide about a finding. The decision holds until a value that the finding compares changes.

        A report is named PUBLISHER/YEAR, by the id or any name of its publisher: 昌化镇/2020.
        """
        decision = Decision.CONFIRMED if is_confirmed else Decision.DISMISSED
        name, of_year, check = _asked(words, publisher, year)
        with Archive.open(archive or context.obj, must_exist=True) as opened:
            chosen = manners.choose(opened, name, of_year)
            try:
                found = opened.review(chosen, of_year, check, member, decision=decision, note=note)
            except (FindingUnknown, FindingAmbiguous) as failure:
                typer.echo(f"gongkai: {failure}", err=True)
                raise typer.Exit(2 if isinstance(failure, FindingAmbiguous) else 1) from failure
        about = f"{found.check}{f' {found.member}' if found.member else ''}"
        typer.echo(f"{report_name(chosen, of_year)} {about} {decision}")

    return app


def _asked(words: Sequence[str], publisher: str | None, year: int | None) -> tuple[str, int, str]:
    """Return publisher, year and check as REPORT CHECK names them, or CHECK with both options."""
    match words:
        case [check] if publisher is not None and year is not None:
            return publisher, year, check
        case [report, check] if publisher is None and year is None:
            try:
                return (*read_report_name(report), check)
            except NoReportName as failure:
                raise typer.BadParameter(str(failure), param_hint="REPORT") from failure
    message = "name the report and the check: 杭州-临安区-昌化镇/2020 R01, or R01 with --publisher and --year"
    raise typer.BadParameter(message, param_hint="[REPORT] CHECK")


def _with_progress(archive: Archive, scope: Scope) -> Tally:
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("comparing", total=None)
        return archive.recheck(scope, lambda done, of: progress.update(task, completed=done, total=of))
