"""A release that was damaged is found out, whichever file it was, also where the sums were written anew."""

import json
import sqlite3
from contextlib import closing

import pytest

from storage.release.checksums import write_sums

pytestmark = pytest.mark.needs("analysis")
FILES = (
    "archive.sqlite", "cells.parquet", "reports.csv", "reports.parquet", "marks.parquet", "findings.csv",
    "stata/reports_2020.dta", "codebook.md", "datapackage.json", "README.md", "LICENSE-DATA", "changes.csv",
)  # fmt: skip


def verify_release(folder):
    from storage.release.verification import verify_release as verify

    return list(verify(folder))


def sum_anew(folder):
    """Write digests as somebody would who hides what was done."""
    write_sums(folder)
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        if "hash" in resource:
            resource["hash"] = f"sha256:{sums[resource['path']]}"
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    write_sums(folder)


def test_a_release_as_it_was_made_is_whole(made):
    assert verify_release(made) == []


@pytest.mark.parametrize("name", FILES)
def test_one_changed_byte_is_found_in_any_file(loose, name):
    body = bytearray((loose / name).read_bytes())
    body[len(body) // 2] ^= 1
    (loose / name).write_bytes(body)
    assert any(line.startswith(f"{name} is not what SHA256SUMS says") for line in verify_release(loose)) or (
        name == "datapackage.json"
        and any(
            "datapackage.json" in line or "cannot be read" in line or "no release" in line
            for line in verify_release(loose)
        )
    )


def test_files_that_are_missing_or_strange_are_named(loose):
    (loose / "mentions.parquet").unlink()
    (loose / "extra.txt").write_text("x")
    found = verify_release(loose)
    assert "mentions.parquet is missing" in found
    assert "extra.txt is in no line of SHA256SUMS" in found


def test_a_line_less_of_csv_is_found(loose):
    lines = (loose / "findings.csv").read_bytes().split(b"\r\n")
    (loose / "findings.csv").write_bytes(b"\r\n".join(lines[:-2]) + b"\r\n")
    sum_anew(loose)
    (found,) = verify_release(loose)
    assert found.startswith("findings.csv has ")


def test_a_figure_changed_in_parquet_is_found_beside_the_database(loose):
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(loose / "cells.parquet")
    values = table["value"].to_pylist()
    place = next(n for n, key in enumerate(table["key"].to_pylist()) if key == "requests.new@total")
    values[place] += 1
    column = table.schema.get_field_index("value")
    pq.write_table(table.set_column(column, "value", pa.array(values, pa.float64())), loose / "cells.parquet")
    sum_anew(loose)
    (found,) = verify_release(loose)
    assert found.startswith("requests.new@total is in 5 reports")


def test_a_figure_that_became_zero_in_the_database_is_found_though_the_sum_stays(loose):
    with closing(sqlite3.connect(loose / "archive.sqlite")) as connection:
        connection.execute(
            "UPDATE cell SET num = 0 WHERE num IS NULL AND cell_id = "
            "(SELECT id FROM form_cell WHERE key = 'review.total') AND mark = 'picture'"
        )
        connection.commit()
    sum_anew(loose)
    (found,) = verify_release(loose)
    assert found.startswith("review.total is in 5 reports")


def test_a_column_less_and_a_report_less_are_found(loose):
    import pyarrow.parquet as pq

    table = pq.read_table(loose / "marks.parquet")
    pq.write_table(table.drop_columns(["req_new__total"]), loose / "marks.parquet")
    pq.write_table(pq.read_table(loose / "reports.parquet")[1:], loose / "reports.parquet")
    sum_anew(loose)
    assert sorted(verify_release(loose)) == [
        "marks.parquet has other columns than datapackage.json says",
        "reports.parquet has 4 rows, not 5",
    ]


def test_a_file_that_no_reader_takes_is_found(loose):
    for name in ("stata/reports_2021.dta", "sections.parquet"):
        (loose / name).write_bytes(b"no such file")
    sum_anew(loose)
    found = sorted(verify_release(loose))
    assert [line.partition(" cannot be read")[0] for line in found] == [
        "sections.parquet",
        "stata/reports_2021.dta",
    ]


def test_an_original_that_is_not_the_file_of_its_name_is_found(loose):
    path = next(path for path in sorted((loose / "originals").rglob("*")) if path.is_file())
    path.write_bytes(b"another report")
    write_sums(loose)
    (found,) = verify_release(loose)
    assert found == f"{path.relative_to(loose).as_posix()} is not the file of its name"


def test_what_is_no_release_is_said_to_be_none(tmp_path):
    (found,) = verify_release(tmp_path)
    assert "is no release" in found
