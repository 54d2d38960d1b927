"""Names of columns that every program takes: at most 32 letters, digits and underscores.

The rule: words of the table of abbreviations are shortened, ``@`` becomes ``__``, ``.`` becomes ``_``:
``outcome.denied.state_secret@org.legal_service`` is ``out_den_state_secr__org_law_svc``.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from parsers.forms.form import FormTable, forms

MAX_LENGTH = 32  # of a name in Stata
ABBREVIATIONS = Path(__file__).parent / "abbreviations.toml"
_WORD = re.compile(r"[a-z0-9]+")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


class NameUnfit(ValueError):
    """A key has no name that every program takes, or two keys have the same."""


def short_name(key: str) -> str:
    """Return the name of the column of a cell. Raises `NameUnfit`."""
    words = _WORD.sub(lambda word: _abbreviations().get(word[0], word[0]), key)
    name = words.replace("@", "__").replace(".", "_")
    if len(name) > MAX_LENGTH or not _NAME.fullmatch(name):
        message = f"the cell {key} would be the column {name}, which Stata does not take"
        raise NameUnfit(message)
    return name


def require_distinct(names: Iterable[str]) -> None:
    """Raise `NameUnfit` where two columns have one name."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            message = f"two columns would be called {name}"
            raise NameUnfit(message)
        seen.add(name)


@cache
def known_keys() -> tuple[str, ...]:
    """Return the keys of the cells of all forms, each once: table by table as printed, the oldest form first."""
    found: dict[str, dict[str, None]] = {}
    for form in forms().values():
        for table in form.tables:
            found.setdefault(table.key, {}).update(dict.fromkeys(_keys_of(table)))
    return tuple(dict.fromkeys(key for keys in found.values() for key in keys))


def _keys_of(table: FormTable) -> list[str]:
    """Return the keys of a table; a row that stands in for others comes before the first of them."""
    keys = [key for key, _, _ in table.cells()]
    for block in table.blocks:
        for row in block.stand_ins:
            first = next(at for at, key in enumerate(keys) if key.partition("@")[0] in row.replaces)
            keys[first:first] = [table.key_of(row, column) for column in block.columns]
    return keys


@cache
def _abbreviations() -> Mapping[str, str]:
    read: dict[str, str] = tomllib.loads(ABBREVIATIONS.read_text(encoding="utf-8"))
    return read
