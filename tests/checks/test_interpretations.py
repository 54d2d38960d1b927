"""N09. Every report here is constructed."""

from parsers.report import Mark
from tests.checks.constructed import LUZHU, printing
from tests.checks.told import one, town, verdict

MADE, PUBLISHED = "proactive.normative_documents.made", "proactive.normative_documents.published"


def test_interpretations_without_documents_are_told():
    found = one("N09", town("发布政策解读材料8篇。"))
    assert (found.verdict, found.severity, found.left, found.right) == ("failed", "info", 8, 0)
    assert found.message_zh.startswith("正文政策解读8，表内规范性文件制发0：“")
    assert found.message_en.startswith(
        "the text counts 8 interpretations, the table 0 normative documents made"
    )


def test_documents_without_interpretations_are_told():
    assert verdict("N09", printing(town("无政策解读。"), {MADE: "3"})) == "failed/info"


def test_both_or_neither_pass_in_any_number():
    assert verdict("N09", printing(town("发布政策解读材料132篇。"), {MADE: "60"})) == "passed"
    assert verdict("N09", printing(town("发布政策解读材料8篇。"), {PUBLISHED: "1"})) == "passed"
    assert verdict("N09", town("无政策解读。")) == "passed"


def test_a_slash_or_another_scope_is_doubtful():
    assert verdict("N09", printing(town("发布政策解读材料8篇。", LUZHU), {MADE: "/"})) == "failed/doubtful"
    assert verdict("N09", town("全区共发布政策解读材料8篇。")) == "failed/doubtful"


def test_what_is_not_said_or_not_readable_is_not_judged():
    assert verdict("N09", town("加强政策解读工作。")) == "not_applicable"
    assert verdict("N09", printing(town("发布政策解读材料8篇。"), {MADE: Mark.PICTURE})) == "not_assessable"
