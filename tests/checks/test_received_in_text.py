"""N01. Every report here is constructed."""

import pytest

from parsers.report import Mark
from tests.checks.constructed import printing
from tests.checks.told import of, one, town, verdict

NEW = "requests.new@total"


def test_another_number_than_the_table_prints_is_an_error():
    found = one("N01", town("2020年，我镇共收到依申请公开件5件。"))
    assert (found.verdict, found.severity, found.left, found.right) == ("failed", "error", 5, 4)
    assert found.cells == (NEW,)
    assert found.message_zh == "正文收到申请数为5，表内为4：“我镇共收到依申请公开件5件”"
    assert found.message_en.startswith("the text says 5 requests were received, the table 4: “")


def test_the_number_of_the_table_passes_with_or_without_those_carried_over():
    carried = printing(town("本年度共受理政府信息公开申请6件。"), {"requests.carried_over@total": "2"})
    assert one("N01", carried).right == 6
    assert verdict("N01", carried) == "passed"
    assert verdict("N01", printing(carried, {NEW: "6"})) == "passed"
    assert (
        verdict("N01", printing(town("本年新收政府信息公开申请6件。"), {"requests.carried_over@total": "2"}))
        == "failed/doubtful"
    )


@pytest.mark.parametrize(
    "text",
    [
        "自收到申请之日起20个工作日内予以答复。",
        "全年收到信访件12件，收到人大代表建议3件。",
        "收到政府信息公开申请4件，其中网络申请3件，收到信函申请1件。",
        "收到网络依申请公开3件，收到信函依申请公开1件。",
        "去年共收到依申请公开件9件。",
        "2019年，我镇收到依申请公开件9件。",
        "2020年3月至5月，我镇收到依申请公开件2件。",
        "收到依申请公开件4件。",
    ],
)
def test_deadlines_other_matters_parts_and_other_times_are_no_contradiction(text):
    assert verdict("N01", town(text)) in {"passed", "not_applicable"}


@pytest.mark.parametrize(
    "text",
    [
        "2022年，我镇收到依申请公开件9件。",
        "全区共受理依申请公开9件。",
        "收到依申请公开件近9件。",
        "截至2020年底，累计收到依申请公开9件。",
    ],
)
def test_another_period_another_scope_and_what_is_not_exact_are_doubtful(text):
    assert verdict("N01", town(text)) == "failed/doubtful"


def test_what_an_office_of_a_government_received_is_no_error_beside_the_table_of_the_district():
    report = of(town("区政府办代表区政府受理政府信息公开申请17件。"), "淮安市洪泽区人民政府")
    assert verdict("N01", report) == "failed/doubtful"
    assert verdict("N01", of(town("全区共受理依申请公开9件。"), "淮安市洪泽区人民政府")) == "failed/error"


def test_the_total_of_the_outcomes_is_another_reasonable_meaning():
    report = printing(town("收到依申请公开件3件。"), {"outcome.total@total": "3"})
    assert verdict("N01", report) == "failed/doubtful"


def test_a_blank_explains_a_difference_and_a_picture_says_nothing():
    silent = town("收到依申请公开件9件。")
    blank = printing(silent, {NEW: "/", "requests.new@natural_person": "/"})
    assert verdict("N01", blank) == "failed/doubtful"
    assert verdict("N01", printing(silent, {NEW: Mark.PICTURE})) == "not_assessable"
    none = printing(town("本年度未收到政府信息公开申请。"), {NEW: "/", "requests.new@natural_person": "/"})
    assert one("N01", none).assumed_zero
    assert verdict("N01", none) == "passed"


def test_a_text_without_a_number_is_not_applicable():
    assert verdict("N01", town("我镇高度重视依申请公开工作。")) == "not_applicable"
