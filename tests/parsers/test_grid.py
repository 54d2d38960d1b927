import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.document import Place, Table, TableCell, UnreadableDocument
from parsers.grid import MOST_POSITIONS, distinct, spread
from parsers.spans import rebuild


def cell(row, column, text="", rows=1, columns=1):
    return TableCell(row, column, text, Place(row=row, column=column), rows, columns)


def ragged(*rows):
    cells = tuple(cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    return Table(cells, Place(), is_ragged=True)


def test_a_merged_cell_covers_every_position_of_its_spans():
    grid = spread(
        Table(
            (cell(0, 0, "a", rows=2), cell(0, 1, "b", columns=2), cell(1, 1, "c"), cell(1, 2, "d")), Place()
        )
    )
    assert grid.texts() == (("a", "b", "b"), ("a", "c", "d"))


def test_a_row_span_ends_with_the_table():
    assert spread(Table((cell(0, 0, "a", rows=9), cell(1, 1, "b")), Place())).height == 2


def test_a_position_that_no_cell_covers_is_empty_and_not_invented():
    grid = spread(Table((cell(0, 0, "a"), cell(1, 1, "b")), Place()))
    assert grid.positions[0][1] is None
    assert grid.texts() == (("a", ""), ("", "b"))


def test_of_two_cells_that_overlap_the_first_stays():
    assert spread(Table((cell(0, 0, "a", columns=2), cell(0, 1, "b")), Place())).texts() == (("a", "a"),)


def test_a_table_beyond_the_limit_is_refused():
    with pytest.raises(UnreadableDocument, match="positions"):
        spread(Table((cell(0, 0, columns=MOST_POSITIONS + 1),), Place()))


def test_a_merged_cell_is_one_owner_of_its_row():
    one, two = cell(0, 0, "a", columns=2), cell(0, 2, "a")
    assert distinct((one, one, two)) == (one, two)


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 4), st.integers(1, 4)), max_size=12
    )
)
def test_every_cell_covers_at_least_its_own_position_or_another_was_first(boxes):
    cells = tuple(
        cell(row, column, str(number), rows, columns)
        for number, (row, column, rows, columns) in enumerate(boxes)
    )
    grid = spread(Table(cells, Place()))
    for box in cells:
        assert grid.positions[box.row][box.column] is not None


def test_labels_take_the_columns_that_a_converter_lost():
    rebuilt = rebuild(
        ragged(["三、", "（三）", "1.", "0", "0"], ["", "（六）", "0", "0"], ["四、", "0", "0"])
    )
    assert spread(rebuilt).texts() == (
        ("三、", "（三）", "1.", "0", "0"),
        ("", "（六）", "（六）", "0", "0"),
        ("四、", "四、", "四、", "0", "0"),
    )


def test_headings_are_fitted_over_the_row_below_by_its_empty_cells():
    rebuilt = rebuild(
        ragged(["自然人", "法人或其他组织", "总计"], ["", "商业企业", "科研机构", ""], ["0", "0", "0", "0"])
    )
    assert spread(rebuilt).texts()[0] == ("自然人", "法人或其他组织", "法人或其他组织", "总计")


def test_headings_are_fitted_over_groups_that_repeat():
    rebuilt = rebuild(ragged(["甲", "乙"], ["维持", "总计", "维持", "总计"], ["0", "0", "0", "0"]))
    assert spread(rebuilt).texts()[0] == ("甲", "甲", "乙", "乙")


def test_a_table_that_is_not_ragged_stays_as_it_is():
    table = Table((cell(0, 0, "a"), cell(0, 1, "b")), Place())
    assert rebuild(table) is table
