"""R01-R04 and L01, the sums that the forms declare. Seeds 002 and 003 fail as published; the rest is constructed."""

from decimal import Decimal

import pytest

from checks.outcome import Severity, Verdict
from parsers.report import Mark
from tests.checks.constructed import (
    CHANGHUA,
    GONGSHU,
    JINBEI,
    LUZHU,
    WANGDIAN,
    golden,
    lacking,
    outcomes,
    printing,
    verdicts,
)

FAMILIES = {"R01": 7, "R02": 7, "R03": 7, "R04": 23, "L01": 3}


def of_member(check, report, member):
    (found,) = [outcome for outcome in outcomes(check, report) if outcome.member == member]
    return found


@pytest.mark.parametrize(("check", "members"), FAMILIES.items())
def test_a_sound_report_passes_in_every_member(check, members):
    assert list(verdicts(check, golden(GONGSHU)).values()) == ["passed"] * members


@pytest.mark.parametrize(
    ("check", "key", "member"),
    [
        ("R01", "requests.new@natural_person", "natural_person"),
        ("R02", "outcome.other@natural_person", "natural_person"),
        ("R03", "outcome.other@natural_person", "natural_person"),
        ("R04", "outcome.other@natural_person", "outcome.other"),
        ("L01", "review.upheld", "review"),
    ],
)
def test_one_wrong_figure_fails_in_its_member_and_says_both_sides(check, key, member):
    found = of_member(check, printing(golden(GONGSHU), {key: "777"}), member)
    assert (found.verdict, found.severity) == (Verdict.FAILED, Severity.ERROR)
    assert found.left != found.right
    assert key in found.cells
    assert str(found.left) in found.message_zh
    assert str(found.right) in found.message_en


def test_luzhu_counts_one_request_twice():
    found = of_member("R03", golden(LUZHU), "natural_person")
    assert (found.left, found.right, found.severity) == (Decimal(1), Decimal(2), Severity.ERROR)
    assert found.message_zh == "自然人：办理结果总计印为1，各办理结果之和为2"


def test_a_difference_that_a_blank_could_explain_is_doubtful():
    found = of_member("R01", golden(LUZHU), "total")
    assert (found.left, found.right, found.severity) == (Decimal(1), Decimal(0), Severity.DOUBTFUL)
    assert found.assumed_zero


def test_a_blank_on_the_greater_side_explains_nothing():
    found = of_member("R02", golden(LUZHU), "natural_person")
    assert (found.left, found.right, found.severity) == (Decimal(1), Decimal(2), Severity.ERROR)


def test_wu_says_that_there_is_none_and_explains_nothing():
    report = printing(golden(WANGDIAN), {"requests.new@total": "9", "requests.carried_forward@total": "无"})
    assert of_member("R01", report, "total").severity is Severity.ERROR


def test_a_total_left_empty_over_its_addends_is_not_assessable():
    assert {
        member for member, verdict in verdicts("R03", golden(JINBEI)).items() if verdict == "not_assessable"
    } == {"natural_person", "total"}


def test_addends_all_empty_under_a_printed_total_are_not_assessable():
    emptied = {f"outcome.granted@{column}": "" for column in ("natural_person", "org.business", "org.research",
               "org.nonprofit", "org.legal_service", "org.other")}  # fmt: skip
    report = printing(golden(GONGSHU), emptied)
    assert of_member("R04", report, "outcome.granted").verdict is Verdict.NOT_ASSESSABLE


def test_when_every_operand_is_empty_the_sum_holds_and_says_what_it_assumed():
    found = of_member("R04", golden(JINBEI), "outcome.total")
    assert (found.verdict, found.assumed_zero) == (Verdict.PASSED, True)


@pytest.mark.parametrize("mark", [Mark.PICTURE, Mark.ABSENT, Mark.UNREADABLE])
def test_what_cannot_be_known_is_not_assessable_and_never_zero(mark):
    report = printing(golden(GONGSHU), {"outcome.other@natural_person": mark})
    assert of_member("R03", report, "natural_person").verdict is Verdict.NOT_ASSESSABLE
    assert of_member("R03", report, "org.business").verdict is Verdict.PASSED


def test_the_picture_of_changhua_makes_its_sums_not_assessable():
    assert set(verdicts("L01", golden(CHANGHUA)).values()) == {"not_assessable"}


@pytest.mark.parametrize(
    ("check", "key", "member"),
    [
        ("R01", "requests.carried_over@natural_person", "natural_person"),
        ("R03", "outcome.partial@org.other", "org.other"),
        ("L01", "review.other", "review"),
    ],
)
def test_a_sum_of_which_the_report_lacks_a_box_is_not_assessable_though_the_rest_adds_up(check, key, member):
    found = of_member(check, lacking(golden(GONGSHU), key), member)
    assert found.verdict is Verdict.NOT_ASSESSABLE
    assert key in found.cells


def test_a_blank_total_over_a_single_case_is_not_assessable():
    one = printing(golden(GONGSHU), {"review.pending": "1", "review.total": ""})
    assert of_member("L01", one, "review").verdict is Verdict.NOT_ASSESSABLE
