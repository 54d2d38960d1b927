"""An archive that an earlier release made is upgraded by this one, and says what it said."""

import json
import zipfile
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import MetaData, create_engine, func, select
from typer.testing import CliRunner

from query.cli.program import app
from storage.archive import Archive
from storage.database import open_engine
from storage.fsck import fsck
from storage.migrations.upgrade import migration_config, schema_revision
from storage.soundness import Trouble
from tests.released.make import QUESTIONS

RELEASES = sorted(Path(__file__).parent.glob("*.zip"))


@pytest.fixture(params=RELEASES, ids=lambda path: path.stem)
def folder(request, tmp_path):
    """The folder of an archive as that release left it."""
    with zipfile.ZipFile(request.param) as packed:
        packed.extractall(tmp_path)
    return tmp_path


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.needs("postgres"))])
def place(request, folder):
    path = folder / "archive.sqlite"
    if request.param == "sqlite":
        return path
    url = request.getfixturevalue("postgres").new_database(is_empty=True)
    _move(path, url)
    return url


def _move(path, url):
    """Put the rows of an old SQLite archive into Postgres, under the schema of its release."""
    old = create_engine(f"sqlite:///{path}")
    new = open_engine(url)
    with old.connect() as source, new.begin() as target:
        command.upgrade(migration_config(target), schema_revision(source))
        tables = MetaData()
        tables.reflect(target)
        kept = MetaData()
        kept.reflect(source)
        for table in tables.sorted_tables:
            rows = [dict(row._mapping) for row in source.execute(select(kept.tables[table.name]))]
            rows = [{key: _typed(table.c[key], value) for key, value in row.items()} for row in rows]
            if rows and table.name != "alembic_version":
                target.execute(table.insert(), rows)
            for column in table.primary_key:
                if column.autoincrement is True or (column.server_default is not None or column.identity):
                    last = target.scalar(select(func.max(column)))
                    target.exec_driver_sql(
                        f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), {last or 1}, {bool(last)})"
                    )
    old.dispose()
    new.dispose()


def _typed(column, value):
    """Give a value of SQLite the type that Postgres keeps it in."""
    if value is None:
        return None
    kind = column.type.python_type if column.type._type_affinity is not None else str
    if kind is bool:
        return bool(value)
    if kind in (dict, list) and isinstance(value, str):
        return json.loads(value)
    return value


def test_some_release_was_kept():
    assert RELEASES


def test_an_older_archive_says_after_its_upgrade_what_its_release_said(folder, place, monkeypatch):
    monkeypatch.setenv("GONGKAI_DATA", str(folder))
    before = json.loads((folder / "said.json").read_text(encoding="utf-8"))
    with Archive.open(place, folder) as archive:
        troubles = [one.trouble for one in fsck(archive.engine, archive.blobs)]
    assert troubles == [Trouble.WITHDRAWN]
    for question, words in QUESTIONS.items():
        asked = CliRunner().invoke(app, [*words, "--json", "--archive", str(place)])
        assert asked.exit_code == 0, asked.output
        assert beyond(before[question], json.loads(asked.stdout)) == [], question


def beyond(before, now, path=""):
    """Name what was said and is not said any more. What is said beside it is new and welcome."""
    if isinstance(before, dict) and isinstance(now, dict):
        return [
            line for key, value in before.items() for line in beyond(value, now.get(key), f"{path}.{key}")
        ]
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        pairs = enumerate(zip(before, now, strict=True))
        return [line for number, pair in pairs for line in beyond(*pair, f"{path}[{number}]")]
    return [] if before == now else [f"{path}: {before!r} -> {now!r}"]
