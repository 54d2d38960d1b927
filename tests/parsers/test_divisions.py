"""The table of the whole country, against the four counties that were taken from the snapshots by hand."""

import csv
import gzip
import hashlib
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from parsers import divisions as module
from parsers.division_table import DivisionTable
from parsers.divisions import Division, Divisions, known_divisions

TESTS = Path(__file__).parent.parent
DATA = Path(module.__file__).parent / "data"
with (TESTS / "expectations" / "divisions_four_counties.csv").open(encoding="utf-8") as lines:
    FOUR_COUNTIES = list(csv.DictReader(lines))


def test_the_table_agrees_with_the_four_counties_taken_by_hand():
    table = set(DivisionTable.shipped().text.splitlines())
    assert [row for row in FOUR_COUNTIES if ",".join(row.values()) not in table] == []


def test_the_table_is_what_its_record_says():
    record = tomllib.loads((DATA / "divisions.toml").read_text(encoding="utf-8"))
    table = gzip.decompress((DATA / "divisions.csv.gz").read_bytes())
    assert hashlib.sha256(table).hexdigest() == record["table"]["sha256"]
    assert table.count(b"\n") == record["table"]["rows"]
    assert len(record["snapshots"]) == 8


def test_the_table_is_sorted_complete_and_small():
    rows = [line.split(",") for line in DivisionTable.shipped().text.splitlines()]
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert len({(code, first) for code, _, first, _ in rows}) == len(rows)
    known = {code for code, *_ in rows}
    assert {code[:6] for code in known} <= known
    assert len({code for code in known if code.endswith("0000")}) == 34
    assert (DATA / "divisions.csv.gz").stat().st_size < 2_000_000


def test_no_name_keeps_what_the_statistics_added():
    names = [line.split(",")[1] for line in DivisionTable.shipped().text.splitlines()]
    assert [name for name in names if name.endswith("街道办事处") or "（特殊" in name or "?" in name] == []


def test_the_table_is_not_read_on_import():
    asked = "import parsers.parse, sys; from parsers.divisions import known_divisions as known; "
    command = [sys.executable, "-c", asked + "sys.exit(known.cache_info().currsize)"]
    told = subprocess.run(command, check=False, cwd=TESTS.parent)
    assert told.returncode == 0


@pytest.mark.parametrize(
    ("name", "year", "codes"),
    [
        ("渌渚镇", 2021, ["330111103"]),
        ("锦北街道", 2020, ["330112007"]),
        ("昌化镇", 2020, ["330112108", "469026104"]),
        ("长庆街道", 2020, ["220802002", "330103001"]),
        ("长庆街道", 2022, ["220802002", "330105014", "430281007"]),
        ("拱墅区", 2020, ["330105"]),
        ("渌渚镇", 2014, ["330183103"]),
        ("没有这样的镇", 2020, []),
    ],
)
def test_namesakes_are_those_of_the_year(name, year, codes):
    assert [row.code for row in known_divisions().homonyms(name, year)] == codes


def test_namesakes_are_told_with_all_that_stands_above_them():
    known = known_divisions()
    assert [known.full_name(row, 2020) for row in known.homonyms("王店镇", 2020)] == [
        "浙江省嘉兴市秀洲区王店镇",
        "安徽省阜阳市颍州区王店镇",
        "河南省南阳市内乡县王店镇",
        "河南省驻马店市泌阳县王店镇",
        "湖北省宜昌市当阳市王店镇",
        "湖北省孝感市孝昌县王店镇",
    ]


def test_as_many_names_are_shared_as_was_measured_on_the_last_snapshot():
    names = {}
    for line in DivisionTable.shipped().text.splitlines():
        code, name, _, last = line.split(",")
        if len(code) == 9 and last == "2023":
            names.setdefault(name, []).append(code)
    assert sum(map(len, names.values())) == 41_352
    assert len(names["城关镇"]) == 88
    assert all(len({code[:6] for code in codes}) == len(codes) for codes in names.values())


def test_before_the_first_snapshot_every_later_namesake_counts():
    rows = [
        Division("330198", "甲区", 2015, 2023),
        Division("330198101", "东镇", 2019, 2023),
        Division("330199", "乙区", 2015, 2023),
        Division("330199101", "东镇", 2015, 2017),
    ]
    divisions = Divisions(rows)
    assert len(divisions.homonyms("东镇", 2020)) == 1
    assert len(divisions.homonyms("东镇", 2010)) == 2


def test_a_year_without_a_snapshot_is_told_by_the_one_before_it():
    rows = [
        Division("330198", "甲区", 2015, 2023),
        Division("330198101", "旧镇", 2015, 2017),
        Division("330198101", "新镇", 2019, 2023),
    ]
    divisions = Divisions(rows)
    assert divisions.find("330198101", 2018).name == "旧镇"
    assert divisions.find("330198101", 2019).name == "新镇"
    assert divisions.find("330198101", 2025).name == "新镇"


def test_what_stands_above_leaves_out_rows_that_are_no_names():
    known = known_divisions()
    assert known.full_name(known.find("310101", 2020), 2020) == "上海市黄浦区"
    assert known.full_name(known.find("429004", 2020), 2020) == "湖北省仙桃市"
