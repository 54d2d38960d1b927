"""Rows come to a Parquet file a few at a time, and stand there in few and large groups."""

import pytest

from storage.release.fields import Field, Table, Type

pytestmark = pytest.mark.needs("analysis")
FIGURES = Table(
    "figures", "数字", "figures", (Field("n", "数", "number", Type.INTEGER), Field("t", "字", "text"))
)


def written(folder, batches):
    import pyarrow.parquet as pq

    from storage.release.writing import ParquetWriter

    with ParquetWriter(folder, FIGURES) as file:
        for rows in batches:
            file.write_rows(rows)
    return pq.ParquetFile(file.path), file.row_count


def test_rows_of_many_writes_are_one_row_group_in_their_order(tmp_path):
    file, count = written(tmp_path, [[(1, "一"), (2, None)], [], [(3, "三")]])
    assert file.num_row_groups == 1
    assert file.read().to_pylist() == [{"n": 1, "t": "一"}, {"n": 2, "t": None}, {"n": 3, "t": "三"}]
    assert count == 3


def test_a_row_group_ends_when_it_is_large(tmp_path, monkeypatch):
    monkeypatch.setattr("storage.release.writing.ROW_GROUP", 1000)
    file, count = written(tmp_path, [[(number, "字" * 100)] for number in range(10)])
    # 8 bytes of a number, 300 of its text and some of Arrow's: four rows are more than 1000 bytes.
    assert [file.metadata.row_group(one).num_rows for one in range(file.num_row_groups)] == [4, 4, 2]
    assert count == file.metadata.num_rows == 10


def test_a_table_without_rows_has_columns_and_no_row_group(tmp_path):
    file, count = written(tmp_path, [[]])
    assert (file.schema_arrow.names, file.num_row_groups, count) == (["n", "t"], 0, 0)


def test_a_number_too_long_for_floating_point_is_rounded_and_breaks_nothing_off(tmp_path):
    import pyarrow.parquet as pq

    from storage.release.writing import ParquetWriter

    with ParquetWriter(
        tmp_path, Table("numbers", "数", "numbers", (Field("n", "数", "number", Type.NUMBER),))
    ) as file:
        file.write_rows([(1,), (12345678901234567890,), (None,)])
    assert pq.read_table(file.path).column("n").to_pylist() == [1.0, 12345678901234567890.0, None]
