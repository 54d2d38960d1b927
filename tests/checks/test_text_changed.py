"""V02. Every older version here is constructed."""

from dataclasses import replace

from checks.neighbours import OlderVersion
from checks.outcome import Severity
from tests.checks.beside import said
from tests.checks.constructed import CHANGHUA, golden, saying

NEW = saying(golden(CHANGHUA), "overview", "公开信息169条。没有诉讼。")
OLD = saying(golden(CHANGHUA), "overview", "公开信息168条。没有诉讼。")


def judged(*versions, **facts):
    return said("V02", NEW, versions=tuple(OlderVersion("v", one, **facts) for one in versions))


def test_sentences_that_went_and_came_are_named():
    found = judged(OLD)
    assert (found.verdict, found.severity) == ("failed", Severity.INFO)
    assert found.quotes == ("－公开信息168条。", "＋公开信息169条。")


def test_the_same_sentences_pass_however_they_are_spaced():
    assert judged(saying(NEW, "overview", "公开信息 169条。\n没有诉讼。")).verdict == "passed"


def test_another_order_of_sentences_is_a_change():
    assert judged(saying(NEW, "overview", "没有诉讼。公开信息169条。")).quotes == ("语句次序",)


def test_the_version_before_this_one_is_compared_first():
    assert judged(saying(NEW, "overview", "初稿。"), OLD).quotes[0] == "－公开信息168条。"


def test_where_another_parser_read_the_older_version_it_is_doubtful():
    assert judged(OLD, is_same_parser=False).severity is Severity.DOUBTFUL


def test_without_older_versions_it_passes_and_is_not_assessable_if_nobody_looked():
    assert judged().verdict == "passed"
    assert said("V02", replace(NEW, sections=())).verdict == "not_assessable"
