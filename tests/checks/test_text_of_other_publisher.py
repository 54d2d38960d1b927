"""U01. Every pair of publishers here is constructed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from checks.neighbours import Others
from checks.outcome import Severity
from parsers.document import Place
from parsers.report import Section
from tests.checks.beside import findings, named, others, peer, said
from tests.checks.constructed import CHANGHUA, GONGSHU, JINBEI, WANGDIAN, golden, saying

COPIED = golden(CHANGHUA)


def copy_of(report, publisher):
    """Return the text of one report under the name of another publisher."""
    return replace(publisher, sections=report.sections)


def test_the_text_of_another_publisher_is_a_finding_that_names_its_places():
    found = said("U01", copy_of(COPIED, golden(WANGDIAN)), others=others(COPIED))
    assert (found.verdict, found.severity, found.member, found.right) == (
        "failed", Severity.WARNING, "甲", "甲人民政府",
    )  # fmt: skip
    assert found.left > Decimal("0.95")
    assert found.quotes == ("临安区", "昌化镇", "杭州市")
    assert found.message_zh.endswith("文中出现的对方地名：临安区；昌化镇；杭州市")


def test_names_and_digits_do_not_hide_a_copy():
    own = "{}认真贯彻落实政府信息公开条例，主动公开各类信息{}条，受理申请{}件，全部按期办结，群众满意度稳步提高。"
    report = named(saying(COPIED, "overview", ""), "子乡")
    one = replace(report, sections=(Section(None, "", own.format("子乡", 12, 3), Place()),))
    two = named(replace(one, sections=(Section(None, "", own.format("丑乡", 990, 41), Place()),)), "丑乡")
    found = said("U01", one, others=others(two))
    assert (found.verdict, found.left) == ("failed", Decimal(1))
    assert found.quotes == ()


@pytest.mark.parametrize("other", [WANGDIAN, JINBEI, GONGSHU])
def test_reports_that_were_written_each_by_itself_pass(other):
    assert said("U01", COPIED, others=others(golden(other))).verdict == "passed"


def test_each_copy_is_told():
    copies = others(copy_of(COPIED, golden(WANGDIAN)), copy_of(COPIED, golden(JINBEI)))
    assert set(findings("U01", COPIED, others=copies)) == {"甲", "乙"}


def test_of_many_copies_the_five_most_alike_are_told():
    less = peer(copy_of(saying(COPIED, "problems", "另写的一段话，与原文不同。"), golden(WANGDIAN)), "子")
    same = tuple(peer(copy_of(COPIED, golden(WANGDIAN)), id_) for id_ in "己庚辛壬癸")
    found = findings("U01", COPIED, others=Others(6, (less, *same)))
    assert sorted(found) == sorted("己庚辛壬癸")


def test_others_that_are_surely_no_copies_need_not_be_compared():
    assert said("U01", COPIED, others=Others(250, ())).verdict == "passed"


def test_the_only_report_of_its_year_can_be_no_copy():
    assert said("U01", COPIED, others=others()).verdict == "not_applicable"


def test_without_text_or_others_it_is_not_assessable():
    assert said("U01", COPIED).verdict == "not_assessable"
    assert said("U01", replace(COPIED, sections=()), others=others(COPIED)).verdict == "not_assessable"
