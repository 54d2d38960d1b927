"""N05. Seed 004 fails as published, doubtful for its sentence says 2022年; the rest is constructed."""

import pytest

from tests.checks.constructed import GONGSHU, WANGDIAN, golden, outcomes, printing, verdicts
from tests.checks.told import one, town, verdict

DIRECT, AFTER = "litigation.direct", "litigation.after_review"


def test_seed_004_is_doubtful_for_it_speaks_of_another_year():
    found = one("N05", golden(GONGSHU))
    assert (found.severity, found.left, found.right) == ("doubtful", 0, 1)
    assert found.message_zh == "正文行政诉讼数为0，表内为1：“提起行政诉讼0件”"
    assert found.message_en == "the text says 0 lawsuits, the table 1: “提起行政诉讼0件”"


def test_another_number_of_the_same_year_is_an_error():
    assert verdict("N05", town("2020年，被提起行政诉讼3件。", WANGDIAN)) == "failed/error"


def test_both_kinds_of_lawsuits_count_together():
    report = printing(town("行政诉讼3件。", WANGDIAN), {f"{DIRECT}.total": "1", f"{AFTER}.total": "2"})
    assert verdict("N05", report) == "passed"


def test_one_kind_alone_is_a_reasonable_meaning():
    report = printing(town("行政诉讼2件。", WANGDIAN), {f"{DIRECT}.total": "1", f"{AFTER}.total": "2"})
    assert verdict("N05", report) == "failed/doubtful"


@pytest.mark.parametrize(
    "text", ["依据《行政诉讼法》第12条。", "2019年发生行政诉讼5件。", "未发生行政诉讼。"]
)
def test_laws_earlier_years_and_none_are_no_contradiction(text):
    assert verdict("N05", town(text, WANGDIAN)) in {"not_applicable", "passed"}


def test_all_upheld_beside_a_pending_one_fails_and_a_blank_makes_it_doubtful():
    cells = {f"{DIRECT}.total": "9", f"{DIRECT}.upheld": "8", f"{DIRECT}.pending": "1"}
    report = printing(town("信息公开类行政复议0件，诉讼9件，均获维持。", WANGDIAN), cells)
    assert verdicts("N05", report) == {None: "passed", "litigation.upheld": "failed"}
    severity = {o.member: o.severity for o in outcomes("N05", report)}["litigation.upheld"]
    assert severity == "error"
    blank = printing(report, {f"{AFTER}.upheld": ""})
    assert {o.member: o.severity for o in outcomes("N05", blank)}[
        "litigation.upheld"
    ] == "doubtful"  # sample 06


def test_all_upheld_is_said_of_the_kind_named_last():
    report = printing(
        town("行政复议7件，诉讼0件，均获维持。", WANGDIAN), {"review.total": "7", "review.upheld": "5"}
    )
    assert verdicts("N04", report) == {None: "passed"}
