"""U02. Every pair of publishers here is constructed."""

from checks.neighbours import Others
from checks.outcome import Severity
from tests.checks.beside import others, said, verdicts
from tests.checks.constructed import CHANGHUA, GONGSHU, LUZHU, golden, printing

REPORT = golden(GONGSHU)


def nothing():
    return printing(golden(LUZHU), {cell.key: "0" for cell in golden(LUZHU).cells})


def test_the_figures_of_another_publisher_are_a_finding():
    found = said("U02", REPORT, others=others(REPORT))
    assert (found.verdict, found.severity, found.member, len(found.cells)) == (
        "failed",
        Severity.INFO,
        "甲",
        31,
    )
    assert found.message_zh == "全部数据与甲人民政府同年报告完全相同：31个非零数据"


def test_one_other_figure_is_enough_to_pass():
    assert said("U02", REPORT, others=others(printing(REPORT, {"review.total": "3"}))).verdict == "passed"


def test_only_the_equal_one_of_several_is_told():
    assert verdicts("U02", REPORT, others=others(golden(CHANGHUA), REPORT)) == {"乙": "failed"}


def test_few_figures_may_be_alike_by_chance_and_none_are_no_copy():
    assert said("U02", golden(LUZHU), others=others(golden(LUZHU))).severity is Severity.DOUBTFUL
    assert said("U02", nothing(), others=others(nothing())).verdict == "passed"


def test_equal_but_for_a_picture_is_not_assessable():
    assert said("U02", golden(CHANGHUA), others=others(golden(CHANGHUA))).verdict == "not_assessable"


def test_without_others_it_passes_if_there_are_none_and_is_not_assessable_if_nobody_looked():
    assert said("U02", REPORT, others=Others(0, ())).verdict == "passed"
    assert said("U02", REPORT).verdict == "not_assessable"
