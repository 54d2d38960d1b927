"""Sums and rates, made of the cells that their definition names."""

from fractions import Fraction

import pytest

from parsers.crosswalk import Rate, Sum, quantities, quantity
from parsers.forms.form import forms

GROUNDS = "state_secret other_law security_stability third_party internal_affairs deliberative enforcement_file admin_query"


def test_a_sum_is_taken_in_one_column_and_totals_where_none_is_named():
    in_totals = tuple(f"outcome.denied.{ground}@total" for ground in GROUNDS.split())
    assert quantity("outcome.denied", "2019").plus == in_totals
    assert quantity("outcome.denied@org.legal_service", "2021").plus == tuple(
        key.replace("@total", "@org.legal_service") for key in in_totals
    )


def test_organisations_are_their_five_columns():
    assert quantity("requests.new@org", "2021").plus == tuple(
        f"requests.new@org.{kind}" for kind in ("business", "research", "nonprofit", "legal_service", "other")
    )


def test_pending_cases_are_taken_away_from_those_decided():
    found = quantity("litigation.decided", "2019")
    assert found.plus == ("litigation.direct.total", "litigation.after_review.total")
    assert found.less == ("litigation.direct.pending", "litigation.after_review.pending")


def test_a_form_without_one_of_the_parts_does_not_tell_the_sum():
    assert quantity("outcome.denied", "stats2014") is None
    assert quantity("outcome.other", "2021") is None
    assert quantity("outcome.other", "2019").plus == ("outcome.other@total",)


@pytest.mark.parametrize("key", [key for key, one in quantities().items() if isinstance(one, Rate)])
def test_both_sides_of_a_rate_are_told_by_the_forms_of_2019_and_2021(key):
    rate = quantities()[key]
    for form in ("2019", "2021"):
        assert quantity(rate.of, form)
        assert quantity(rate.among, form)


@pytest.mark.parametrize("case", ["004_gongshu_office_2020"])
def test_the_office_of_gongshu_disclosed_seven_of_41(case, golden_cells):
    def value(asked):
        made = quantity(asked, "2019")
        return sum(golden_cells[key] for key in made.plus) - sum(golden_cells[key] for key in made.less)

    rate = quantities()["rate.disclosure"]
    # 36 + 5 outcomes, of them granted 4 + 1 and partial 2: hand-verified figures of seed 004.
    assert Fraction(value(rate.of)) / Fraction(value(rate.among)) == Fraction(7, 41)


def test_every_quantity_has_words_in_both_languages_and_a_key_that_no_form_prints():
    printed = {row.key for form in forms().values() for table in form.tables for _, row, _ in table.cells()}
    for key, one in quantities().items():
        assert one.zh
        assert one.en
        assert key not in printed
        assert isinstance(one, Sum | Rate)
