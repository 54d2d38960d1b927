"""What other programs read of a release: frictionless, sha256sum, YAML, DuckDB, polars, SQLite."""

import csv
import hashlib
import json
import re
import sqlite3
import subprocess
from contextlib import closing

import pytest
import yaml
from frictionless import Package, validate

import gongkai
from tests.query.seeds import CASES, truth_of

pytestmark = pytest.mark.needs("analysis")
# Citation File Format 1.2.0: what a file must have, and what this one may have besides.
CFF_REQUIRED = {"cff-version", "message", "title", "authors"}
CFF_KNOWN = {*CFF_REQUIRED, "type", "version", "date-released", "license", "abstract", "keywords"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_frictionless_finds_the_package_and_every_table_of_it_valid(made):
    report = validate(str(made / "datapackage.json"))
    assert [(task.name, error.message) for task in report.tasks for error in task.errors] == []
    assert report.valid
    package = Package(str(made / "datapackage.json"))
    described = {resource.path for resource in package.resources}
    there = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    assert described == {
        path for path in there if path not in {"datapackage.json", "SHA256SUMS"} and "originals" not in path
    }
    assert package.licenses[0]["name"] == "CC-BY-4.0"


def test_sha256sum_finds_every_file_as_it_should_be(made):
    found = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=made, capture_output=True, text=True, check=True
    )
    files = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    assert {line.rpartition(": OK")[0] for line in found.stdout.splitlines()} == files - {"SHA256SUMS"}


def test_the_citation_is_one_that_cff_1_2_knows(made):
    said = yaml.safe_load((made / "CITATION.cff").read_text(encoding="utf-8"))
    assert CFF_REQUIRED <= set(said) <= CFF_KNOWN
    assert (said["cff-version"], said["type"], said["version"]) == ("1.2.0", "dataset", made.name)
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", said["date-released"])
    assert said["authors"] == [{"name": "The Gongkai contributors"}]


def test_the_card_has_the_context_that_croissant_prescribes(made):
    """As mlcroissant 1.1.1 wants it, which found the card valid; without @language it reads none."""
    card = json.loads((made / "croissant.json").read_text(encoding="utf-8"))
    context = card["@context"]
    assert (context["@language"], context["@vocab"]) == ("en", "https://schema.org/")
    assert context["citeAs"] == "cr:citeAs"
    assert context["data"] == {"@id": "cr:data", "@type": "@json"}
    assert (card["@type"], card["conformsTo"]) == ("sc:Dataset", "http://mlcommons.org/croissant/1.0")


def test_the_card_for_searches_of_data_sets_names_every_table_with_its_digest(made):
    card = json.loads((made / "croissant.json").read_text(encoding="utf-8"))
    named = {file["name"]: file["sha256"] for file in card["distribution"]}
    assert {path.name for path in made.glob("*.parquet")} <= set(named)
    assert {name: hashlib.sha256((made / name).read_bytes()).hexdigest() for name in named} == named


def test_every_reader_gives_the_same_sum_of_new_requests(made):
    """As the five reports print it in the column of totals, verified by hand."""
    import duckdb
    import polars

    expected = sum(
        float(cell["value"])
        for case in CASES
        for cell in truth_of(case)["cells"]
        if cell["key"] == "requests.new@total" and cell["value"] is not None
    )
    with closing(sqlite3.connect(made / "archive.sqlite")) as connection:
        query = "SELECT sum(num) FROM cells WHERE key = 'requests.new@total'"
        assert connection.execute(query).fetchone() == (expected,)
    asked = f"SELECT sum(value) FROM '{made / 'cells.parquet'}' WHERE key = 'requests.new@total'"
    assert duckdb.sql(asked).fetchall() == [(expected,)]
    assert polars.read_parquet(made / "reports.parquet")["req_new__total"].sum() == expected
    with (made / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
        assert sum(float(row["req_new__total"]) for row in csv.DictReader(file)) == expected


def test_the_codebook_explains_every_column_of_the_wide_tables(made):
    with (made / "codebook.csv").open(encoding="utf-8-sig", newline="") as file:
        explained = [row["name"] for row in csv.DictReader(file)]
    with (made / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
        columns = next(csv.reader(file))
    assert explained == columns[columns.index("sha256") + 1 :]
    page = (made / "codebook.md").read_text(encoding="utf-8")
    assert [name for name in explained if f"| `{name}` |" not in page] == []


def test_a_release_opens_as_an_archive_with_its_original_files(made, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    with gongkai.open(made) as archive:
        cells = archive.cells("昌化镇", 2020)
        assert len(cells.cells) == 198
        assert archive.file(cells.sha256) is not None
    with gongkai.open(made / "archive.sqlite") as archive:
        assert len(archive.cells("昌化镇", 2020).cells) == 198
