"""D04. Seed 001 fails as published; the other titles are constructed, or of titles.yaml."""

from dataclasses import replace

import pytest

from tests.checks.constructed import WANGDIAN, golden
from tests.checks.told import of, one, verdict


def titled(name):
    return of(golden(WANGDIAN), name)


def test_seed_001_names_a_town_of_which_there_are_six():
    found = one("D04", golden(WANGDIAN))
    assert (found.severity, found.quotes[0], len(found.quotes)) == ("info", "王店镇", 7)
    assert found.message_zh.startswith("标题中的机关名称全国不唯一：王店镇；浙江省嘉兴市秀洲区王店镇；")
    assert found.message_en.startswith(
        "the publisher’s name in the title is not unique in the country: 王店镇; "
    )


@pytest.mark.parametrize("name", ["市场监管局", "教育局", "区教育局"])
def test_a_department_of_no_place_could_be_anywhere(name):
    assert verdict("D04", titled(name)) == "failed/info"


@pytest.mark.parametrize(
    "name",
    [
        "杭州市临安区昌化镇人民政府",
        "富阳区渌渚镇",
        "秀洲区王店镇",
        "锦北街道",
        "拱墅区政府办公室",
        "杭州市余杭区人民政府",
        "广德市统计局",
        "鹿邑县市场监管局",
        "上海市人民政府办公厅",
        "国家新闻出版署（国家版权局）",
        "绍兴市越城区东浦镇",
        "宿迁市",
        "万市镇",
        "龙潭区人民政府",
    ],
)
def test_a_place_named_above_and_a_name_known_to_be_unique_pass(name):
    assert verdict("D04", titled(name)) == "passed"


@pytest.mark.parametrize("name", ["网上镇", "天上区人民政府", "某某乡"])
def test_a_bare_name_that_no_division_has_is_not_assessable(name):
    assert verdict("D04", titled(name)) == "not_assessable"


def test_a_title_without_publisher_is_not_assessable():
    report = replace(golden(WANGDIAN), title="2018年政府信息公开工作年度报告")
    assert verdict("D04", report) == "not_assessable"
