"""The wide tables of a release over made-up reports, written as a release writes them, without an archive behind them.

The same files for the same count, every time. A report has the boxes of its form: four of five print a number, mostly
zero, and the others a dash, a blank, a word or nothing that could be read. One of fifty is no form at all. Beside the
tables stands a database of their publishers, so that `gongkai` opens the folder as a release; it has no reports.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from sqlalchemy import Connection, insert

from benchmarks.made_rows import BEGAN, division_of
from parsers.report import Mark
from storage.archive import Archive
from storage.models import crawl, form_cell, portal, publisher
from storage.release.codebook import Variable, codebook_rows, variables
from storage.release.content import CODEBOOK
from storage.release.metadata import DATAPACKAGE
from storage.release.wide import figure_columns
from storage.release.wide_fields import figure_table, mark_table, number_table
from storage.release.writing import CsvWriter, ParquetWriter

YEARS = range(2019, 2026)
AT_ONCE = 500  # reports, as a release takes them from its database
NO_FORM = 50  # of so many reports one is of no form, and has no cells
MARKS = (Mark.NUMBER, Mark.BLANK, Mark.SLASH, Mark.DASH, Mark.TEXT_NONE, Mark.UNREADABLE, Mark.ABSENT)
SHARES = (0.8, 0.06, 0.05, 0.04, 0.02, 0.01, 0.02)
IS_ZERO = 0.8  # of the numbers


def write_made_release(folder: Path, count: int) -> None:
    """Write the tables of so many reports, by year and publisher, into a new folder."""
    folder.mkdir(parents=True)
    owner_count = -(-count // len(YEARS))
    with Archive.open(folder / "archive.sqlite", folder) as archive, archive.engine.begin() as connection:
        _write_owners(connection, owner_count)
    columns = variables()
    with (
        ParquetWriter(folder, number_table(columns)) as numbers,
        ParquetWriter(folder, mark_table(columns)) as marks,
        ParquetWriter(folder, figure_table(columns)) as figures,
    ):
        for year, owners in _batches(owner_count, count):
            identity = _identity(year, owners)
            cells = _cells(columns, year, owners)
            told = [mark for one, (_, mark) in zip(columns, cells, strict=True) if not one.is_yuan]
            tables = (
                numbers.write([*identity, *(number for number, _ in cells)]),
                marks.write([*identity, *told]),
            )
            figures.write(figure_columns(columns, *tables))
    with CsvWriter(folder, CODEBOOK) as codebook:
        codebook.write_rows(list(codebook_rows(columns)))
    described = {"name": "gongkai", "version": "2026.01.1", "resources": []}
    (folder / DATAPACKAGE).write_text(json.dumps(described), encoding="utf-8")


def _write_owners(connection: Connection, count: int) -> None:
    """Write who reports, and which cells there are."""
    connection.execute(insert(portal), {"id": "made", "title": "made", "base_url": "https://www.example.org"})
    visit = {
        "portal_id": "made", "mode": "made", "arguments": {}, "resume_key": "made", "code_release": "0",
        "started_at": BEGAN, "finished_at": BEGAN, "verdict": "complete",
    }  # fmt: skip
    connection.execute(insert(crawl), visit)
    keys = [one.key for one in variables() if not one.is_yuan]
    connection.execute(insert(form_cell), [{"key": key} for key in keys])
    owners = [
        {"id": _owner(one), "name": _name(one), "type": "town_government", "division_code": division_of(one),
         "is_resolved": True}
        for one in range(count)
    ]  # fmt: skip
    connection.execute(insert(publisher), owners)


def _batches(owner_count: int, count: int) -> Iterator[tuple[int, range]]:
    left = count
    for year in YEARS:
        for start in range(0, min(owner_count, left), AT_ONCE):
            yield year, range(start, min(start + AT_ONCE, owner_count, left))
        left -= min(owner_count, left)


def _owner(number: int) -> str:
    return f"made-{number:06}"


def _name(number: int) -> str:
    return f"第{number}镇人民政府"


def _form_of(year: int) -> str:
    return "2019" if year < 2021 else "2021"


def _has_form(number: int) -> bool:
    return number % NO_FORM > 0


def _identity(year: int, owners: range) -> list[Any]:
    published = BEGAN.replace(year=year + 1)
    return [
        [_owner(one) for one in owners],
        [_name(one) for one in owners],
        ["town_government"] * len(owners),
        [division_of(one) for one in owners],
        [year] * len(owners),
        [_form_of(year) if _has_form(one) else "none" for one in owners],
        ["1v1"] * len(owners),
        [f"{published + timedelta(days=one % 100):%Y-%m-%d}" for one in owners],
        [f"https://www.example.org/art/{year}/{one}.html" for one in owners],
        [hashlib.sha256(f"{year} {one}".encode()).hexdigest() for one in owners],
    ]


def _cells(columns: Sequence[Variable], year: int, owners: range) -> list[tuple[pa.Array, pa.Array]]:
    """Return numbers and marks of each column."""
    chance = np.random.default_rng([year, owners.start])
    count = len(owners)
    has_form = np.fromiter(map(_has_form, owners), bool, count)
    words = pa.array([mark.value for mark in MARKS])
    nothing = pa.nulls(count, pa.float64()), pa.nulls(count, pa.string())
    found = []
    for one in columns:
        if _form_of(year) not in one.forms:
            found.append(nothing)
            continue
        mark = chance.choice(len(MARKS), count, p=SHARES)
        number = np.where(chance.random(count) < IS_ZERO, 0.0, np.floor(chance.lognormal(2, 1.5, count)))
        if one.is_yuan:
            number = number * 10_000 + 0.25
        is_number = has_form & (mark == 0)
        marks = words.take(pa.array(mark, mask=~has_form))
        found.append((pa.array(number, mask=~is_number), marks))
    return found
