"""D08. Seed 004 fails as published; the rest is constructed."""

import pytest

from tests.checks.constructed import GONGSHU, golden
from tests.checks.told import of, one, town, verdict


def test_seed_004_gives_figures_of_the_district_in_the_report_of_an_office():
    found = one("D08", golden(GONGSHU))
    assert (found.severity, found.quotes[0]) == ("warning", "区政府共受理依申请公开41件")
    assert found.message_zh.startswith("统计范围不清，出现本机关以外的数据：区政府共受理")
    assert found.message_en.startswith("figures of a wider region in the report of an organ: ")


def test_figures_of_the_whole_district_in_the_report_of_a_town_fail():
    assert verdict("D08", town("全区共受理依申请公开9件。")) == "failed/warning"


@pytest.mark.parametrize(
    "text",
    [
        "开展全区政务公开专题培训2场。",
        "本机关共受理依申请公开9件。",
        "履行全区主管部门职责。",
        "我办发布信息，其中区政府文件17条。",
    ],
)
def test_the_own_figures_and_words_that_only_describe_pass(text):
    assert verdict("D08", town(text, GONGSHU)) == "passed"


def test_the_region_is_the_own_scope_of_its_government():
    said = town("全区共受理依申请公开9件。")
    assert verdict("D08", of(said, "杭州市临安区人民政府", "county_government")) == "passed"
    assert verdict("D08", of(said, "淮安市洪泽区人民政府")) == "passed"
    assert verdict("D08", of(said, "淮安市教育局")) == "failed/warning"


def test_of_somebody_unknown_nothing_is_said():
    assert verdict("D08", of(town("全区共受理依申请公开9件。"), "某某")) == "not_assessable"
