"""N03. Every report here is constructed."""

from parsers.report import Mark
from tests.checks.constructed import printing, verdicts
from tests.checks.told import one, town, verdict


def test_another_number_carried_over_or_forward_is_an_error():
    found = one("N03", town("本年新收政府信息公开申请4件，上年结转3件。"))
    assert (found.member, found.severity, found.left, found.right) == ("requests.carried_over", "error", 3, 0)
    assert found.message_zh == "二、上年结转政府信息公开申请数量：正文为3，表内为0：“上年结转3件”"
    assert "the text says 3, the table 0" in found.message_en
    assert verdict("N03", town("结转至下年度办理2件。")) == "failed/error"


def test_each_direction_is_a_member():
    report = printing(town("上年结转2件，结转下年度继续办理1件。"), {"requests.carried_over@total": "2"})
    assert verdicts("N03", report) == {
        "requests.carried_over": "passed",
        "requests.carried_forward": "failed",
    }


def test_none_carried_forward_is_nought():
    assert verdict("N03", town("无结转下年度办理的申请。")) == "passed"
    blank = printing(town("无结转下年度办理的申请。"), {"requests.carried_forward@total": ""})
    assert one("N03", blank).assumed_zero


def test_a_blank_could_explain_and_a_picture_tells_nothing():
    said = town("结转至下年度办理2件。")
    assert verdict("N03", printing(said, {"requests.carried_forward@total": ""})) == "failed/doubtful"
    assert (
        verdict("N03", printing(said, {"requests.carried_forward@total": Mark.PICTURE})) == "not_assessable"
    )


def test_money_carried_forward_is_no_request():
    assert verdict("N03", town("财政结转资金20万元。")) == "not_applicable"
