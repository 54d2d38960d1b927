"""Contract over every national form: what data files promise, code and codebook can keep."""

import pytest

from checks.messages import labels
from parsers.forms.form import forms
from parsers.forms.index import label_index
from parsers.forms.labels import normalise
from parsers.report import Certainty

EVERY = pytest.mark.parametrize("form", forms().values(), ids=lambda form: form.id)


@EVERY
def test_every_row_and_column_is_found_by_its_own_official_label(form):
    for table in form.tables:
        index = label_index(form.id, table.key)
        for block in table.blocks:
            for row in block.rows:
                if row.label:
                    reading = index.row(row.label)
                    assert reading is not None
                    assert reading.certainty is Certainty.FULL
                    assert (block, row) in index.rows[reading.pattern]
            for column in block.columns:
                reading = index.column(column.label)
                assert reading is not None
                assert (block, column) in index.columns[reading.pattern]


@EVERY
def test_rows_of_one_label_are_told_apart_by_their_groups(form):
    for table in form.tables:
        seen = {}
        for block in table.blocks:
            for row in (*block.rows, *block.stand_ins):
                path = (normalise(row.label), tuple(map(normalise, row.under)))
                assert seen.setdefault(path, row.key) == row.key


@EVERY
def test_every_cell_has_a_name_in_chinese(form):
    names = labels()
    assert all(names[key][0].strip() for table in form.tables for key, _, _ in table.cells())


@EVERY
def test_the_forms_in_force_name_their_cells_in_english_too(form):
    if form.id == "stats2014":
        return
    names = labels()
    assert all(names[key][1].strip() for table in form.tables for key, _, _ in table.cells())
