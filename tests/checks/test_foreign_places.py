"""D05. Seed 002 fails as published; the rest is constructed."""

import pytest

from tests.checks.constructed import GONGSHU, LUZHU, golden
from tests.checks.told import of, one, town, verdict


def test_seed_002_names_a_town_that_does_not_exist():
    found = one("D05", golden(LUZHU))
    assert (found.severity, found.quotes) == ("warning", ("网上镇",))
    assert found.message_zh == "出现非本辖区地名（疑似照抄）：网上镇"
    assert found.message_en == "places that are not the publisher’s: 网上镇"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("2020年，洪合镇人民政府主动公开信息12条。", "洪合镇"),
        ("富阳区2020年公开信息12条。", "富阳区"),
        ("按照江苏省有关要求公开。", "江苏省"),
        ("及时调整王集镇政务公开工作领导小组。", "王集镇"),
    ],
)
def test_another_town_district_or_province_fails(text, place):
    assert one("D05", town(text)).quotes == (place,)


@pytest.mark.parametrize(
    "text",
    [
        "昌化镇、临安区、原临安市、杭州市和浙江省的要求。",
        "我镇政务公开、全镇党政干部、各街道办事处和乡镇政府。",
        "严格执行镇政府文件，健全镇政务公开制度，由镇党政办负责。",
        "与上级部门、镇党委政府的要求还存在差距。",
        "赴江苏省富阳区考察学习。",
        "建设特色小镇政务公开示范区，老旧小区改造，方便市区群众。",
        "区人民政府和市人民政府的部署，根据区人民政府要求。",
        "办理了文件。反复办理镇政府文件。",
        "以上城区道路情况。",
    ],
)
def test_the_own_line_common_words_and_visits_pass(text):
    assert verdict("D05", town(text)) == "passed"


def test_children_of_a_district_are_its_own_and_others_are_not():
    assert verdict("D05", town("米市巷街道办事处公开信息。", GONGSHU)) == "passed"
    assert verdict("D05", town("锦北街道办事处公开信息。", GONGSHU)) == "failed/warning"


def test_a_publisher_that_is_not_resolved_has_no_line_to_compare_with():
    assert verdict("D05", of(golden(LUZHU), "网上镇")) == "not_assessable"


def test_a_city_may_name_its_counties_and_their_towns():
    said = of(
        town("2020年，淳安县人民政府和昌化镇人民政府公开信息。"),
        "杭州市人民政府",
        "prefecture_government",
        "330100",
    )
    assert verdict("D05", said) == "passed"
    other = of(town("2020年，王店镇公开信息。"), "杭州市人民政府", "prefecture_government", "330100")
    assert one("D05", other).quotes == ("王店镇",)
