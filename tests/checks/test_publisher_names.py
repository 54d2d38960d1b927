"""D03. Seed 002 fails as published; the rest is constructed."""

from dataclasses import replace

import pytest

from tests.checks.constructed import GONGSHU, LUZHU, golden
from tests.checks.told import of, one, town, verdict


def test_seed_002_is_of_the_town_in_its_title_and_of_an_office_in_its_text():
    found = one("D03", golden(LUZHU))
    assert found.severity == "info"
    assert found.quotes[:2] == ("富阳区渌渚镇", "富阳区渌渚镇人民政府办公室")
    assert "渌渚镇人民政府" in found.quotes
    assert found.message_zh.startswith("发布机关名称前后不一：富阳区渌渚镇；")
    assert found.message_en.startswith("the publisher is named in different ways: 富阳区渌渚镇; ")


def test_a_report_written_in_the_name_of_another_town_fails():
    found = one("D03", town("现将洪合镇2020年度政府信息公开工作年度报告公布如下。"))
    assert (found.verdict.value, found.quotes[1]) == ("failed", "洪合镇")


@pytest.mark.parametrize(
    "text",
    [
        "编制昌化镇2020年度政府信息公开工作年度报告。",
        "编制杭州市临安区昌化镇人民政府2020年政府信息公开年度报告。",
        "编制本机关2020年度政府信息公开工作年度报告。",
        "编制2020年度政府信息公开工作年度报告。",
        "请与昌化镇党政综合办公室联系。",
        "“杭州市临安区人民政府”门户网站发布信息。",
        "根据《洪合镇2020年政府信息公开工作年度报告》编制。",
        "昌化镇党政综合办公室负责登记。",
    ],
)
def test_short_names_contacts_and_web_sites_are_no_other_names(text):
    assert verdict("D03", town(text)) == "passed"


def test_an_office_is_the_same_office_written_shorter():
    assert verdict("D03", golden(GONGSHU)) == "passed"
    said = town("编制拱墅区人民政府办公室2020年度政府信息公开工作年度报告。", GONGSHU)
    assert verdict("D03", said) == "passed"


def test_a_department_by_its_short_name_is_the_same():
    said = town("编制临安区市场监督管理局2020年度政府信息公开工作年度报告。")
    report = of(said, "临安区市场监管局", "department", "330112")
    assert verdict("D03", report) == "passed"


def test_without_a_publisher_nothing_is_said():
    report = replace(golden("000"), title=None, publisher=None)
    assert verdict("D03", report) == "not_assessable"
