"""Stories. Those of the seeds were written by hand from the documents, before the code."""

from dataclasses import replace

import pytest

from checks.case import Case
from checks.diagnosis import diagnose
from checks.outcome import Verdict
from checks.registry import run_checks
from checks.repairs import Repairs, repairs
from tests.checks.constructed import CHANGHUA, GONGSHU, JINBEI, LUZHU, WANGDIAN, golden, printing


def stories(report):
    return diagnose(report, run_checks(report))


def test_seed_002_is_one_story_of_a_request_counted_twice_and_a_total_column_left_at_zero():
    (story,) = stories(golden(LUZHU))
    assert story.explains == (
        ("R01", "total"),
        ("R02", "natural_person"),
        ("R02", "total"),
        ("R03", "natural_person"),
        ("R04", "outcome.granted"),
        ("R04", "outcome.partial"),
        ("R04", "outcome.total"),
        ("R07", None),
        ("R08", "natural_person"),
        ("N02", None),
    )
    assert story.zh == (
        "10项提示，可一并解释：自然人列“部分公开”疑似同时计入“予以公开”；"
        "“总计”列未汇总：（一）予以公开·总计、（二）部分公开·总计、（七）总计·总计；"
        "正文与改正后的数一致（办结1件）。"
        "改3格即可平衡：（一）予以公开·自然人 1→0，（二）部分公开·总计 0→1，（七）总计·总计 0→1；"
        "或（一）予以公开·总计 0→1，（二）部分公开·自然人 1→0，（七）总计·总计 0→1。"
    )
    assert story.en.startswith(
        "10 findings go together: under natural persons, partial grants seem to be counted"
    )
    assert len(story.repairs) == 2


def test_seed_003_is_one_story_of_a_total_left_at_a_slash():
    (story,) = stories(golden(JINBEI))
    assert story.explains == (("R05", "outcome.total@natural_person"), ("R05", "outcome.total@total"))
    assert story.unassessed == (
        ("R01", "natural_person"),
        ("R01", "total"),
        ("R03", "natural_person"),
        ("R03", "total"),
        ("N02", None),
    )
    assert story.zh == (
        "2项提示、5项无法判断，可一并解释：（七）总计·自然人、（七）总计·总计未填数字，而各分项有数。"
        "改2格即可平衡：（七）总计·自然人 /→2，（七）总计·总计 /→2。"
    )


@pytest.mark.parametrize("seed", [CHANGHUA, WANGDIAN, GONGSHU])
def test_a_report_whose_sums_hold_has_no_story(seed):
    assert stories(golden(seed)) == ()


def test_a_slip_of_one_cell_is_a_story_when_it_breaks_several_sums():
    (story,) = stories(printing(golden(GONGSHU), {"outcome.granted@total": "6"}))
    assert story.zh == "3项提示，可一并解释：疑为填写笔误。改1格即可平衡：（一）予以公开·总计 6→5。"
    assert [check for check, _ in story.explains] == ["R02", "R03", "R04"]
    assert story.en.endswith("Correcting 1 cell mends the table: granted, total 6→5.")


def test_what_no_three_cells_mend_is_told_as_such():
    rows = ("outcome.granted", "outcome.denied.other_law", "outcome.other", "outcome.not_processed.repeat")
    (story,) = stories(printing(golden(GONGSHU), {f"{row}@org.business": "5" for row in rows}))
    assert story.repairs == ()
    assert story.zh.endswith("。三格以内无法改平。")


def test_a_text_that_says_another_figure_than_the_repair_is_not_explained():
    report = golden(LUZHU)
    outcomes = run_checks(report)
    (told,) = [one for one in outcomes if one.check == "N02" and one.verdict is Verdict.FAILED]
    other = [replace(one, left="7") if one is told else one for one in outcomes]
    (story,) = diagnose(report, other)
    assert ("N02", None) not in story.explains
    assert "正文" not in story.zh


def test_outcomes_revived_as_text_tell_the_same_story():
    report = golden(LUZHU)
    outcomes = run_checks(report)
    written = [
        replace(one, left=one.left and str(one.left), right=one.right and str(one.right)) for one in outcomes
    ]
    assert diagnose(report, written) == diagnose(report, outcomes)


def test_a_search_that_was_cut_off_is_told_with_what_it_found(monkeypatch):
    ways = repairs(Case(golden(LUZHU)), "requests").ways
    monkeypatch.setattr("checks.diagnosis.repairs", lambda _case, _table: Repairs(ways[:1], is_cut_off=True))
    (story,) = stories(golden(LUZHU))
    assert (story.repairs, story.is_cut_off) == (ways[:1], True)
    assert story.zh.endswith("总计 0→1。改法的查找在试过20000组单元格后中止，可能还有其他改法。")
    assert story.en.endswith(
        "The search for corrections ended after 20000 sets of cells; there may be others."
    )
