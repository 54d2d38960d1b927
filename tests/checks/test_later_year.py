"""D02. Seed 004 fails as published; the rest is constructed."""

from dataclasses import replace

import pytest

from tests.checks.constructed import GONGSHU, golden
from tests.checks.told import one, town, verdict


def test_seed_004_speaks_of_2022_in_a_report_on_2020():
    found = one("D02", golden(GONGSHU))
    assert (found.severity, len(found.quotes)) == ("error", 1)
    assert found.message_zh.startswith("正文出现晚于报告年度的年份：2022年我区因")
    assert found.message_en.startswith("the text states facts of a later year: 2022年我区")


@pytest.mark.parametrize("text", ["2021年，我镇主动公开政府信息120条。", "2022年我区被申请行政复议2件。"])
def test_a_fact_of_a_later_year_fails(text):

    assert verdict("D02", town(text)) == "failed/error"


@pytest.mark.parametrize(
    "text",
    [
        "2021年，我镇将继续推进政务公开。",
        "根据国办发〔2021〕3号文件精神，落实到位。",
        "《2021年政务公开工作要点》已经印发。",
        "落实三年行动，2020—2022年分步实施。",
        "及时公布2021年度部门预算。",
        "2022年底前完成标准化建设的要求已经分解。",
        "发布日期：2021年1月25日",
        "昌化镇人民政府2021年1月25日",
        "采购金额207204.99元，编号2021345。",
        "2020年，我镇公开信息。",
        "2019年以来公开信息。",
    ],
)
def test_plans_numbers_titles_dates_and_earlier_years_pass(text):
    assert verdict("D02", town(text)) == "passed"


def test_section_five_may_speak_of_what_comes():
    assert verdict("D02", town("2021年，继续加强学习。", section="problems")) == "passed"


def test_without_report_year_nothing_is_said():
    assert verdict("D02", replace(golden("000"), year=None)) == "not_assessable"
