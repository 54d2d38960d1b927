"""Two reports side by side: every figure of both is there, and what does not compare is not compared."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from parsers.crosswalk import Comparability
from query.side_by_side import Row, Side, side_by_side
from tests.query.seeds import CHANGHUA, JINBEI, LUZHU, truth_of


def texts(case):
    return {cell["key"]: cell["text"] for cell in truth_of(case)["cells"]}


def rows_of(found):
    return [row for table in found.tables for row in table.rows]


def test_two_publishers_of_one_form_are_compared_cell_by_cell(archive):
    rows = rows_of(archive.side_by_side(("锦北街道", 2020), ("王店镇", 2020)))
    ours, theirs = texts(JINBEI), texts("001_wangdian_2020")
    assert {row.left.keys for row in rows} == {(key,) for key in ours}
    for row in rows:
        (key,) = row.left.keys
        assert row.right.keys == (key,)
        assert row.level is Comparability.EXACT
        assert row.is_different == (ours[key] != theirs[key]), key


def test_over_a_change_of_the_form_every_cell_of_both_stands_in_one_row(archive):
    for asked in ((("昌化镇", 2020), ("渌渚镇", 2021)), (("渌渚镇", 2021), ("昌化镇", 2020))):
        rows = rows_of(archive.side_by_side(*asked))
        sides = [sorted(key for row in rows for key in getattr(row, side).keys) for side in ("left", "right")]
        printed = [sorted(texts({"昌化镇": CHANGHUA, "渌渚镇": LUZHU}[name])) for name, _ in asked]
        assert sides == printed


def test_other_handling_is_the_sum_of_its_three_rows(archive):
    rows = rows_of(archive.side_by_side(("昌化镇", 2020), ("渌渚镇", 2021)))
    (row,) = [one for one in rows if one.left.keys == ("outcome.other@total",)]
    parts = ("not_corrected", "fee_unpaid", "misc")
    assert row.right.keys == tuple(f"outcome.other.{part}@total" for part in parts)
    assert row.level is Comparability.DERIVED
    before = Decimal(texts(CHANGHUA)["outcome.other@total"])
    after = sum(Decimal(texts(LUZHU)[key]) for key in row.right.keys)
    assert row.difference == after - before


def test_what_does_not_compare_has_no_difference_and_says_why(archive):
    rows = rows_of(archive.side_by_side(("昌化镇", 2020), ("渌渚镇", 2021)))
    (row,) = [one for one in rows if one.left.keys == ("proactive.normative_documents.published",)]
    assert (row.level, row.is_different, row.difference) == (Comparability.NONE, False, None)
    assert row.reasons


def test_a_picture_is_no_zero_beside_a_number(archive):
    rows = rows_of(archive.side_by_side(("昌化镇", 2020), ("锦北街道", 2020)))
    (row,) = [one for one in rows if one.left.keys == ("review.total",)]
    assert row.is_different
    assert row.difference is None


def test_sections_of_both_are_paired_by_their_part_of_the_form(archive):
    found = archive.side_by_side(("昌化镇", 2020), ("锦北街道", 2020))
    paired = {one.key: one for one in found.sections}
    assert paired["problems"].left_heading is not None
    assert paired["problems"].right_heading is not None
    assert any(not piece.is_same for piece in paired["problems"].pieces)


def test_amounts_of_which_one_has_no_unit_have_no_difference(archive):
    # Seed 003 prints 207204.99 and no unit; seed 001 prints 108万元, seed 004 230.37万.
    (row,) = [
        one
        for one in rows_of(archive.side_by_side(("锦北街道", 2020), ("王店镇", 2020)))
        if one.left.keys == ("proactive.procurement.amount",)
    ]
    assert (row.is_different, row.difference) == (True, None)
    assert (row.left.amount(), row.right.amount()) == (None, (Decimal(1080000), True))


def test_amounts_without_a_unit_are_not_taken_from_one_another():
    unitless = {"text": "108", "mark": "number", "value": "108", "amount_yuan": None}
    side = Side(("proactive.procurement.amount",), (unitless,))
    assert Row("总金额", side, side, Comparability.EXACT, ()).difference is None


def test_the_same_words_in_another_unit_are_different():
    def side(unit, amount):
        cell = {"text": "3", "mark": "number", "unit": unit, "value": "3", "amount_yuan": amount}
        return Side(("proactive.fees.amount",), (cell,))

    row = Row("", side("万元", "30000"), side("元", "3"), Comparability.EXACT, ())
    assert (row.is_different, row.difference) == (True, Decimal(-29997))


@pytest.mark.parametrize(("years", "difference"), [((2020, 2022), 2), ((2022, 2020), -2)])
def test_other_handling_printed_as_one_box_compares_with_the_one_box_of_the_older_form(
    monkeypatch, years, difference
):
    def printing(number, form):
        facts = {"text": number, "mark": "number", "unit": None, "value": number, "amount_yuan": None}
        return {"form": form, "cells": [{"key": "outcome.other@total", **facts}]}

    documents = {2020: printing("3", "2019"), 2022: printing("5", "2021")}
    monkeypatch.setattr(
        "query.side_by_side.read_report",
        lambda _connection, _owner, year, _as_of: SimpleNamespace(document=documents[year]),
    )
    rows = rows_of(side_by_side(None, *(("made", year) for year in years)))
    (row,) = [one for one in rows if "outcome.other@total" in (*one.left.keys, *one.right.keys)]
    assert (row.left.keys, row.right.keys) == (("outcome.other@total",), ("outcome.other@total",))
    assert (row.level, row.is_different, row.difference) == (Comparability.DERIVED, True, difference)
