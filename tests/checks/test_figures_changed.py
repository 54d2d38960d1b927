"""V01. Every older version here is constructed."""

import pytest

from checks.neighbours import OlderVersion
from checks.outcome import Severity
from parsers.report import Mark
from tests.checks.beside import findings, said
from tests.checks.constructed import GONGSHU, golden, lacking, printing

REPORT, KEY, OTHER = golden(GONGSHU), "requests.new@natural_person", "review.total"


def changed(*versions, **facts):
    older = tuple(OlderVersion(f"v{n}", one, **facts) for n, one in enumerate(versions, 1))
    return findings("V01", REPORT, versions=older)


def test_a_figure_that_was_another_before_is_named_with_both():
    found = changed(printing(REPORT, {KEY: "30"}))
    assert list(found) == [KEY]
    assert (found[KEY].left, found[KEY].right, found[KEY].severity) == ("30", "36", Severity.WARNING)
    assert found[KEY].cells == (KEY,)
    assert found[KEY].message_zh == "一、本年新收政府信息公开申请数量·自然人：发布后由“30”改为“36”"


def test_of_several_older_figures_the_latest_is_named():
    found = changed(printing(REPORT, {KEY: "10", OTHER: "9"}), printing(REPORT, {KEY: "30"}))
    assert {key: one.left for key, one in found.items()} == {KEY: "30", OTHER: "9"}


def test_a_number_that_came_for_a_slash_is_a_change():
    assert changed(printing(REPORT, {KEY: "/"}))[KEY].left == "/"


def test_other_padding_and_figures_that_came_back_are_none():
    assert changed(printing(REPORT, {KEY: "  36 "})) == {}
    assert changed(REPORT) == {}


@pytest.mark.parametrize("mark", [Mark.PICTURE, Mark.ABSENT, Mark.UNREADABLE])
def test_what_we_could_not_read_is_no_change(mark):
    assert changed(printing(REPORT, {KEY: mark})) == {}


def test_a_cell_of_one_version_only_is_no_change():
    assert changed(lacking(REPORT, KEY)) == {}


def test_where_another_parser_read_the_older_version_it_is_doubtful():
    assert changed(printing(REPORT, {KEY: "30"}), is_same_parser=False)[KEY].severity is Severity.DOUBTFUL


def test_without_older_versions_it_passes_and_is_not_assessable_if_nobody_looked():
    assert said("V01", REPORT, versions=()).verdict == "passed"
    assert said("V01", REPORT).verdict == "not_assessable"
