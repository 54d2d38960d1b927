"""Write columns into a portal file as text, so that a person's comments and order stay as they are.

The text is checked before it replaces the file: it must load, and differ in its columns only.
"""

import json
import os
import re
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from crawler.portal import DISCOVER, Column, Portal, Role, load_portal

TABLE = re.compile(r"^\s*\[")
COLUMNS = re.compile(r"^\s*\[\[\s*columns\s*\]\]")
SUBTABLE = re.compile(r"^\s*\[\s*columns\.")


class PortalTextError(ValueError):
    """A file that cannot be changed safely; it is left as it was."""


def render_portal(
    *,
    title: str,
    division_code: str,
    host: str,
    scheme: str,
    platforms: Sequence[str],
    columns: Sequence[Column],
    on: date,
) -> str:
    """Return a new portal file."""
    names = ", ".join(_quoted(name) for name in platforms)
    head = [
        "# Every key is explained in docs/portals.md.",
        f"# Written by scrapy addportal on {on}; not yet looked at by a person.",
        f"title = {_quoted(title)}",
        f"division_code = {_quoted(division_code)}",
        f"hosts = [{_quoted(host)}]",
        f"scheme = {_quoted(scheme)}",
        *([f"platforms = [{names}]"] if platforms else []),
        "delay_seconds = 2.0",
    ]
    roles = {column.role for column in columns}
    searched = [Column(url=DISCOVER, role=role) for role in Role if role.is_walked and role not in roles]
    blocks = [_block(column, host, "") for column in (*columns, *searched)]
    return "\n".join(head) + "\n\n" + "\n\n".join(blocks) + "\n"


def write_columns(path: Path, columns: Sequence[Column], on: date) -> int:
    """Write columns that the file does not name yet; return how many. Raises `PortalTextError`.

    The block that says "discover" for 年报 columns is turned into comments, as it is answered now.
    Blocks of units and fallbacks stay: portals found new towns.
    """
    portal = load_portal(path)
    named = {(_path(column.url, portal), column.unit) for column in portal.columns}
    fresh = [column for column in columns if (_path(column.url, portal), column.unit) not in named]
    if not fresh:
        return 0
    text = path.read_text(encoding="utf-8")
    host = portal.hosts[0]
    answered = any(column.unit is None for column in fresh)
    lines = _without_search(text.splitlines(), on) if answered else text.splitlines()
    blocks = "\n\n".join(_block(column, host, f"# Found by scrapy discover on {on}.\n") for column in fresh)
    changed = "\n".join(lines).rstrip("\n") + f"\n\n{blocks}\n"
    _check(changed, path.name, portal, fresh)
    replace_text(path, changed)
    return len(fresh)


def replace_text(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    unfinished = path.with_suffix(".toml.new")
    with unfinished.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def _check(text: str, name: str, before: Portal, fresh: Sequence[Column]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / name
        trial.write_text(text, encoding="utf-8")
        try:
            after = load_portal(trial)
        except ValueError as error:
            message = f"the changed text would not load: {error}"
            raise PortalTextError(message) from None
    kept = [one for one in before.columns if one in after.columns or not _is_search(one)]
    is_same = before.model_dump(exclude={"columns"}) == after.model_dump(exclude={"columns"})
    added = {(_path(one.url, before), one.unit) for one in after.columns}
    wanted = {(_path(one.url, before), one.unit) for one in (*kept, *fresh)}
    if not is_same or not wanted <= added:
        message = "the changed text would say something else besides the new columns"
        raise PortalTextError(message)


def _without_search(lines: list[str], on: date) -> list[str]:
    """Turn the blocks that search for 年报 columns into comments."""
    out: list[str] = []
    at = 0
    while at < len(lines):
        end = _end_of_block(lines, at)
        block = lines[at:end]
        if COLUMNS.match(lines[at]) and _searches_reports(block):
            out.append(f"# Answered by scrapy discover on {on}:")
            out += [
                f"# {line}" if line.strip() and not line.lstrip().startswith("#") else line for line in block
            ]
        else:
            out += block
        at = end
    return out


def _end_of_block(lines: list[str], at: int) -> int:
    """Return where a [[columns]] block ends, or the next line for any other line."""
    if not COLUMNS.match(lines[at]):
        return at + 1
    end = at + 1
    while end < len(lines) and (not TABLE.match(lines[end]) or SUBTABLE.match(lines[end])):
        end += 1
    return end


def _searches_reports(block: list[str]) -> bool:
    keys = [re.sub(r"\s", "", line.partition("#")[0]) for line in block]
    others = [key for key in keys if key.startswith("role=") and Role.ANNUAL_REPORTS not in key]
    return f'url="{DISCOVER}"' in keys and not others


def _is_search(column: Column) -> bool:
    return column.url == DISCOVER and column.role is Role.ANNUAL_REPORTS


def _block(column: Column, host: str, comment: str) -> str:
    lines = [
        "[[columns]]",
        f"url = {_quoted(_short(column.url, host))}",
        f"role = {_quoted(column.role.value)}",
    ]
    if column.unit:
        lines.append(f"unit = {_quoted(column.unit)}")
    return comment + "\n".join(lines)


def _short(url: str, host: str) -> str:
    parts = urlsplit(url)
    if parts.netloc != host:
        return url
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _path(url: str, portal: Portal) -> str:
    return _short(url, portal.hosts[0])


def _quoted(text: str) -> str:
    """Return a basic string of TOML: JSON's is one, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
