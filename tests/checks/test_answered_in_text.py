"""N02. Seed 002 fails as published; the rest is constructed."""

import pytest

from parsers.report import Mark
from tests.checks.constructed import LUZHU, golden, printing, verdicts
from tests.checks.told import of, one, town, verdict

TOTAL = "outcome.total@total"


def test_seed_002_says_one_was_answered_and_its_table_says_none():
    found = one("N02", golden(LUZHU))
    assert (found.severity, found.left, found.right, found.quotes) == ("error", 1, 0, ("办结1件",))
    assert found.message_zh == "正文办理结果为1，表内为0：“办结1件”"
    assert found.message_en == "the text says 1 requests were so answered, the table 0: “办结1件”"


def test_all_of_those_received_are_the_outcomes_in_total():
    assert verdict("N02", town("共收到依申请公开件4件，均已答复。")) == "passed"
    found = one("N02", town("共收到依申请公开件5件，均已答复。"))
    assert (found.verdict, found.severity, found.left, found.right) == ("failed", "error", 5, 4)
    assert found.quotes == ("共收到依申请公开件5件", "均已答复")


def test_all_of_those_received_beside_some_carried_over_or_forward():
    over = printing(town("共收到依申请公开件3件，均已答复。"), {"requests.carried_over@total": "1"})
    assert verdict("N02", over) == "passed"
    forward = printing(
        town("共收到依申请公开件4件，均按期答复。"), {TOTAL: "3", "requests.carried_forward@total": "1"}
    )
    assert verdict("N02", forward) == "failed/doubtful"


def test_all_of_an_unknown_number_says_nothing():
    assert verdict("N02", town("对依申请公开件均已答复。")) == "not_applicable"


@pytest.mark.parametrize(
    "text",
    [
        "依申请公开件办结4件。",
        "共收到人大代表建议3件、政协提案5件，办结率100%。",
        "收到申请公开之日起20个工作日内予以答复。",
    ],
)
def test_deadlines_and_proposals_are_no_contradiction(text):
    assert verdict("N02", town(text)) in {"passed", "not_applicable"}


def test_a_total_left_empty_is_told_by_r05_only():
    assert verdict("N02", printing(town("依申请公开办结4件。"), {TOTAL: "/"})) == "not_assessable"
    assert verdict("N02", printing(town("依申请公开办结4件。"), {TOTAL: Mark.PICTURE})) == "not_assessable"


def test_each_result_is_compared_with_its_rows():
    said = "全年办理依申请公开4件，其中予以公开2件，部分公开1件，不予公开0件，无法提供0件，不予处理0件，其他处理1件。"
    assert verdicts("N02", town(said)) == {
        None: "passed",
        "outcome.granted": "failed",
        "outcome.partial": "passed",
        "outcome.denied": "passed",
        "outcome.unavailable": "passed",
        "outcome.not_processed": "passed",
        "outcome.other": "failed",
    }
    assert verdict("N02", town("予以公开2件。")) == "failed/error"


def test_granted_in_whole_and_in_part_together():
    assert verdict("N02", town("予以公开及部分公开4件。")) == "passed"
    assert verdict("N02", town("予以公开及部分公开5件。")) == "failed/error"
    assert verdict("N02", town("予以公开及部分公开3件。")) == "failed/doubtful"  # granted only


def test_a_row_without_a_total_is_added_up():
    report = printing(
        town("予以公开5件。"), {"outcome.granted@total": "", "outcome.granted@org.business": "2"}
    )
    assert verdict("N02", report) == "passed"


def test_natural_persons_only_is_a_reasonable_meaning_as_in_sample_06():
    cells = {
        "outcome.unavailable.not_held@natural_person": "252",
        "outcome.unavailable.not_held@total": "265",
    }
    more = {**cells, "outcome.unavailable.must_create@total": "47"}
    assert verdict("N02", printing(town("因不掌握等原因无法提供265件。"), cells)) == "passed"
    assert verdict("N02", printing(town("因不掌握等原因无法提供265件。"), more)) == "failed/doubtful"
    assert verdict("N02", printing(town("因不掌握等原因无法提供200件。"), more)) == "failed/error"


def test_the_form_of_2021_has_three_rows_of_other_handling():
    report = printing(
        town("其他处理3件。", LUZHU), {"outcome.other.misc@total": "1", "outcome.other.fee_unpaid@total": "2"}
    )
    assert verdict("N02", report) == "passed"


def test_the_figure_of_a_region_in_the_report_of_an_office_is_doubtful():
    report = of(town("我区依申请公开办结9件。"), "拱墅区政府办公室", "government_office")
    assert verdict("N02", report) == "failed/doubtful"
