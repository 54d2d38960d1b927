"""Tables for pandas, polars and Arrow: every cell as printed, and no number made of what is none."""

import pytest

from query.frames import CellSearch, wide_cells

pytestmark = pytest.mark.needs("analysis")
NAMES = {
    "001_wangdian_2020": "王店镇",
    "002_luzhu_2021": "渌渚镇",
    "003_jinbei_2020": "锦北街道",
    "004_gongshu_office_2020": "政府办公室",
}


@pytest.fixture(params=sorted(NAMES))
def case(request):
    return request.param


@pytest.fixture
def search(archive, case, truth):
    chosen = archive.choose_publisher(NAMES[case], truth["year"])
    return CellSearch(publisher_id=chosen.publisher.id)


def test_every_cell_of_a_report_is_a_row_as_verified_by_hand(archive, search, truth):
    rows = {row["key"]: row for row in archive.frame(search).arrow.to_pylist()}
    for cell in truth["cells"]:
        row = rows[cell["key"]]
        expected = None if cell["value"] is None else float(cell["value"])
        assert (row["value"], row["text"] or "", row["mark"]) == (expected, cell["text"], cell["mark"])
    assert len(rows) >= len(truth["cells"])


def test_pandas_polars_and_arrow_hold_the_same(archive, search):
    frame = archive.frame(search)
    rows = frame.arrow.to_pylist()
    assert frame.polars().to_dicts() == rows
    assert frame.pandas()["value"].isna().sum() == sum(row["value"] is None for row in rows)
    assert frame.pandas()["key"].tolist() == [row["key"] for row in rows]


def test_wide_is_one_row_a_report_with_the_marks_in_a_table_of_the_same_shape(archive):
    tidy = archive.frame(CellSearch(keys=("requests.*@total", "outcome.total@total")))
    numbers, marks = wide_cells(tidy), wide_cells(tidy, "mark")
    assert numbers.arrow.num_rows == marks.arrow.num_rows == 5
    assert numbers.arrow.column_names == marks.arrow.column_names
    luzhu = next(row for row in marks.arrow.to_pylist() if row["publisher"].endswith("渌渚镇人民政府"))
    value = next(row for row in numbers.arrow.to_pylist() if row["publisher_id"] == luzhu["publisher_id"])
    # Seed 002 leaves 结转下年度继续办理 blank.
    assert (value["requests.carried_forward@total"], luzhu["requests.carried_forward@total"]) == (
        None,
        "blank",
    )


def test_a_search_takes_patterns_divisions_and_years(archive):
    rows = archive.frame(
        CellSearch(("outcome.denied.*@total",), division_code="3301", years=(2021, 2021))
    ).arrow.to_pylist()
    assert {row["year"] for row in rows} == {2021}
    assert len(rows) == 8  # the grounds of 不予公开 in the form of 2021
    assert archive.frame(CellSearch(years=(1999, 1999))).arrow.num_rows == 0
