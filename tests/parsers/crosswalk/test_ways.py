"""How figures compare over the years, as the mapping of the domain notes says."""

from itertools import pairwise

import pytest

from parsers.crosswalk import Comparability, ways
from parsers.crosswalk.rules import cell_keys, rules
from parsers.forms.form import forms

EXACT, DERIVED, APPROXIMATE, NONE = Comparability


def way(keys, form, there):
    found = ways(tuple(keys.split(" + ")), form)[there]
    return found.level, " + ".join(found.keys)


@pytest.mark.parametrize(
    ("keys", "form", "there", "expected"),
    [
        ("requests.new@total", "2019", "2021", (EXACT, "requests.new@total")),
        ("outcome.denied.third_party@org.business", "2021", "2019", (EXACT, "outcome.denied.third_party@org.business")),
        ("review.pending", "2019", "2021", (EXACT, "review.pending")),
        ("proactive.licensing.decisions", "2019", "2021", (EXACT, "proactive.licensing.decisions")),
        (
            "outcome.other@natural_person",
            "2019",
            "2021",
            (
                DERIVED,
                "outcome.other.not_corrected@natural_person + outcome.other.fee_unpaid@natural_person + outcome.other.misc@natural_person",
            ),
        ),
        ("outcome.other.misc@total", "2021", "2019", (NONE, "")),
        ("proactive.normative_documents.made", "2021", "2019", (APPROXIMATE, "proactive.normative_documents.made")),
        ("proactive.rules.public_total", "2019", "2021", (NONE, "")),
        ("proactive.rules.in_force", "2021", "2019", (NONE, "")),
        ("proactive.fees.amount", "2021", "2019", (NONE, "")),
        ("proactive.procurement.amount", "2019", "2021", (NONE, "")),
        ("requests.new@total", "2021", "stats2014", (APPROXIMATE, "s14.requests.received")),
        ("requests.new@natural_person", "2019", "stats2014", (NONE, "")),
        ("s14.requests.received", "stats2014", "2021", (APPROXIMATE, "requests.new@total")),
        ("outcome.granted@total", "2019", "stats2014", (APPROXIMATE, "s14.reply.granted + s14.reply.already_public")),
        ("s14.reply.granted", "stats2014", "2019", (NONE, "")),
        ("outcome.partial@total", "2021", "stats2014", (EXACT, "s14.reply.partial")),
        ("s14.litigation.total", "stats2014", "2021", (APPROXIMATE, "litigation.direct.total + litigation.after_review.total")),
        ("litigation.direct.total + litigation.after_review.total", "2021", "stats2014", (APPROXIMATE, "s14.litigation.total")),
        ("litigation.direct.total", "2021", "stats2014", (NONE, "")),
        ("requests.new@total + requests.carried_over@total", "2019", "2021", (EXACT, "requests.new@total + requests.carried_over@total")),
        ("requests.new@total + requests.carried_over@total", "2019", "stats2014", (NONE, "")),
        ("outcome.other.not_corrected@total + outcome.other.fee_unpaid@total + outcome.other.misc@total", "2021", "2019", (DERIVED, "outcome.other@total")),
    ],
)  # fmt: skip
def test_a_figure_is_found_in_another_form_as_well_as_the_notices_allow(keys, form, there, expected):
    assert way(keys, form, there) == expected


def test_what_is_less_than_exact_says_why_in_both_languages():
    found = ways(("outcome.granted@total",), "2021")["stats2014"]
    assert len(found.reasons) == 1
    zh, en = found.reasons[0]
    assert "已主动公开" in zh
    assert "public already" in en


def test_rules_name_cells_that_their_forms_have():
    for rule in rules():
        assert set(rule.old_keys) <= set(cell_keys(rule.old_form)), rule
        assert set(rule.new_keys) <= set(cell_keys(rule.new_form)), rule
        assert rule.old_keys or rule.new_keys


def test_rules_stand_between_neighbours_in_time():
    order = list(forms())
    pairs = set(pairwise(order))
    assert {(rule.old_form, rule.new_form) for rule in rules()} <= pairs


@pytest.mark.parametrize("form", list(forms()))
def test_every_cell_stands_exactly_for_itself(form):
    for key in cell_keys(form):
        assert ways((key,), form)[form].keys == (key,)
