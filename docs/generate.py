"""Write the parts of the pages that follow from the code: `python docs/generate.py`.

A part stands between `<!-- begin: name -->` and `<!-- end -->`. The test of the docs renders every
part again and fails when a page is behind the code.
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

from scrapy.commands import BaseRunSpiderCommand, ScrapyCommand
from scrapy.settings import Settings
from sqlalchemy import Column, Table, UniqueConstraint
from typer.main import get_command
from typer.testing import CliRunner

from checks.catalogue import catalogue
from checks.outcome import Verdict
from checks.registry import run_checks
from crawler.portal import load_portals
from crawler.portal_table import render_table
from parsers.parse import parse
from query.cli.program import app
from storage.models import metadata
from storage.portal_folders import BUNDLED
from storage.release.codebook_page import codebook_page

DOCS = Path(__file__).parent
COMMANDS = DOCS.parent / "crawler" / "commands"
GOLDEN = DOCS.parent / "tests" / "golden"  # five real reports, verified by hand
EXAMPLE = 60  # characters of an example
PART = re.compile(r"(<!-- begin: (?P<name>[a-z ]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def render_portals() -> str:
    """List the bundled portals. Those of other folders belong to somebody else."""
    lines = ["| id | portal | division | host | platforms expected | delay |", "|---|---|---|---|---|---|"]
    for portal in load_portals([BUNDLED]).values():
        platforms = ", ".join(portal.platforms)
        lines.append(
            f"| `{portal.id}` | {portal.title} | {portal.division_code} | {portal.hosts[0]} "
            f"| {platforms} | {portal.delay_seconds:g} s |"
        )
    return "\n".join(lines) + "\n"


def render_tables() -> str:
    """List every table with its columns and what makes a row unique, in the order of the data."""
    return "\n".join(line for table in metadata.tables.values() for line in _render_table(table))


def _render_table(table: Table) -> Iterator[str]:
    yield f"### `{table.name}`\n"
    yield "| column | type | null | key |"
    yield "|---|---|---|---|"
    for column in table.columns:
        null = "yes" if column.nullable else ""
        yield f"| `{column.name}` | {_type_of(column)} | {null} | {_key_of(column)} |"
    uniques = [item for item in table.constraints if isinstance(item, UniqueConstraint)]
    sets = sorted(", ".join(column.name for column in unique.columns) for unique in uniques)
    yield "\nUnique: " + "; ".join(f"({names})" for names in sets) + ".\n" if sets else ""


def _type_of(column: Column[Any]) -> str:
    kind = column.type
    name = type(kind).__name__
    length = getattr(kind, "length", None)
    return f"{name.lower()}({length})" if length else name.lower()


def _key_of(column: Column[Any]) -> str:
    roles = ["primary"] if column.primary_key else []
    roles += [f"`{key.target_fullname}`" for key in column.foreign_keys]
    return ", ".join(roles)


def render_checks() -> str:
    """List the catalogue of checks, by group and in their order."""
    lines: list[str] = []
    for group, members in groupby(catalogue().values(), key=lambda check: check.group):
        title = group.replace("_", " ")
        lines += ["", f"### {title[0].upper()}{title[1:]}", ""]
        lines += [
            "| id | name | severity | forms | rule | 规则 | formula | in a real report |",
            "|---|---|---|---|---|---|---|---|",
        ]
        for check in members:
            forms = ", ".join(sorted(check.forms))
            rule = f"{_cell(check.en)} | {_cell(check.zh)} | {_cell(check.formula)}"
            example = _cell(_examples().get(check.id, "—"))
            lines.append(
                f"| `{check.id}` | `{check.name}` | {check.severity} | {forms} | {rule} | {example} |"
            )
    return "\n".join(lines).lstrip("\n") + "\n"


@cache
def _examples() -> Mapping[str, str]:
    """Return the first finding of each check in the five real reports: who, when, and what it says."""
    found: dict[str, str] = {}
    for path in sorted(GOLDEN.glob("*/report.txt")):
        report = parse(path.read_bytes())
        publisher = "" if report.publisher is None else report.publisher.canonical
        for outcome in run_checks(report):
            if outcome.verdict is Verdict.FAILED and outcome.message_zh:
                said = outcome.message_zh
                said = said if len(said) <= EXAMPLE else f"{said[: EXAMPLE - 1]}…"
                found.setdefault(outcome.check, f"{publisher} {report.year}：{said}")
    return found


def _cell(text: str) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


def render_commands() -> str:
    """Give the help of every command of `gongkai`, as `--help` prints it."""
    names = [[], *([name] for name in get_command(app).commands)]
    return "\n".join(f"## gongkai {' '.join(words)}".rstrip() + f"\n\n{_help(words)}" for words in names)


def _help(words: list[str]) -> str:
    told = CliRunner().invoke(app, [*words, "--help"], terminal_width=100, prog_name="gongkai")
    lines = "\n".join(line.rstrip() for line in told.stdout.strip().splitlines())
    return f"```text\n{lines}\n```\n"


def render_crawler_commands() -> str:
    """Give what every command of ours for `scrapy` does, and its options beyond those of Scrapy."""
    names = sorted(path.stem for path in COMMANDS.glob("[a-z]*.py"))
    return "\n".join(line for name in names for line in _crawler_command(name))


def _crawler_command(name: str) -> Iterator[str]:
    command: ScrapyCommand = import_module(f"crawler.commands.{name}").Command()
    command.settings = Settings()
    scrapys, ours = argparse.ArgumentParser(), argparse.ArgumentParser(conflict_handler="resolve")
    base = BaseRunSpiderCommand if isinstance(command, BaseRunSpiderCommand) else ScrapyCommand
    base.add_options(command, scrapys)
    command.add_options(ours)
    known = {option for action in scrapys._actions for option in action.option_strings}  # noqa: SLF001
    yield f"## scrapy {name}\n\n`scrapy {name} {command.syntax()}`".replace(" `", "`")
    yield f"\n{command.long_desc()}\n"
    options = [action for action in ours._actions if not known.intersection(action.option_strings)]  # noqa: SLF001
    for action in options:
        value = "" if action.nargs == 0 else f" {action.metavar or action.dest.upper()}"
        yield f"* `{', '.join(action.option_strings)}{value}`: {action.help}"
    if options:
        yield ""


PARTS: dict[str, Callable[[], str]] = {
    "portals": render_portals,
    "portal keys": render_table,
    "tables": render_tables,
    "checks": render_checks,
    "commands": render_commands,
    "crawler commands": render_crawler_commands,
    "codebook": codebook_page,
}


def renew(page: str) -> str:
    """Return the page with every generated part written anew. KeyError for a part that nobody writes."""
    return PART.sub(lambda part: f"{part[1]}\n{PARTS[part['name']]().strip()}\n\n{part[3]}", page)


def main() -> None:
    """Renew every page in place and name those that changed."""
    for path in sorted(DOCS.rglob("*.md")):
        page = path.read_text(encoding="utf-8")
        renewed = page if path.name == "README.md" else renew(page)
        if renewed != page:
            path.write_text(renewed, encoding="utf-8", newline="\n")
            sys.stdout.write(f"{path.relative_to(DOCS)}\n")


if __name__ == "__main__":
    main()
