"""The national forms as data (forms.toml): blocks, rows and columns with the keys of their cells."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

_FORMS = Path(__file__).parent / "forms.toml"
PROACTIVE, REQUESTS, REVIEW = "proactive", "requests", "review_litigation"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A row or column: its key and its label as the notice prints it."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class ProactiveBlock:
    """A part of the table of 主动公开, with headings of its own."""

    heading: str
    columns: tuple[Labelled, ...]
    rows: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A row of the table of requests: labels from the outermost group to its own."""

    key: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CorpusForm:
    """One form. ``leaves`` are the rows of outcomes that add up to the total."""

    id: str
    blocks: tuple[ProactiveBlock, ...]
    requests: tuple[RequestRow, ...]
    applicants: tuple[Labelled, ...]
    groups: tuple[Labelled, ...]
    outcomes: tuple[Labelled, ...]
    leaves: tuple[str, ...]
    keys: Mapping[str, tuple[str, ...]]  # table -> keys of its cells in printed order


@cache
def forms() -> Mapping[str, CorpusForm]:
    """Return both forms by their id."""
    data = tomllib.loads(_FORMS.read_text(encoding="utf-8"))
    return MappingProxyType({form["id"]: _form(form, data) for form in data["forms"]})


def form_of(year: int) -> CorpusForm:
    """Return the form that reports of a year print."""
    return forms()["2019" if year < 2021 else "2021"]


def _form(form: dict[str, Any], data: dict[str, Any]) -> CorpusForm:
    blocks = tuple(
        ProactiveBlock(block["heading"], _labelled(block["columns"]), _labelled(block["rows"]))
        for block in form["blocks"]
    )
    requests = tuple(RequestRow(row["key"], tuple(row["path"])) for row in form["requests"])
    applicants, groups, outcomes = (
        _labelled(data[name]) for name in ("applicants", "review_groups", "review_outcomes")
    )
    keys = {
        PROACTIVE: tuple(
            f"proactive.{row.key}.{column.key}"
            for block in blocks
            for row in block.rows
            for column in block.columns
        ),
        REQUESTS: tuple(f"{row.key}@{column.key}" for row in requests for column in applicants),
        REVIEW: tuple(f"{group.key}.{outcome.key}" for group in groups for outcome in outcomes),
    }
    leaves = tuple(
        row.key for row in requests if row.key.startswith("outcome.") and row.key != "outcome.total"
    )
    return CorpusForm(
        form["id"], blocks, requests, applicants, groups, outcomes, leaves, MappingProxyType(keys)
    )


def _labelled(pairs: list[dict[str, str]]) -> tuple[Labelled, ...]:
    return tuple(Labelled(pair["key"], pair["label"]) for pair in pairs)
