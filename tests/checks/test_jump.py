"""X08. Every pair of years here is constructed."""

import pytest

from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.beside import findings, of_year, said
from tests.checks.constructed import GONGSHU, LUZHU, golden, lacking, printing

NEW, AMOUNT = "requests.new@total", "proactive.procurement.amount"


def jumped(key, now, before):
    report = golden(GONGSHU)
    return findings(
        "X08", printing(report, {key: now}), previous=of_year(printing(report, {key: before}), 2019)
    )


@pytest.mark.parametrize(("now", "before"), [("61", "10"), ("121", "20"), ("21", "0")])
def test_a_figure_that_jumps_is_worth_knowing(now, before):
    found = jumped(NEW, now, before)
    assert list(found) == [NEW]
    assert (found[NEW].left, found[NEW].right) == (int(now), int(before))
    assert (found[NEW].severity, found[NEW].cells) == (Severity.INFO, (NEW,))


@pytest.mark.parametrize(("now", "before"), [("60", "10"), ("120", "20"), ("20", "0"), ("0", "100")])
def test_up_to_five_times_or_twenty_more_is_none(now, before):
    assert jumped(NEW, now, before) == {}


def test_applicants_are_seen_through_their_total():
    assert jumped("requests.new@natural_person", "500", "1") == {}


def test_a_box_without_a_number_is_no_measure():
    assert jumped(NEW, "500", "/") == {}


@pytest.mark.parametrize(
    ("now", "before", "has_jumped"),
    [
        ("230.37万", "2303700元", False),
        ("2303700元", "10.5万元", True),
        ("900元", "100元", False),
        ("230.37", "1万元", False),
    ],
)
def test_money_is_compared_in_ten_thousand_yuan_and_not_without_a_unit(now, before, has_jumped):
    assert (AMOUNT in jumped(AMOUNT, now, before)) is has_jumped


def test_across_forms_only_what_means_the_same_is_compared():
    made, new = "proactive.normative_documents.made", NEW
    now = printing(golden(LUZHU), {made: "500", new: "500"})
    found = findings("X08", now, previous=printing(golden(GONGSHU), {made: "1", new: "1"}))
    assert list(found) == [new]


def test_without_anything_to_compare_it_is_not_assessable():
    assert said("X08", golden(GONGSHU)).verdict == "not_assessable"
    empty = lacking(golden(GONGSHU), *(cell.key for cell in golden(GONGSHU).cells))
    assert said("X08", golden(GONGSHU), previous=empty).verdict == "not_assessable"
    unread = printing(golden(GONGSHU), {cell.key: Mark.PICTURE for cell in golden(GONGSHU).cells})
    assert said("X08", golden(GONGSHU), previous=unread).verdict == "not_assessable"
