"""A release that was damaged is found out, whichever file it was, also where the sums were written anew."""

import csv
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
    by_count, by_row = verify_release(loose)
    assert by_count.startswith("findings.csv has ")
    assert by_row.startswith("findings.csv has fewer rows than archive.sqlite")


def in_parquet(name, column, rows, values):
    """Somebody writes other values into rows of a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    def change(folder):
        table = pq.read_table(folder / name)
        said = table[column].to_pylist()
        for row, value in zip(rows(table), values, strict=True):
            assert said[row] != value
            said[row] = value
        place = table.schema.get_field_index(column)
        changed = table.set_column(place, column, pa.array(said, table.schema.field(column).type))
        pq.write_table(changed, folder / name)

    return change


def cells_of(key):
    """The rows of a cell in cells.parquet, one a report."""
    return lambda table: [place for place, one in enumerate(table["key"].to_pylist()) if one == key]


def first(_):
    return [0]


def in_csv(name, column, value):
    """Somebody writes another value into the first report of a CSV file."""

    def change(folder):
        with (folder / name).open(encoding="utf-8-sig", newline="") as file:
            head, line, *rest = csv.reader(file)
        assert line[head.index(column)] != value
        line[head.index(column)] = value
        with (folder / name).open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([head, line, *rest])

    return change


def in_stata(value):
    """Somebody writes another total of new requests into the report of 2021."""
    import pyreadstat

    def change(folder):
        path = str(folder / "stata" / "reports_2021.dta")
        frame, meta = pyreadstat.read_dta(path, user_missing=True)
        frame["req_new__total"] = frame["req_new__total"].astype(object)
        assert frame.loc[0, "req_new__total"] != value
        frame.loc[0, "req_new__total"] = value
        pyreadstat.write_dta(
            frame, path, missing_user_values=meta.missing_user_values | {"req_new__total": ["b"]}
        )

    return change


def in_database(folder):
    """Somebody makes numbers of what a picture shows."""
    with closing(sqlite3.connect(folder / "archive.sqlite")) as connection:
        connection.execute(
            "UPDATE cell SET num = 0 WHERE num IS NULL AND cell_id = "
            "(SELECT id FROM form_cell WHERE key = 'review.total') AND mark = 'picture'"
        )
        connection.commit()


NEW, CARRIED = "requests.new@total", "requests.carried_over@total"


def test_every_cell_that_was_changed_is_found_beside_the_database_though_the_sums_are_written_anew(loose):
    """The reports stand by year and publisher: 王店镇, 昌化镇, 锦北街道, 政府办公室, and of 2021 渌渚镇."""
    for change in (
        in_parquet("cells.parquet", "value", lambda table: cells_of(NEW)(table)[:2], [4.0, 2.0]),  # exchanged
        in_parquet("cells.parquet", "mark", lambda table: cells_of(CARRIED)(table)[:1], ["blank"]),
        in_parquet("cells.parquet", "text", lambda table: cells_of(CARRIED)(table)[:1], ["零"]),
        in_parquet("reports.parquet", "req_new__total", first, [None]),
        in_parquet("figures.parquet", "req_new__total", first, [7.0]),
        in_parquet("figures.parquet", "has_req_new__total", first, [False]),
        in_parquet("marks.parquet", "req_new__total", first, ["slash"]),
        in_csv("reports.csv", "req_new__total", "7.0"),
        in_csv("marks.csv", "req_new__total", "slash"),
        in_stata("b"),
    ):
        change(loose)
    sum_anew(loose)
    assert verify_release(loose) == [
        (
            "cells.parquet and archive.sqlite disagree about the mark of requests.carried_over@total (5 have one, not 5), "
            "the text of requests.carried_over@total (5 have one, not 5), "
            "the value of requests.new@total (5 have one, not 5)"
        ),
        "reports.parquet and archive.sqlite disagree about the value of requests.new@total (4 have one, not 5)",
        "reports.csv and archive.sqlite disagree about the value of requests.new@total (5 have one, not 5)",
        "marks.parquet and archive.sqlite disagree about the mark of requests.new@total (5 have one, not 5)",
        "marks.csv and archive.sqlite disagree about the mark of requests.new@total (5 have one, not 5)",
        (
            "figures.parquet and archive.sqlite disagree about the box of requests.new@total (4 have one, not 5), "
            "the value of requests.new@total (5 have one, not 5)"
        ),
        (
            "stata and archive.sqlite disagree about the mark of requests.new@total (5 have one, not 5), "
            "the value of requests.new@total (4 have one, not 5)"
        ),
    ]


def test_a_number_made_of_a_picture_in_the_database_is_found_in_every_format(loose):
    in_database(loose)
    sum_anew(loose)
    found = [line.partition(" and ")[0] for line in verify_release(loose)]
    assert found == ["cells.parquet", "reports.parquet", "reports.csv", "figures.parquet", "stata"]


def test_a_column_less_and_a_report_less_are_found(loose):
    import pyarrow.parquet as pq

    table = pq.read_table(loose / "marks.parquet")
    pq.write_table(table.drop_columns(["req_new__total"]), loose / "marks.parquet")
    pq.write_table(pq.read_table(loose / "reports.parquet")[1:], loose / "reports.parquet")
    sum_anew(loose)
    found = verify_release(loose)
    assert [line.partition(" and archive.sqlite disagree")[0] for line in found] == [
        "marks.parquet has other columns than datapackage.json says",
        "reports.parquet has 4 rows, not 5",
        "reports.parquet",
        "marks.parquet",
    ]
    assert found[-1].endswith("the mark of requests.new@total (0 have one, not 5)")


def test_a_file_that_no_reader_takes_is_found(loose):
    for name in ("stata/reports_2021.dta", "sections.parquet"):
        (loose / name).write_bytes(b"no such file")
    sum_anew(loose)
    found = sorted(verify_release(loose))
    assert [line.partition(" cannot be ")[0] for line in found] == [
        "sections.parquet",
        "sections.parquet",  # neither counted nor held against the database
        "stata",
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


def test_an_empty_folder_is_named(loose):
    (loose / "extra" / "empty").mkdir(parents=True)
    assert verify_release(loose) == ["extra/empty is an empty folder: no release has one"]


@pytest.mark.parametrize(
    ("name", "column"),
    [("findings.csv", "severity"), ("problems.csv", "message"), ("publishers.csv", "publisher"),
     ("versions.csv", "url"), ("observations.csv", "verdict")],
)  # fmt: skip
def test_a_changed_row_of_a_list_is_found_beside_the_database_though_the_sums_are_written_anew(
    loose, name, column
):
    with (loose / name).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[-1][column] = "changed"
    with (loose / name).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
    sum_anew(loose)
    assert verify_release(loose) == [f"{name} and archive.sqlite disagree about row {len(rows)}"]


@pytest.mark.parametrize(("name", "column"), [("sections.parquet", "text"), ("mentions.parquet", "value")])
def test_a_changed_text_of_the_narrative_is_found_though_the_sums_are_written_anew(loose, name, column):
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(loose / name)
    place = table.schema.get_field_index(column)
    said = table.column(column).to_pylist()
    pq.write_table(
        table.set_column(place, table.schema.field(place), pa.array([*said[:-1], "changed"])), loose / name
    )
    sum_anew(loose)
    assert verify_release(loose) == [f"{name} and archive.sqlite disagree about row {len(said)}"]
