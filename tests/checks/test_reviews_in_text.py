"""N04. Every report here is constructed."""

import pytest

from parsers.report import Mark
from tests.checks.constructed import WANGDIAN, printing, verdicts
from tests.checks.told import one, town, verdict


def test_another_number_of_reconsiderations_is_an_error():
    found = one("N04", town("因政府信息公开被申请行政复议3件。", WANGDIAN))
    assert (found.severity, found.left, found.right, found.cells) == ("error", 3, 0, ("review.total",))
    assert found.message_zh.startswith("正文行政复议数为3，表内为0：“")
    assert found.message_en.startswith("the text says 3 reconsiderations, the table 0: “")


def test_the_same_number_passes_and_none_at_all_is_nought():
    assert verdict("N04", printing(town("行政复议3件。", WANGDIAN), {"review.total": "3"})) == "passed"
    assert verdict("N04", town("未发生因政府信息公开被申请行政复议的情况。", WANGDIAN)) == "passed"
    one_there = printing(town("未发生因政府信息公开被申请行政复议的情况。", WANGDIAN), {"review.total": "1"})
    assert verdict("N04", one_there) == "failed/error"


@pytest.mark.parametrize(
    "text", ["《行政复议法》第20条规定了时限。", "去年发生行政复议5件。", "做好行政复议工作。"]
)
def test_laws_and_last_year_are_no_contradiction(text):
    assert verdict("N04", town(text, WANGDIAN)) == "not_applicable"


def test_all_upheld_is_compared_with_those_upheld():
    report = printing(
        town("发生行政复议7件，均获维持。", WANGDIAN), {"review.total": "7", "review.upheld": "5"}
    )
    assert verdicts("N04", report) == {None: "passed", "review.upheld": "failed"}
    assert verdicts("N04", printing(report, {"review.upheld": "7"})) == {
        None: "passed",
        "review.upheld": "passed",
    }


def test_a_table_that_is_a_picture_says_nothing():
    assert verdict("N04", town("行政复议3件。")) == "not_assessable"  # seed 000 prints a picture
    assert (
        verdict("N04", printing(town("行政复议3件。", WANGDIAN), {"review.total": Mark.ABSENT}))
        == "not_assessable"
    )
