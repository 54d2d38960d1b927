"""S01. Every report here that fails is constructed."""

from dataclasses import replace

import pytest

from checks.outcome import Severity
from parsers.document import Place
from tests.checks.constructed import (
    CHANGHUA,
    LUZHU,
    golden,
    outcome,
    with_tables,
    with_unknown_part,
    without_part,
)

LITIGATION = "四、政府信息公开行政复议、行政诉讼情况"


@pytest.mark.parametrize("number", [CHANGHUA, LUZHU])
def test_a_part_that_is_missing_fails_in_both_forms(number):
    found = outcome("S01", without_part(golden(number), "review_litigation"))
    assert (found.verdict, found.severity, found.quotes) == ("failed", Severity.ERROR, (LITIGATION,))
    assert found.message_zh == f"六个部分不齐全或顺序不对：{LITIGATION}"
    assert found.message_en == f"parts are missing or out of order: {LITIGATION}"


def test_parts_in_another_order_fail():
    report = golden(CHANGHUA)
    found = outcome("S01", replace(report, sections=tuple(reversed(report.sections))))
    assert found.verdict == "failed"
    assert len(found.quotes) == 6


def test_a_heading_printed_as_a_row_of_its_table_is_there():
    report = without_part(golden(LUZHU), "review_litigation")
    row = ((LITIGATION, Place()),)
    assert outcome("S01", with_tables(report, "review_litigation", extra_rows=row)).verdict == "passed"


@pytest.mark.parametrize("heading", ["四、被复议和应诉", "4、被复议和应诉", "第四部分 被复议和应诉"])
def test_a_heading_in_other_words_with_the_missing_number_is_given_the_benefit_of_the_doubt(heading):
    report = with_unknown_part(without_part(golden(LUZHU), "review_litigation"), heading)
    assert outcome("S01", report).verdict == "not_assessable"


def test_an_addition_after_the_sixth_part_stands_for_no_other():
    report = with_unknown_part(without_part(golden(LUZHU), "review_litigation"), "七、附件")
    assert outcome("S01", report).verdict == "failed"
    assert outcome("S01", with_unknown_part(golden(LUZHU), "七、附件")).verdict == "passed"


def test_a_text_in_which_no_part_was_found_is_our_problem():
    assert outcome("S01", replace(golden(LUZHU), sections=())).verdict == "not_assessable"
