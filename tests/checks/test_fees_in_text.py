"""N08. Every report here is constructed."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import parsers
from parsers.report import Mark
from tests.checks.constructed import CHANGHUA, LUZHU, golden, printing
from tests.checks.told import one, town, verdict

FEES = "proactive.fees.amount"
NARRATIVE = Path(parsers.__file__).parent / "data" / "narrative.toml"


def test_the_fees_of_the_table_in_another_amount_are_a_warning():
    found = one("N08", printing(town("全年行政事业性收费3.5万元。", LUZHU), {FEES: "12"}))
    assert (found.severity, found.left, found.right) == ("warning", 35000, 120000)
    assert found.message_zh == "正文所述收费35000元，表内收费120000元：“全年行政事业性收费3.5万元”"
    assert found.message_en.startswith("the text says 35000 yuan of fees, the table 120000 yuan")


@pytest.mark.parametrize(
    ("text", "amount"), [("全年行政事业性收费3.5万元。", "3.5"), ("行政事业性收费35000元。", "3.5")]
)
def test_the_same_amount_passes_in_either_unit(text, amount):
    assert verdict("N08", printing(town(text, LUZHU), {FEES: amount})) == "passed"


def test_an_information_fee_above_all_fees_is_doubtful():
    said = town("共收取信息处理费800元。", LUZHU, "other")
    assert verdict("N08", said) == "failed/doubtful"
    assert verdict("N08", printing(said, {FEES: "0.08"})) == "passed"


def test_no_information_fee_beside_other_fees_is_no_contradiction():
    assert verdict("N08", printing(town("本单位2021年未收取信息处理费。", LUZHU), {FEES: "7545"})) == "passed"


def test_a_fee_too_small_for_the_unit_of_the_table_passes():
    assert verdict("N08", town("共收取信息处理费30元。", LUZHU)) == "passed"


def test_a_blank_is_read_as_nought_and_says_so_and_a_picture_is_not_assessable():
    said = town("本单位2021年未收取信息处理费。", LUZHU)
    assert one("N08", printing(said, {FEES: "/"})).assumed_zero
    assert verdict("N08", printing(said, {FEES: Mark.PICTURE})) == "not_assessable"


def test_other_money_last_year_and_the_form_of_2019_are_not_applicable():
    assert verdict("N08", town("投入经费20万元。", LUZHU)) == "not_applicable"
    assert verdict("N08", town("2020年收取信息处理费800元。", LUZHU)) == "not_applicable"
    assert verdict("N08", golden(CHANGHUA)) == "not_applicable"


def test_no_rule_of_the_narrative_reads_a_fee_in_a_unit_that_is_not_converted():
    units = set()
    for rule in tomllib.loads(NARRATIVE.read_text(encoding="utf-8"))["rules"]:
        if rule["key"].startswith("fee."):
            printed = re.search(r"\(\?P<unit>([^)]*)\)", rule["clause"])
            units |= set(printed[1].split("|")) if printed else {rule["unit"]}
    assert units == {"元", "万元"}


def test_a_fee_in_another_unit_is_refused_and_not_taken_for_yuan():
    said = town("共收取信息处理费30元。", LUZHU)
    (fee,) = (one for one in said.mentions if one.key == "fee.narrative.information_processing")
    others = tuple(replace(one, unit="角") if one is fee else one for one in said.mentions)
    with pytest.raises(ValueError, match="角"):
        one("N08", replace(said, mentions=others))
