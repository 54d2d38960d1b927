"""Every cell of every form has a name that Stata takes, and no two have the same."""

import re

import pytest

from parsers.crosswalk.rules import cell_keys
from parsers.forms.form import forms
from storage.release.codebook import variables, variables_of
from storage.release.names import NameUnfit, known_keys, short_name
from storage.release.wide_fields import IDENTITY


def test_every_cell_of_every_form_has_a_column_those_that_stand_in_for_others_among_them():
    printed = {key for form in forms() for key in cell_keys(form)}
    stand_ins = {
        table.key_of(row, column)
        for form in forms().values()
        for table in form.tables
        for block in table.blocks
        for row in block.stand_ins
        for column in block.columns
    }
    assert stand_ins
    assert {one.key for one in variables() if not one.is_yuan} == printed | stand_ins
    assert len(known_keys()) == len(set(known_keys()))


def test_every_name_is_taken_by_stata_and_stands_for_one_column_only():
    names = [field.name for field in IDENTITY] + [one.name for one in variables()]
    assert [name for name in names if not re.fullmatch(r"[a-z_][a-z0-9_]{0,31}", name)] == []
    assert len(names) == len(set(names))


def test_the_rule_gives_the_names_that_the_docs_tell():
    assert short_name("outcome.denied.state_secret@org.legal_service") == "out_den_state_secr__org_law_svc"
    assert short_name("requests.new@total") == "req_new__total"
    assert short_name("proactive.fees.amount") == "pro_fees_amount"


def test_money_stands_a_second_time_in_yuan():
    of_fees = [one for one in variables() if one.key.startswith("proactive.fees.amount")]
    assert [(one.name, one.unit[1]) for one in of_fees] == [
        ("pro_fees_amount", "as the cell prints it"),
        ("pro_fees_amount_yuan", "yuan"),
    ]


def test_cells_that_no_form_here_knows_come_last_and_are_refused_where_they_have_no_name():
    assert [one.name for one in variables_of(["some.day@total", "requests.new@total"])][
        -1
    ] == "some_day__total"
    with pytest.raises(NameUnfit, match="which Stata does not take"):
        list(variables_of(["outcome.of_something_that_is_far_too_long@total"]))
    with pytest.raises(NameUnfit, match="two columns would be called req_new__total"):
        list(variables_of(["req.new@total"]))


def test_every_cell_says_what_it_means_in_both_languages():
    assert [one.key for one in variables() if not one.zh or not one.en] == []


def test_a_row_that_stands_in_for_three_comes_before_them():
    keys = known_keys()
    assert keys.index("outcome.other@total") < keys.index("outcome.other.not_corrected@natural_person")
