"""What docs/how-to/release.md shows for Datasette finds what `gongkai search` finds."""

import json
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from types import ModuleType

import gongkai
from tests.query.seeds import fill

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "release.md").read_text(encoding="utf-8")


def shown(language):
    (found,) = re.findall(
        rf"^```{language}\n(.*?)^```", PAGE.partition("### Free SQL")[2], re.DOTALL | re.MULTILINE
    )
    return found


def test_the_search_shown_for_datasette_finds_what_the_program_finds(tmp_path, monkeypatch):
    datasette = ModuleType("datasette")
    datasette.hookimpl = lambda function: function
    monkeypatch.setitem(sys.modules, "datasette", datasette)
    plugin = {}
    exec(shown("python"), plugin)
    query = json.loads(shown("json"))["databases"]["archive"]["queries"]["search"]["sql"]
    fill(tmp_path)
    path = tmp_path / "archive.sqlite"
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        plugin["prepare_connection"](connection)
        by_sql = [row[:3] for row in connection.execute(query, {"words": "行政复议"})]
    with gongkai.open(path) as archive:
        hits = archive.search(gongkai.SectionSearch(("行政复议",), limit=None)).hits
        assert sorted(by_sql) == sorted((hit.publisher.name, hit.year, hit.heading) for hit in hits)
    assert by_sql
