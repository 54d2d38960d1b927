"""D07. Seeds 001, 003 and 004 fail as published; the rest is constructed."""

import pytest

from tests.checks.constructed import JINBEI, golden
from tests.checks.told import of, one, town, verdict

ALL = "地址：临安区昌化镇西街58号；邮编：311321；电话：0571-63668008。"


def test_a_report_without_any_contact_names_what_is_missing():
    found = one("D07", golden(JINBEI))
    assert (found.severity, found.quotes) == ("info", ("未见地址", "未见电话", "未见邮编"))
    assert found.message_zh == "联系方式缺失或与地区不符：未见地址；未见电话；未见邮编"
    assert found.message_en.startswith("contact details missing (未见) or of another region: 未见地址; ")


def test_all_three_of_the_own_province_pass():
    assert verdict("D07", town(ALL)) == "passed"
    assert verdict("D07", town(ALL.replace("0571-", ""))) == "passed"


@pytest.mark.parametrize(
    ("printed", "instead"),
    [
        ("311321", "211321"),
        ("0571-63668008", "0512-63668008"),
        ("临安区昌化镇西街58号", "江苏省苏州市西街58号"),
    ],
)
def test_what_belongs_to_another_province_fails(printed, instead):
    assert one("D07", town(ALL.replace(printed, instead))).quotes == (instead,)


def test_one_thing_missing_is_told_alone():
    assert one("D07", town(ALL.replace("邮编：311321；", ""))).quotes == ("未见邮编",)


def test_of_a_publisher_not_resolved_only_presence_is_judged():
    assert verdict("D07", of(town(ALL.replace("311321", "211321")), "某镇")) == "passed"
