"""D06. Seed 001 fails as published; the rest is constructed."""

import pytest

from tests.checks.constructed import WANGDIAN, golden
from tests.checks.told import of, one, town, verdict


def test_seed_001_closes_a_bracket_wrongly_and_gives_an_act_of_the_city_a_number_of_the_district():
    found = one("D06", golden(WANGDIAN))
    assert found.severity == "info"
    assert found.quotes[0] == "国办发〔2019)54号"
    assert found.quotes[1].endswith("（秀洲政办发〔2020〕56号")
    assert found.message_zh.startswith("文号格式错误或与发文机关不符：国办发〔2019)54号；《")
    assert found.message_en.startswith("document numbers malformed or of another issuer: 国办发〔2019)54号; ")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("根据国办发[2019]54号文件。", "国办发[2019]54号"),
        ("落实浙政办发（2020）16号。", "浙政办发（2020）16号"),
        ("浙政办发〔20〕16号", "浙政办发〔20〕16号"),
        ("浙政办发〔2020〕第16号", "浙政办发〔2020〕第16号"),
        ("浙政办发〔2020〕016号", "浙政办发〔2020〕016号"),
        ("浙政办发〔2020〕16文件", "浙政办发〔2020〕16"),
    ],
)
def test_other_brackets_short_years_and_idle_digits_are_malformed(text, number):
    assert one("D06", town(text, WANGDIAN)).quotes == (number,)


@pytest.mark.parametrize(
    "text",
    [
        "《国务院办公厅关于报告格式的通知》（国办公开办函〔2019〕60号）",
        "《浙江省人民政府办公厅关于标准化的通知》（浙政办发〔2020〕16号）",
        "《秀洲区人民政府办公室关于公布目录的通知》（秀洲政办发〔2020〕56号）",
        "《关于贯彻落实省政府重大决策的通知》（秀洲政办发〔2020〕57号）",
        "《关于公布2020年度区政府重大行政决策事项目录的通知》（秀洲政办发〔2020〕56号）",
        "《嘉兴市人民政府办公室关于印发方案的通知》（嘉政办发〔2020〕8号）",
        "《中华人民共和国政府信息公开条例》（国务院令第711号）",
        "公开信息（2020）5项，附件（2）3份。",
        "自2020年起20个工作日内。",
    ],
)
def test_good_numbers_orders_and_acts_passed_on_pass(text):
    assert verdict("D06", town(text, WANGDIAN)) == "passed"


def test_an_act_of_the_city_under_a_number_of_the_province_fails():
    said = town("《嘉兴市人民政府办公室关于印发方案的通知》（浙政办发〔2020〕8号）", WANGDIAN)
    assert verdict("D06", said) == "failed/info"


def test_of_a_publisher_not_resolved_only_the_form_is_judged():
    said = town("《嘉兴市人民政府办公室关于印发方案的通知》（浙政办发〔2020〕8号）", WANGDIAN)
    assert verdict("D06", of(said, "某镇")) == "passed"
